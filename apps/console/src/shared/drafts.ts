import { useCallback, useState } from 'react';
import { parsedJson } from './stored-json.js';

const PREFIX = 'madoguchi.draft.';
const OWNER = 'madoguchi.drafts-of';

const WRITTEN = /^(reply|note|hand-back)\./;

/** Whether words for a ticket wait in this tab for their writer. */
export const hasDrafts = (): boolean =>
  Object.keys(sessionStorage).some((key) => key.startsWith(PREFIX) && WRITTEN.test(key.slice(PREFIX.length)));

/**
 * What stands under its keeper's name: the form of a call, calls to be sent, numbers to be told. Their callers were told a number, so it waits
 * for whoever took them, unseen by anybody else, and nobody else throws it away.
 */
export const keptKey = (name: string, keeper: string): string => `madoguchi.kept.${name}.${keeper}`;
const isKeptOf = (key: string, userId: string): boolean =>
  key.startsWith('madoguchi.kept.') && key.includes(`.${userId}`);

const wipe = (isWiped: (key: string) => boolean): void => {
  for (const key of Object.keys(sessionStorage)) {
    if (isWiped(key)) sessionStorage.removeItem(key);
  }
};

/** Wipes everything unsent of this person in this tab; done at sign-out, never at a lost session. */
export const wipeDraftsOf = (userId: string): void => wipe((key) => key.startsWith(PREFIX) || isKeptOf(key, userId));

/** What is unsent of a practice ends with it. */
export const wipePractice = (): void => wipe((key) => key.startsWith('madoguchi.') && key.endsWith('.practice'));

/** After a lost session the drafts wait for whoever wrote them; anybody else whose session this tab shows begins with none. */
export const keepDraftsFor = (userId: string): void => {
  if (sessionStorage.getItem(OWNER) !== userId) wipe((key) => key.startsWith(PREFIX));
  sessionStorage.setItem(OWNER, userId);
};

/** For what is written of a thing that is not on screen. */
export const readDraft = (name: string): unknown => parsedJson(sessionStorage.getItem(PREFIX + name));
export const storeDraft = (name: string, value: unknown): void => {
  if (value === null) sessionStorage.removeItem(PREFIX + name);
  else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
};

/** State that survives a reload of the tab until it is set back to null. `name` must not change while mounted. */
export const useDraft = <T>(name: string, empty: T): [T, (next: T | null) => void] => {
  const [value, setValue] = useState<T>(() => (readDraft(name) as T | null) ?? empty);
  const keep = useCallback(
    (next: T | null) => {
      storeDraft(name, next);
      setValue(next ?? empty);
    },
    [name, empty],
  );
  return [value, keep];
};
