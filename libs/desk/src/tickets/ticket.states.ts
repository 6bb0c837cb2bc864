import type { TicketState } from '#libs/contracts';

export type TicketVerb =
  | 'claim'
  | 'assign'
  | 'reply'
  | 'handBack'
  | 'note'
  | 'sort'
  | 'resolve'
  | 'reopen'
  | 'release'
  | 'promise'
  | 'merge'
  | 'takeIn'
  | 'unmerge'
  | 'letGo';

const ALIVE = [
  'new',
  'open',
  'waiting_requester',
  'waiting_shop',
  'waiting_approval',
  'callback_due',
  'answered',
] as const satisfies readonly TicketState[];

/** A reply that waits for a second person decides what comes next: it is released, returned or pulled back first. */
const UNDECIDED = ALIVE.filter((state) => state !== 'waiting_approval');

/** From which states a verb is possible. A ticket that was merged is answered where it went to. */
export const POSSIBLE_FROM: Record<TicketVerb, readonly TicketState[]> = {
  claim: ALIVE,
  assign: ALIVE,
  release: ALIVE,
  reply: [...UNDECIDED, 'closed'],
  handBack: UNDECIDED,
  note: [...ALIVE, 'closed', 'handed_back', 'spam'],
  sort: [...ALIVE, 'closed', 'handed_back', 'spam'],
  resolve: UNDECIDED,
  reopen: ['answered', 'waiting_requester', 'waiting_shop', 'closed', 'handed_back', 'spam'],
  promise: [...ALIVE, 'closed', 'handed_back', 'spam'],
  // The survivor takes another in and lets it go again.
  merge: [...UNDECIDED, 'closed'],
  takeIn: [...ALIVE, 'closed'],
  unmerge: ['merged'],
  letGo: [...ALIVE, 'closed', 'handed_back', 'spam'],
};

/** The state after someone took the ticket into hand. */
export const takenState = (state: TicketState): TicketState => (state === 'new' ? 'open' : state);

/** The state after it was put back: nobody has begun unless a reply went out. */
export const releasedState = (state: TicketState, hasReply: boolean): TicketState =>
  state === 'open' && !hasReply ? 'new' : state;
