import { Injectable } from '@nestjs/common';
import type { PromiseState } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, findActor, Jobs, requireById } from '#libs/platform';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import { dueAt } from '../desks/business-hours.js';
import { DesksService } from '../desks/desks.service.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { isWaiting } from '../tickets/ticket.policy.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { type PromiseRow, PromisesRepository } from './promises.repository.js';

const WARN_MS = 30 * 60_000;
const CALLING_MS = 5 * 60_000;
const SPEAKING_MS = 60 * 60_000;

/** What every verb on a promise shares: the alarm, the ticket's state, and the event of each step. */
@Injectable()
export class PromiseKeeping {
  constructor(
    private readonly promises: PromisesRepository,
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly clocks: TicketClocks,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** The locked promise, if this person may know of it and it is still open. */
  async requireOpen(id: string): Promise<PromiseRow> {
    const visible = visibleTo(currentActor());
    const promise = await requireById(id, (key) => this.promises.lock(key, visible));
    if (promise.state !== 'open') throw new DomainError('promise.closed', { state: promise.state });
    return promise;
  }

  /** The ticket now waits for this promise, and the alarm is set for its time. */
  async owed(
    ticket: TicketEntity,
    promise: Pick<PromiseRow, 'tenantId' | 'id' | 'kind' | 'until'>,
    event: string,
    payload: Record<string, unknown> = {},
  ): Promise<void> {
    const now = this.clock.now();
    const isCallback = promise.kind === 'callback';
    const waits = isCallback || isWaiting(ticket);
    const changed: TicketEntity = {
      ...ticket,
      version: ticket.version + 1,
      state: isCallback ? 'callback_due' : ticket.state,
      closedAt: isCallback ? null : ticket.closedAt,
      waitingSince: waits ? (ticket.waitingSince ?? now) : ticket.waitingSince,
    };
    const saved = await this.clocks.save(ticket, changed);
    // What was told takes the place of the desk's own aim.
    if (waits) this.tickets.save({ ...saved, dueAt: promise.until, replyLeftMs: null, replyAlerted: 0 });
    await this.record(promise, ticket.id, event, {
      ...payload,
      kind: promise.kind,
      until: promise.until.toISOString(),
      version: changed.version,
      state: changed.state,
    });
    await this.setAlarm(promise);
  }

  /** Ends it. A ticket that waited for nothing but this is in hand again. */
  async close(promise: PromiseRow, state: Exclude<PromiseState, 'open'>, at = this.clock.now()): Promise<void> {
    await this.promises.close(promise, state, at, findActor()?.userId ?? null);
    const inTime = state === 'kept' && promise.missedAt === null;
    const ticket = await this.tickets.lock(promise.ticketId);
    const rest = await this.promises.openOfTicket(promise.ticketId);
    if (ticket?.state !== 'callback_due' || rest.some(({ kind }) => kind === 'callback')) {
      await this.note(promise, `promise.${state}`, { inTime });
      return;
    }
    const desk = await this.desks.get(ticket.deskId);
    const changed: TicketEntity = {
      ...ticket,
      version: ticket.version + 1,
      state: 'open',
      assigneeId: ticket.assigneeId ?? findActor()?.userId ?? null,
      dueAt: dueAt(desk.hours, this.clock.now(), desk.firstReplyMinutes),
      replyLeftMs: null,
      replyAlerted: 0,
    };
    await this.clocks.save(ticket, changed);
    await this.note(promise, `promise.${state}`, { inTime, version: changed.version, state: changed.state });
  }

  /** Records one step in the history of the promise's ticket. */
  note(promise: PromiseRow, event: string, payload: Record<string, unknown> = {}): Promise<void> {
    return this.record(promise, promise.ticketId, event, payload);
  }

  /**
   * Tells once before and once after the time, whenever it runs and however often: what was told stands in the row. Not in time is
   * only what nobody tried in time.
   */
  async alarm(id: string): Promise<void> {
    const promise = await this.promises.lock(id);
    if (!promise || promise.state !== 'open') return;
    const now = this.clock.now();
    if (promise.until <= now && promise.alarm !== 'missed') {
      if (await this.isBeingCalled(promise)) return this.setAlarm(promise, new Date(now.getTime() + CALLING_MS));
      await this.promises.save({ ...promise, alarm: 'missed', missedAt: promise.missedAt ?? now });
      await this.note(promise, 'promise.missed', { kind: promise.kind, until: promise.until.toISOString() });
      return;
    }
    const isSoon = promise.until.getTime() - WARN_MS <= now.getTime();
    if (promise.alarm === 'none' && isSoon) {
      await this.promises.save({ ...promise, alarm: 'soon' });
      await this.note(promise, 'promise.due_soon', { kind: promise.kind, until: promise.until.toISOString() });
    }
    if (promise.alarm !== 'missed') await this.setAlarm(promise, isSoon ? promise.until : undefined);
  }

  /** The next moment at which something is to be told: before the time, then at it. */
  setAlarm({ tenantId, id, until }: Pick<PromiseRow, 'tenantId' | 'id' | 'until'>, at?: Date): Promise<void> {
    const runAt = at ?? new Date(until.getTime() - WARN_MS);
    return this.jobs.add('promise.alarm', { tenantId, promiseId: id }, { runAt, key: `promise ${id}` });
  }

  /** Somebody dialled in time and still speaks. */
  private async isBeingCalled(promise: PromiseRow): Promise<boolean> {
    const last = (await this.promises.attempts(promise)).at(-1);
    if (last?.endedAt !== null || last.startedAt > promise.until) return false;
    return this.clock.now().getTime() - last.startedAt.getTime() < SPEAKING_MS;
  }

  private record(
    promise: Pick<PromiseRow, 'tenantId' | 'id'>,
    ticketId: string,
    type: string,
    payload: Record<string, unknown>,
  ): Promise<void> {
    return this.events.record({
      tenantId: promise.tenantId,
      type,
      subjectId: ticketId,
      payload: { promiseId: promise.id, ...payload },
    });
  }
}
