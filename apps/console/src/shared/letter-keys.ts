import { useSyncExternalStore } from 'react';

const STORED = 'madoguchi.letter-keys';
const watchers = new Set<() => void>();

/** Whether a letter, digit or sign alone does something; who speaks to the machine, or presses keys by chance, switches that off. */
export const haveLetterKeys = (): boolean => localStorage.getItem(STORED) !== 'off';

/** Its hints on buttons follow. */
export const showLetterKeys = (): void => {
  document.documentElement.dataset['letterKeys'] = haveLetterKeys() ? 'on' : 'off';
};

/** Kept on this device, as language and brightness are. */
export const chooseLetterKeys = (isOn: boolean): void => {
  localStorage.setItem(STORED, isOn ? 'on' : 'off');
  showLetterKeys();
  for (const watcher of watchers) watcher();
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export const useLetterKeys = (): boolean => useSyncExternalStore(subscribe, haveLetterKeys);
