import { useSyncExternalStore } from 'react';
import { serverNow } from '../wire/server-clock.js';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    for (const each of watchers) each();
  }, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** The present moment in milliseconds, from the one ticker of the tab, in steps of `stepMs`. */
export const useNow = (stepMs = 1_000): number =>
  useSyncExternalStore(subscribe, () => Math.floor(serverNow() / stepMs) * stepMs);
