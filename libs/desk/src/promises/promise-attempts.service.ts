import { Injectable } from '@nestjs/common';
import { type AttemptRequest, ATTEMPTS_PROMISED, type PromiseView } from '#libs/contracts';
import { Clock, currentActor, DomainError } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { nextTry } from './callback-bands.js';
import { PromiseKeeping } from './promise-keeping.js';
import { type AttemptRow, type PromiseRow, PromisesRepository } from './promises.repository.js';
import { PromisesService } from './promises.service.js';

/** A call without an answer from its caller after this long was forgotten. */
const RUNNING_MS = 30 * 60_000;

/** The calls by which a promise is kept. */
@Injectable()
export class PromiseAttempts {
  constructor(
    private readonly promises: PromisesRepository,
    private readonly keeping: PromiseKeeping,
    private readonly verbs: PromisesService,
    private readonly tickets: TicketsRepository,
    private readonly desks: DesksService,
    private readonly clock: Clock,
  ) {}

  /** Written at the moment of dialling. Of two who dial, one is told who was first. */
  async start(id: string): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    await this.running(promise);
    return this.verbs.get(promise.id);
  }

  /** Nobody was reached: when we try again. Somebody was: the promise is kept. */
  async finish(id: string, { outcome, next }: AttemptRequest): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    const attempt = await this.running(promise);
    const now = this.clock.now();
    await this.promises.endAttempt(promise, attempt.number, { outcome, at: now });
    const payload = { outcome, attempt: attempt.number };
    if (outcome === 'reached') {
      await this.keeping.note(promise, 'promise.attempted', payload);
      await this.keeping.close(promise, 'kept');
      return this.verbs.get(promise.id);
    }
    const desk = await this.desks.get(promise.deskId);
    const band = next ? { from: new Date(next.from), until: new Date(next.until) } : nextTry(desk.hours, now);
    if (!(band.from < band.until && band.until > now)) throw new DomainError('promise.time_refused');
    const changed = { ...promise, startsAt: band.from, until: band.until, alarm: 'none' as const };
    await this.promises.save({ ...changed, assigneeId: currentActor().userId });
    const ticket = await this.tickets.lock(promise.ticketId);
    await this.keeping.owed(ticket!, changed, 'promise.attempted', payload);
    return this.verbs.get(promise.id);
  }

  /** Three calls and nobody there: the promise ends, the ticket stays in hand for a letter or a mail. */
  async giveUp(id: string): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    const made = (await this.promises.attempts(promise)).filter(({ outcome }) => outcome !== null);
    if (made.length < ATTEMPTS_PROMISED) throw new DomainError('promise.attempts_left', { attempts: made.length });
    await this.keeping.close(promise, 'unreached');
    return this.verbs.get(promise.id);
  }

  /** A conversation that was written down kept this promise. */
  async reached(id: string): Promise<PromiseRow> {
    const promise = await this.keeping.requireOpen(id);
    const { number } = await this.running(promise);
    await this.promises.endAttempt(promise, number, { outcome: 'reached', at: this.clock.now() });
    await this.keeping.close(promise, 'kept');
    return promise;
  }

  /** Closes what the mail that has just left was to answer. */
  async answered(ticketId: string, at: Date): Promise<void> {
    for (const promise of await this.promises.openOfTicket(ticketId)) {
      if (promise.kind === 'answer') await this.keeping.close(promise, 'kept', at);
    }
  }

  private async running(promise: PromiseRow): Promise<AttemptRow> {
    const { userId, shortName } = currentActor();
    const now = this.clock.now();
    const last = (await this.promises.attempts(promise)).at(-1);
    if (last?.endedAt === null) {
      if (last.byId === userId) return last;
      if (now.getTime() - last.startedAt.getTime() < RUNNING_MS) {
        throw new DomainError('promise.held_by_other', { assigneeName: last.byName });
      }
      await this.promises.endAttempt(promise, last.number, { outcome: null, at: now });
    }
    const number = (last?.number ?? 0) + 1;
    await this.promises.insertAttempt(promise, number, now, userId);
    await this.promises.save({ ...promise, assigneeId: userId });
    promise.assigneeId = userId;
    await this.keeping.note(promise, 'promise.called', { attempt: number });
    return { number, startedAt: now, byId: userId, byName: shortName, outcome: null, endedAt: null };
  }
}
