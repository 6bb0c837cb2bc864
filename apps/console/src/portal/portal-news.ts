import { useSyncExternalStore } from 'react';

let hasNews = false;
const watchers = new Set<() => void>();

const set = (next: boolean) => {
  hasNews = next;
  for (const watcher of watchers) watcher();
};
const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

/** The server hinted that something of this shop changed; the pages stay as they are. */
export const newsArrived = (): void => set(true);
export const newsWereRead = (): void => set(false);

/** True from the first hint until the pages are read again. */
export const useNews = (): boolean => useSyncExternalStore(subscribe, () => hasNews);
