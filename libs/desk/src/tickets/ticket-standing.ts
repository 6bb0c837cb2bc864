import type { TicketState } from '#libs/contracts';
import type { Clocks } from '../clocks/ticket.clocks.js';
import type { TicketEntity } from './ticket.entity.js';

/** How a ticket stood at a moment, kept so that it can stand so again. Dates are ISO texts; no words and no persons. */
export interface TicketStanding {
  state: TicketState;
  dueAt: string | null;
  waitingSince: string | null;
  closedAt: string | null;
  clocks: Omit<Clocks, 'dueAt' | 'resolveDueAt'> & { resolveDueAt: string | null };
}

export const standingOf = (ticket: TicketEntity): TicketStanding => ({
  state: ticket.state,
  dueAt: ticket.dueAt?.toISOString() ?? null,
  waitingSince: ticket.waitingSince?.toISOString() ?? null,
  closedAt: ticket.closedAt?.toISOString() ?? null,
  clocks: {
    replyLeftMs: ticket.replyLeftMs,
    replyAlerted: ticket.replyAlerted,
    resolveDueAt: ticket.resolveDueAt?.toISOString() ?? null,
    resolveLeftMs: ticket.resolveLeftMs,
    resolveAlerted: ticket.resolveAlerted,
  },
});

export const standingAgain = (ticket: TicketEntity, before: TicketStanding): TicketEntity => ({
  ...ticket,
  ...before.clocks,
  resolveDueAt: dateOf(before.clocks.resolveDueAt),
  state: before.state,
  dueAt: dateOf(before.dueAt),
  waitingSince: dateOf(before.waitingSince),
  closedAt: dateOf(before.closedAt),
});

export const dateOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));
