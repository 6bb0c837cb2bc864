import { QUEUE_VIEWS, type QueueView, WAITING_STATES, type TicketRow, type TicketState } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { DUE_SOON_MS } from '../shared/time.js';
import type { QueueList } from '../wire/use-live-queue.js';

export { QUEUE_VIEWS, type QueueView };

export const isQueueView = (name: string | undefined): name is QueueView => QUEUE_VIEWS.some((view) => view === name);

/** States in which a ticket is still in somebody's hands. */
export const IN_HAND_STATES: readonly TicketState[] = [
  'new',
  'open',
  'callback_due',
  'waiting_requester',
  'waiting_shop',
  'waiting_approval',
];

const LAST = Number.MAX_SAFE_INTEGER;
const dueTime = (row: TicketRow): number => (row.dueAt === null ? LAST : Date.parse(row.dueAt));

/** By due time, then by age, which the ids carry; what has no due time comes last. */
const byDue = (a: TicketRow, b: TicketRow): number => dueTime(a) - dueTime(b) || a.id.localeCompare(b.id);

const byNewest = (a: TicketRow, b: TicketRow): number =>
  b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);

export const isWaiting = (row: TicketRow): boolean => WAITING_STATES.includes(row.state);

const isDueSoon = (row: TicketRow, now: number): boolean =>
  isWaiting(row) && row.dueAt !== null && Date.parse(row.dueAt) - now <= DUE_SOON_MS;

const isInView = (view: QueueView, ownId: string, row: TicketRow, now: number): boolean => {
  switch (view) {
    case 'waiting':
      return isWaiting(row);
    case 'mine':
      return row.assigneeId === ownId && IN_HAND_STATES.includes(row.state);
    case 'due':
      return isDueSoon(row, now);
    case 'all':
      return true;
  }
};

const isPerson = (owner: string | undefined): owner is string => owner !== undefined && /^[0-9a-f-]{36}$/.test(owner);

/** 対応待ち is what the desk owes, whoever holds it: the same number on every screen. `free` leaves out what colleagues hold. */
const hasOwner = (owner: string | undefined, ownId: string, row: TicketRow): boolean => {
  if (owner === 'none') return row.assigneeId === null;
  if (owner === 'free') return row.assigneeId === null || row.assigneeId === ownId;
  return !isPerson(owner) || row.assigneeId === owner;
};

const assigneeOf = (view: QueueView, owner: string | undefined): string | undefined =>
  view === 'mine' ? 'me' : owner === 'none' || isPerson(owner) ? owner : undefined;

const stateOf = (view: QueueView): string | undefined =>
  view === 'all' ? undefined : view === 'mine' ? IN_HAND_STATES.join(',') : 'waiting';

/** The list that a view and its filters mean: the question to the server, and the same rule for pushed rows. */
export const queueList = (view: QueueView, search: QueueSearch, ownId: string): QueueList => {
  const { q, shop, topic, channel, owner, due } = search;
  // Search hits come newest first, and one's own list also holds what has no due time.
  const isByDue = (view === 'waiting' || view === 'due') && !q;
  return {
    key: JSON.stringify([view, q, shop, topic, channel, owner, due, ownId]),
    query: {
      q,
      deskId: shop,
      topic,
      channel,
      state: stateOf(view),
      assignee: assigneeOf(view, owner),
      due: due === 'overdue' ? 'overdue' : view === 'due' ? 'soon' : undefined,
      sort: isByDue ? 'due' : 'newest',
    },
    rules: {
      belongs: (row, now) =>
        isInView(view, ownId, row, now) &&
        hasOwner(owner, ownId, row) &&
        (!shop || row.deskId === shop) &&
        (!topic || row.topic === topic) &&
        (!channel || row.channel === channel) &&
        (due !== 'overdue' || (isWaiting(row) && row.dueAt !== null && Date.parse(row.dueAt) < now)),
      compare: isByDue || (view === 'mine' && !q) ? byDue : byNewest,
      takesArrivals: !q,
    },
    ages: view === 'due' || due === 'overdue',
  };
};
