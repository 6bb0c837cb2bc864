import { useSyncExternalStore } from 'react';

/** How close the rows of the list stand, and how high one is, in pixels. */
export const ROW_HEIGHTS = { standard: 53, compact: 34, roomy: 64 } as const;
export type Density = keyof typeof ROW_HEIGHTS;
export const DENSITIES = Object.keys(ROW_HEIGHTS) as Density[];

const STORED = 'madoguchi.density';
const watchers = new Set<() => void>();

export const isDensity = (name: string | null): name is Density => DENSITIES.some((density) => density === name);

const stored = (): Density => {
  const name = localStorage.getItem(STORED);
  return isDensity(name) ? name : 'standard';
};

/** Kept on this device, as language and brightness are. */
export const chooseDensity = (density: Density): void => {
  localStorage.setItem(STORED, density);
  for (const watcher of watchers) watcher();
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export const useDensity = (): Density => useSyncExternalStore(subscribe, stored);
