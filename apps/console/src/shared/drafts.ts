import { useCallback, useState } from 'react';

const PREFIX = 'madoguchi.draft.';
const OWNER = 'madoguchi.drafts-of';

const read = (name: string): string | null => sessionStorage.getItem(PREFIX + name);

const WRITTEN = /^(reply|note|hand-back)\./;

/** Whether words for a ticket wait in this tab for their writer. */
export const hasDrafts = (): boolean =>
  Object.keys(sessionStorage).some((key) => key.startsWith(PREFIX) && WRITTEN.test(key.slice(PREFIX.length)));

/** Calls whose callers were told a number: they wait for whoever took them, unseen by anybody else, and nobody else throws them away. */
const UNSENT = `${PREFIX}unsent-calls.`;

const wipe = (isWiped: (key: string) => boolean): void => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && isWiped(key)) sessionStorage.removeItem(key);
  }
};

/** Wipes everything unsent of this person in this tab; done at sign-out, never at a lost session. */
export const wipeDraftsOf = (userId: string): void =>
  wipe((key) => !key.startsWith(UNSENT) || key.startsWith(UNSENT + userId));

/** What is unsent of a practice ends with it. */
export const wipePractice = (): void => wipe((key) => key.endsWith('.practice'));

/** After a lost session the drafts wait for whoever wrote them; anybody else whose session this tab shows begins with none. */
export const keepDraftsFor = (userId: string): void => {
  if (sessionStorage.getItem(OWNER) !== userId) wipe((key) => !key.startsWith(UNSENT));
  sessionStorage.setItem(OWNER, userId);
};

/** For what is written of a thing that is not on screen. */
export const readDraft = (name: string): unknown => {
  const stored = read(name);
  return stored === null ? null : JSON.parse(stored);
};
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
