import { Injectable } from '@nestjs/common';
import type { CallOutcome, CallRequest } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, newId, notFound } from '#libs/platform';
import { openingAt } from '../desks/business-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { PromiseAttempts } from '../promises/promise-attempts.service.js';
import { PromisesService } from '../promises/promises.service.js';
import { phoneKeyOf } from '../tickets/ticket-intake.service.js';
import { AbandonedCalls } from './abandoned-calls.service.js';
import { measured } from './call-times.js';
import { type CallRow, CallsRepository, type WrittenCall } from './calls.repository.js';
import { CallWords } from './call-words.service.js';
import { maskedWords } from '../masking/secret-mask.js';

/** What the caller still waits for stays with the one who spoke; an escalation is free for a supervisor to take. */
const KEPT: readonly CallOutcome[] = ['callback_promised', 'cut_off'];

/** Turns a conversation into its ticket, its promise and its record. */
@Injectable()
export class CallTickets {
  constructor(
    private readonly calls: CallsRepository,
    private readonly words: CallWords,
    private readonly promises: PromisesService,
    private readonly attempts: PromiseAttempts,
    private readonly abandoned: AbandonedCalls,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async desk({ deskId }: CallRequest): Promise<DeskOfShop> {
    const desk = await this.desks.get(deskId);
    if (!desk.phoneOpen) throw new DomainError('desk.channel_closed');
    return desk;
  }

  /** False in `isNew` when another request with the same key was first. */
  async write(desk: DeskOfShop, request: CallRequest, key: string): Promise<{ isNew: boolean; call: WrittenCall }> {
    const agent = currentActor();
    const assigneeId = KEPT.includes(request.outcome) ? agent.userId : null;
    const { ticket, isNew } = await this.words.save(desk, request, { key, assigneeId });
    const call: WrittenCall = {
      ticketId: ticket.id,
      agentId: agent.userId,
      idempotencyKey: key,
      callerRole: request.callerRole,
      outcome: request.outcome,
      otherTopics: request.otherTopics ?? [],
      relay: request.relay ?? false,
      complaintLevel: request.complaintLevel ?? 0,
      identity: request.identity ?? null,
      promiseId: null,
    };
    if (!isNew) return { isNew, call };
    if (request.promiseId) {
      const kept = await this.attempts.reached(request.promiseId);
      if (kept.ticketId !== ticket.id) throw notFound();
      call.promiseId = kept.id;
    }
    const { version, state } = await this.words.leave(ticket.id, request);
    await this.events.record({
      tenantId: ticket.tenantId,
      type: 'ticket.call_logged',
      subjectId: ticket.id,
      payload: { outcome: request.outcome, version, state },
    });
    if (request.promise && request.outcome === 'callback_promised') {
      const told = { ...request.promise, phone: request.promise.phone ?? request.callerPhone };
      const toldAt = measured(request.times, this.clock.now()).endedAt;
      await this.promises.make(await this.words.ticket(ticket.id), told, request.callerRole, toldAt);
    }
    const callerKey = phoneKeyOf(maskedWords(request.callerPhone));
    if (callerKey !== null) await this.abandoned.answered(desk.id, callerKey);
    return { isNew, call };
  }

  /** The record of a call that no telephony system told of. */
  async record(desk: DeskOfShop, request: CallRequest): Promise<CallRow> {
    const { offeredAt, answeredAt, heldSeconds, endedAt } = measured(request.times, this.clock.now());
    const kind = request.numberKind ?? 'number';
    const call = {
      tenantId: desk.tenantId,
      id: newId(),
      deskId: desk.id,
      direction: request.promiseId ? ('outbound' as const) : ('inbound' as const),
      externalId: null,
      numberKind: kind,
      callerNumber: kind === 'number' ? maskedWords(request.callerPhone) : null,
      callerKey: kind === 'number' ? phoneKeyOf(maskedWords(request.callerPhone)) : null,
      offeredAt,
      outOfHours: openingAt(desk.hours, offeredAt) === null,
    };
    await this.calls.insert(call);
    const moments = { offeredAt, answeredAt, heldSince: null, heldSeconds, endedAt, abandonedAt: null, blocked: false };
    await this.calls.saveMoments(call, { ...moments, agentId: currentActor().userId }, call.outOfHours);
    return (await this.calls.find(call.id))!;
  }
}
