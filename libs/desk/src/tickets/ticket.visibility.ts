import type { Actor } from '#libs/platform';
import type { TicketEntity } from './ticket.entity.js';

/** Tickets in a lane for few eyes are for those alone who may see all of them. */
export const seesRestricted = (actor: Pick<Actor, 'permissions'>): boolean =>
  actor.permissions.includes('ticket:restricted');

/** May this person know that the ticket exists? Rooms, routes and lists ask the same question. */
export const maySee = (
  actor: Pick<Actor, 'tenantIds' | 'permissions'>,
  ticket: Pick<TicketEntity, 'tenantId' | 'lane'>,
): boolean => actor.tenantIds.includes(ticket.tenantId) && (ticket.lane === null || seesRestricted(actor));

/** The same rule for lists, as a condition on the row `t`; the tenants are the scope's. */
export const visibleTo = (actor: Pick<Actor, 'permissions'>): string => (seesRestricted(actor) ? 'true' : ORDINARY);

/** What everybody at the desk may work on: lists that are the same for all, such as the queue's order and its counters. */
export const ORDINARY = 't.lane IS NULL';
