import { Injectable } from '@nestjs/common';
import type { Topic } from '#libs/contracts';
import { Clock, EventLog, newId } from '#libs/platform';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import { nextOpening, openingAt } from '../desks/business-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { firstDueAt } from '../desks/sla.js';
import { PromiseKeeping } from '../promises/promise-keeping.js';
import { type PromiseRow, PromisesRepository } from '../promises/promises.repository.js';
import { TicketIntake } from '../tickets/ticket-intake.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import type { CallMoments } from './call-times.js';
import { type CallRow, CallsRepository } from './calls.repository.js';

/** As with a mail that nobody has read: what most people ask, until it is known. */
const UNSORTED: Topic = 'AFF';

/**
 * Who hung up before anybody answered, or found every line busy, is called back: one callback for each number and desk, until somebody speaks with that number. A
 * caller without a number cannot be.
 */
@Injectable()
export class AbandonedCalls {
  constructor(
    private readonly calls: CallsRepository,
    private readonly intake: TicketIntake,
    private readonly promises: PromisesRepository,
    private readonly keeping: PromiseKeeping,
    private readonly tickets: TicketsRepository,
    private readonly clocks: TicketClocks,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** After the moments of a call changed, in whatever order its events came. */
  async follow(desk: DeskOfShop, call: CallRow, moments: CallMoments): Promise<void> {
    if (call.callerKey === null) return;
    if (moments.answeredAt !== null) return this.answered(desk.id, call.callerKey);
    if (moments.abandonedAt !== null) await this.owe(desk, { ...call, ...moments, callerKey: call.callerKey });
  }

  /** Somebody spoke with this number: what it waited for is done. */
  async answered(deskId: string, callerKey: string): Promise<void> {
    await this.promises.lockNumber(deskId, callerKey);
    const promise = await this.promises.abandonedOf(deskId, callerKey);
    if (promise) await this.settle(promise);
  }

  private async owe(desk: DeskOfShop, call: CallRow & { callerKey: string }): Promise<void> {
    await this.promises.lockNumber(desk.id, call.callerKey);
    if (await this.promises.owesNumber(desk.id, call.callerKey)) return;
    if (await this.calls.spokeSince(desk.id, call.callerKey, call.offeredAt)) return;
    const now = this.clock.now();
    const startsAt = openingAt(desk.hours, now, 'call') ? now : nextOpening(desk.hours, now, 'call');
    // A desk at the end of its life calls nobody any more.
    if (startsAt === null) return;
    const { ticketId } = await this.intake.accept({
      desk,
      channel: 'phone',
      language: 'ja',
      topic: UNSORTED,
      subject: null,
      text: words(call),
      // The number stands for the name until somebody has asked for it.
      requester: { name: call.callerNumber!, phone: call.callerNumber, preferredContact: 'phone' },
      intakeKey: `abandoned:${call.id}`,
      state: 'callback_due',
    });
    const until = firstDueAt(desk, 'phone', now, 'callback_due');
    const promise = {
      tenantId: desk.tenantId,
      id: newId(),
      ticketId,
      deskId: desk.id,
      kind: 'callback' as const,
      source: 'abandoned' as const,
      callerKey: call.callerKey,
      promisedUntil: until,
      startsAt,
      until,
      assigneeId: null,
      phone: call.callerNumber,
      callerIdTold: false,
      say: '',
      limits: '',
      madeBy: null,
      madeAt: call.abandonedAt!,
    };
    await this.promises.insert(promise, 'unknown');
    await this.keeping.owed((await this.tickets.lock(ticketId))!, promise, 'promise.made');
  }

  /** Nothing is owed any more; a ticket that was there for nothing else is closed. */
  private async settle(promise: PromiseRow): Promise<void> {
    await this.keeping.close(promise, 'withdrawn');
    const ticket = await this.tickets.lock(promise.ticketId);
    if (ticket?.state !== 'open' || (await this.tickets.conversation(ticket)).length > 1) return;
    const now = this.clock.now();
    const closed = {
      ...ticket,
      state: 'closed' as const,
      version: ticket.version + 1,
      closedAt: now,
      waitingSince: null,
    };
    const { tenantId, id, version, state } = await this.clocks.save(ticket, closed);
    await this.events.record({ tenantId, type: 'ticket.called_again', subjectId: id, payload: { version, state } });
  }
}

const words = ({ offeredAt, abandonedAt, blocked }: CallMoments): string => {
  if (blocked) return '回線がすべてふさがっていて、つながりませんでした。折り返して、ご用件をお尋ねください。';
  const seconds = Math.max(0, Math.round((abandonedAt!.getTime() - offeredAt.getTime()) / 1_000));
  return `お電話がつながる前に切れました(呼び出し ${seconds}秒)。折り返して、ご用件をお尋ねください。`;
};
