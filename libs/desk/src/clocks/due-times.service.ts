import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { businessTime, momentAfter } from '../desks/business-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { purposeOf } from '../desks/sla.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { ClockAlertsRepository, type RunningTicket } from './clock-alerts.repository.js';

/** Moves what is due when the hours of a desk change: the business time that is left stays as it was. */
@Injectable()
export class DueTimes {
  constructor(
    private readonly clocks: ClockAlertsRepository,
    private readonly clock: Clock,
  ) {}

  async move(before: DeskOfShop, after: DeskOfShop): Promise<void> {
    const now = this.clock.now();
    const running = await this.clocks.running(before.id, now);
    const moved = running
      .map((ticket) => ({ ticket, changed: movedTicket(ticket, before, after, now) }))
      .filter(({ ticket, changed }) => !isSame(ticket, changed));
    if (moved.length === 0) return;
    await this.clocks.tell(
      moved.map(({ changed }) => changed),
      moved.map(({ ticket, changed }) => ({
        ticket,
        type: 'ticket.due_moved',
        payload: { before: ticket.dueAt?.toISOString() ?? null, dueAt: changed.dueAt?.toISOString() ?? null },
      })),
      now,
    );
  }
}

const movedTicket = (ticket: RunningTicket, before: DeskOfShop, after: DeskOfShop, now: Date): TicketEntity => {
  const purpose = purposeOf(ticket.channel);
  const move = (due: Date | null): Date | null =>
    due === null || due <= now
      ? due
      : momentAfter(after.hours, now, businessTime(before.hours, now, due, purpose), purpose);
  // The time of a call was agreed with a person, and stays, as does one that was named for an answer.
  const dueAt = ticket.state === 'callback_due' || ticket.isNamed ? ticket.dueAt : move(ticket.dueAt);
  return { ...ticket, dueAt, resolveDueAt: move(ticket.resolveDueAt) };
};

const isSame = (one: TicketEntity, other: TicketEntity): boolean =>
  one.dueAt?.getTime() === other.dueAt?.getTime() && one.resolveDueAt?.getTime() === other.resolveDueAt?.getTime();
