import { WAITING_STATES, type TicketRow, type TicketState } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { DUE_SOON_MS } from '../shared/time.js';
import type { QueueList } from '../wire/use-live-queue.js';

export const QUEUE_VIEWS = ['waiting', 'mine', 'due', 'all'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

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

/** By due time, then by age; what has no due time comes last. */
export const byDue = (a: TicketRow, b: TicketRow): number =>
  (a.dueAt === null ? Infinity : Date.parse(a.dueAt)) - (b.dueAt === null ? Infinity : Date.parse(b.dueAt)) ||
  byAge(a, b);

const byAge = (a: TicketRow, b: TicketRow): number =>
  a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);

const byNewest = (a: TicketRow, b: TicketRow): number => byAge(b, a);

const isWaiting = (row: TicketRow): boolean => WAITING_STATES.includes(row.state);

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

/** What colleagues hold is left out of 対応待ち unless asked for with `owner=any`. */
const hasOwner = (view: QueueView, owner: string | undefined, ownId: string, row: TicketRow): boolean => {
  if (owner === 'none') return row.assigneeId === null;
  if (view !== 'waiting' || owner === 'any') return true;
  return row.assigneeId === null || row.assigneeId === ownId;
};

const assigneeOf = (view: QueueView, owner: string | undefined): string | undefined =>
  view === 'mine' ? 'me' : owner === 'none' ? 'none' : undefined;

const stateOf = (view: QueueView): string | undefined =>
  view === 'all' ? undefined : view === 'mine' ? IN_HAND_STATES.join(',') : 'waiting';

/** The list that a view and its filters mean: the question to the server, and the same rule for pushed rows. */
export const queueList = (view: QueueView, search: QueueSearch, ownId: string): QueueList => {
  const { q, shop, topic, channel, owner } = search;
  return {
    key: JSON.stringify([view, q, shop, topic, channel, owner, ownId]),
    query: {
      q,
      deskId: shop,
      channel,
      state: stateOf(view),
      assignee: assigneeOf(view, owner),
      sort: view === 'all' ? undefined : 'due',
    },
    rules: {
      belongs: (row, now) =>
        isInView(view, ownId, row, now) &&
        hasOwner(view, owner, ownId, row) &&
        (!shop || row.deskId === shop) &&
        (!topic || row.topic === topic) &&
        (!channel || row.channel === channel),
      compare: view === 'all' ? byNewest : byDue,
      takesArrivals: !q,
    },
    ages: view === 'due',
  };
};
