import { useSyncExternalStore } from 'react';
import { keptKey } from './drafts.js';
import { parsedJson } from './stored-json.js';

/** A value of this tab that survives a reload and a lost connection, and is wiped at sign-out with everything unsent. */
export interface KeptStore<T> {
  get: () => T;
  set: (next: T) => void;
  subscribe: (watcher: () => void) => () => void;
}

const keptStore = <T>(key: string, restored: (stored: unknown) => T): KeptStore<T> => {
  let value = restored(parsedJson(sessionStorage.getItem(key)));
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      sessionStorage.setItem(key, JSON.stringify(next));
      for (const watcher of watchers) watcher();
    },
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
  };
};

/**
 * One store for each keeper (see `useKeeper`): read when it is first asked for, after the tab knows who signed in. `restored` makes of what
 * was stored, of null too, what this version of the console works with.
 */
export const keptStoreOf = <T>(name: string, restored: (stored: unknown) => T): ((keeper: string) => KeptStore<T>) => {
  const stores = new Map<string, KeptStore<T>>();
  return (keeper) => {
    const known = stores.get(keeper) ?? keptStore(keptKey(name, keeper), restored);
    stores.set(keeper, known);
    return known;
  };
};

/** For stores of several things. */
export const listOf = <T>(stored: unknown): T[] => (Array.isArray(stored) ? (stored as T[]) : []);

export const useKept = <T>(store: KeptStore<T>): T => useSyncExternalStore(store.subscribe, store.get);
