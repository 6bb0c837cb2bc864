import { useEffect, useId, useRef, useSyncExternalStore } from 'react';

/** Something that can be done now, as the command palette offers it. */
export interface Command {
  /** Stays the same from visit to visit, so that what was used lately is found again. Never holds what a requester wrote. */
  id: string;
  label: string;
  /** Its keys, for those who want to learn them. */
  keys?: readonly string[];
  /** Why it cannot be done now, or null. */
  blocked?: string | null;
  run: () => void;
}

/** In the order of the palette. */
export const COMMAND_GROUPS = ['ticket', 'list', 'screen', 'setting'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface Entry {
  key: string;
  group: CommandGroup;
  commands: () => readonly Command[];
}

let entries: readonly Entry[] = [];
const watchers = new Set<() => void>();

const show = (next: readonly Entry[]) => {
  entries = next;
  for (const watcher of watchers) watcher();
};

/** Offers these while the component is on screen. */
export const useCommands = (group: CommandGroup, commands: readonly Command[]): void => {
  const key = useId();
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    show([...entries, { key, group, commands: () => latest.current }]);
    return () => show(entries.filter((entry) => entry.key !== key));
  }, [key, group]);
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

/** What is offered now, group by group. */
export const usePresentCommands = (): ReadonlyMap<CommandGroup, readonly Command[]> => {
  const present = useSyncExternalStore(subscribe, () => entries);
  return new Map(
    COMMAND_GROUPS.map((group) => [
      group,
      present.filter((entry) => entry.group === group).flatMap((entry) => entry.commands()),
    ]),
  );
};
