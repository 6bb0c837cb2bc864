import type { TicketState } from '#libs/contracts';

/** In these states the desk already owes the next step. */
const DESKS_TURN: readonly TicketState[] = ['new', 'open', 'callback_due', 'waiting_approval'];
const NEVER: readonly TicketState[] = ['merged', 'spam'];
const DAY_MS = 86_400_000;

/** True where what comes in changes nothing about who owes the next step. */
export const isDesksTurn = (state: TicketState): boolean => DESKS_TURN.includes(state);

/**
 * Whether what a requester adds goes to this ticket, and reopens it if it is closed; if not, it is an inquiry of its own.
 * `reopenDays` is the desk's rule: 0: never after closing, null: always.
 */
export const takesFollowUps = (
  { state, closedAt }: { state: TicketState; closedAt: Date | null },
  reopenDays: number | null,
  now: Date,
): boolean => {
  if (NEVER.includes(state)) return false;
  if (closedAt === null || reopenDays === null) return true;
  return now.getTime() - closedAt.getTime() < reopenDays * DAY_MS;
};
