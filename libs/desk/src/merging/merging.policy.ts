import type { TicketState } from '#libs/contracts';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { isWaiting } from '../tickets/ticket.policy.js';
import type { BeforeMerge } from './merging.repository.js';

/** The more the desk or somebody else still owes, the higher. A reply that waits for a second person keeps its ticket waiting for it. */
const OWED: Record<TicketState, number> = {
  waiting_approval: 6,
  callback_due: 5,
  new: 4,
  open: 4,
  waiting_shop: 3,
  waiting_requester: 2,
  answered: 1,
  closed: 0,
  handed_back: 0,
  merged: 0,
  spam: 0,
};

type Joined = Pick<TicketEntity, 'state' | 'topic' | 'priority' | 'assigneeId' | 'waitingSince' | 'closedAt' | 'dueAt'>;

/** How the survivor stands once it answers for both: nothing that was owed on either is owed later, or by nobody. */
export const joinedStanding = (survivor: TicketEntity, merged: TicketEntity): Joined => {
  const isGraver = merged.priority > survivor.priority;
  const standing = {
    state: survivor.state,
    topic: isGraver ? merged.topic : survivor.topic,
    priority: isGraver ? merged.priority : survivor.priority,
    assigneeId: survivor.assigneeId ?? merged.assigneeId,
    waitingSince: survivor.waitingSince,
    closedAt: survivor.closedAt,
    dueAt: survivor.dueAt,
  };
  if (OWED[merged.state] > OWED[survivor.state]) {
    standing.state = merged.state === 'new' ? 'open' : merged.state;
    standing.closedAt = null;
  }
  if (!isWaiting(merged)) return standing;
  return {
    ...standing,
    waitingSince: earlier(survivor.waitingSince, merged.waitingSince),
    dueAt: isWaiting(survivor) ? earlier(survivor.dueAt, merged.dueAt) : merged.dueAt,
  };
};

/** As it stood before, unless more is owed by now, or the call that it waited for has been made. */
export const restoredState = ({ merged, owes }: BeforeMerge, owesCallback: boolean): TicketState => {
  if (owesCallback) return 'callback_due';
  if (merged.state === 'callback_due') return 'open';
  return owes && OWED[merged.state] < OWED.open ? 'open' : merged.state;
};

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other < one) ? other : one;
