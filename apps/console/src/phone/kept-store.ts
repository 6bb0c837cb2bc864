import { useSyncExternalStore } from 'react';

const PREFIX = 'madoguchi.draft.';

/** A value of this tab that survives a reload and a lost connection, and is wiped at sign-out with everything unsent. */
export interface KeptStore<T> {
  get: () => T;
  set: (next: T) => void;
  subscribe: (watcher: () => void) => () => void;
}

const keptStore = <T>(name: string, empty: () => T): KeptStore<T> => {
  const stored = sessionStorage.getItem(PREFIX + name);
  let value = stored === null ? empty() : (JSON.parse(stored) as T);
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      sessionStorage.setItem(PREFIX + name, JSON.stringify(next));
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

/** One store for each keeper (see `useKeeper`): read when it is first asked for, after the tab knows who signed in. */
export const keptStoreOf = <T>(name: string, empty: () => T): ((keeper: string) => KeptStore<T>) => {
  const stores = new Map<string, KeptStore<T>>();
  return (keeper) => {
    const known = stores.get(keeper) ?? keptStore(`${name}.${keeper}`, empty);
    stores.set(keeper, known);
    return known;
  };
};

export const useKept = <T>(store: KeptStore<T>): T => useSyncExternalStore(store.subscribe, store.get);
