import { type ErrorCode, WAITING_STATES } from '#libs/contracts';
import type { Actor } from '#libs/platform';
import type { TicketEntity } from './ticket.entity.js';
import { POSSIBLE_FROM, type TicketVerb } from './ticket.states.js';

type Subject = Pick<TicketEntity, 'tenantId' | 'assigneeId' | 'state'>;

const inOthersHands = (actor: Pick<Actor, 'userId' | 'permissions'>, ticket: Subject): boolean =>
  ticket.assigneeId !== null && ticket.assigneeId !== actor.userId && !actor.permissions.includes('ticket:assign');

const HELD: readonly TicketVerb[] = [
  'claim',
  'reply',
  'handBack',
  'release',
  'resolve',
  'merge',
  'takeIn',
  'unmerge',
  'letGo',
];

/** Why this person may not do this to this ticket, or null. Nobody acts on a ticket in a colleague's hands but a supervisor. */
export const refusalOf = (
  verb: TicketVerb,
  actor: Pick<Actor, 'userId' | 'permissions'>,
  ticket: Subject,
): ErrorCode | null => {
  if (!POSSIBLE_FROM[verb].includes(ticket.state)) return 'ticket.wrong_state';
  // A claim is won by exactly one, so a supervisor takes a held ticket by assigning it.
  if (verb === 'claim' && ticket.assigneeId !== null && ticket.assigneeId !== actor.userId) {
    return 'ticket.claimed_by_other';
  }
  if (HELD.includes(verb) && inOthersHands(actor, ticket)) return 'ticket.claimed_by_other';
  return null;
};

export const isWaiting = (ticket: Pick<TicketEntity, 'state'>): boolean => WAITING_STATES.includes(ticket.state);
