import { useEffect, useSyncExternalStore } from 'react';
import type { TicketPresence } from '#libs/contracts';
import { ask, onConnected, onPush } from './socket.js';

export type PresentPerson = TicketPresence['people'][number];

let byTicket: ReadonlyMap<string, readonly PresentPerson[]> = new Map();
const watchers = new Set<() => void>();
let stop: (() => void) | null = null;
/** What is pushed while the whole list is on its way, which may be older; null when none is. */
let news: TicketPresence[] | null = null;
let looking: { ticketId: string | null; writing: boolean } = { ticketId: null, writing: false };

const show = (next: typeof byTicket) => {
  byTicket = next;
  for (const watcher of watchers) watcher();
};

/** One person behind two screens is one; who writes on either writes. */
const onePerPerson = (people: readonly PresentPerson[]): readonly PresentPerson[] => {
  const found = new Map<string, PresentPerson>();
  for (const person of people) {
    const writing = person.writing || found.get(person.userId)?.writing === true;
    found.set(person.userId, { ...person, writing });
  }
  return [...found.values()];
};

const put = (presence: TicketPresence) => {
  news?.push(presence);
  const next = new Map(byTicket);
  if (presence.people.length > 0) next.set(presence.ticketId, onePerPerson(presence.people));
  else next.delete(presence.ticketId);
  show(next);
};

const reload = async () => {
  const meanwhile: TicketPresence[] = [];
  news = meanwhile;
  const all = await ask('presence.list', {});
  // Asked again meanwhile: the later answer counts.
  if (news !== meanwhile) return;
  news = null;
  if (!all) return;
  show(new Map(all.map((each) => [each.ticketId, onePerPerson(each.people)])));
  meanwhile.forEach(put);
};

const start = () => {
  const stopPush = onPush('presence.changed', put);
  const stopReload = onPush('presence.reload', () => void reload());
  const stopConnected = onConnected(() => {
    void reload();
    if (looking.ticketId !== null) void ask('presence.look', looking);
  });
  return () => {
    stopPush();
    stopReload();
    stopConnected();
  };
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  stop ??= start();
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    stop?.();
    stop = null;
  };
};

/** Who looks at which ticket now, everybody in one's scope. */
export const usePresence = (): ReadonlyMap<string, readonly PresentPerson[]> =>
  useSyncExternalStore(subscribe, () => byTicket);

/** Tells colleagues that this person looks at a ticket, and whether a reply is being written. */
export const useLooking = (ticketId: string | null, writing: boolean): void => {
  useEffect(() => {
    looking = { ticketId, writing };
    void ask('presence.look', looking);
  }, [ticketId, writing]);
  useEffect(
    () => () => {
      looking = { ticketId: null, writing: false };
      void ask('presence.look', looking);
    },
    [],
  );
};
