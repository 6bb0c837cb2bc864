import { Injectable } from '@nestjs/common';
import { UsersService } from '#libs/identity';
import type { ErrorCode, Priority, TicketView, Topic } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, newId } from '#libs/platform';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import { EscalationOpening } from '../escalations/opening.service.js';
import { maskSecrets } from '../masking/secret-mask.js';
import type { TicketEntity } from './ticket.entity.js';
import { isWaiting, refusalOf } from './ticket.policy.js';
import { releasedState, takenState, type TicketVerb } from './ticket.states.js';
import { TicketViews } from './ticket-views.service.js';
import { TicketsRepository } from './tickets.repository.js';

type Change = Partial<
  Pick<
    TicketEntity,
    | 'state'
    | 'topic'
    | 'priority'
    | 'assigneeId'
    | 'waitingSince'
    | 'firstReplyAt'
    | 'answeredAt'
    | 'closedAt'
    | 'excerpt'
    | 'dueAt'
    | 'mergedIntoId'
    | 'survivorId'
  >
>;

/** The verbs on a ticket. Each locks the row, asks the policy, changes, and records one event with the new version. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly views: TicketViews,
    private readonly clocks: TicketClocks,
    private readonly users: UsersService,
    private readonly escalations: EscalationOpening,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Takes a free ticket; of many who try, exactly one wins, and the others learn who. */
  async claim(idOrNumber: string): Promise<TicketView> {
    const ticket = await this.require('claim', idOrNumber);
    const { userId } = currentActor();
    if (ticket.assigneeId === userId) return this.views.of(ticket);
    return this.change(ticket, 'ticket.claimed', { assigneeId: userId, state: takenState(ticket.state) });
  }

  async release(idOrNumber: string): Promise<TicketView> {
    const ticket = await this.require('release', idOrNumber);
    if (ticket.assigneeId === null) return this.views.of(ticket);
    const state = releasedState(ticket.state, ticket.firstReplyAt !== null);
    return this.change(ticket, 'ticket.released', { assigneeId: null, state }, { assigneeId: ticket.assigneeId });
  }

  /** A supervisor gives the ticket to a colleague who serves its tenant. */
  async assign(idOrNumber: string, assigneeId: string): Promise<TicketView> {
    const ticket = await this.require('assign', idOrNumber);
    if (!(await this.users.serves(assigneeId, ticket.tenantId))) {
      throw new DomainError('ticket.assignee_not_allowed');
    }
    if (ticket.assigneeId === assigneeId) return this.views.of(ticket);
    const before = ticket.assigneeId;
    return this.change(
      ticket,
      'ticket.assigned',
      { assigneeId, state: takenState(ticket.state) },
      { assigneeId, before },
    );
  }

  /** Sets topic and priority. */
  async sort(idOrNumber: string, to: { topic?: Topic; priority?: Priority }): Promise<TicketView> {
    const ticket = await this.require('sort', idOrNumber);
    const topic = to.topic ?? ticket.topic;
    const priority = to.priority ?? ticket.priority;
    if (topic === ticket.topic && priority === ticket.priority) return this.views.of(ticket);
    const before = { topic: ticket.topic, priority: ticket.priority };
    const sorted = await this.record(ticket, 'ticket.sorted', { topic, priority }, { topic, priority, before });
    await this.escalations.ofTopic(sorted, topic, sorted.version);
    return this.views.of(sorted);
  }

  /** Adds words that only staff see. */
  async note(idOrNumber: string, text: string): Promise<TicketView> {
    const ticket = await this.require('note', idOrNumber);
    const actor = currentActor();
    const id = newId();
    this.tickets.insertMessage(ticket, {
      id,
      kind: 'note',
      channel: ticket.channel,
      subject: null,
      fromName: actor.shortName,
      authorId: actor.userId,
      text: maskSecrets(text).text,
      idempotencyKey: null,
      queued: false,
      createdAt: this.clock.now(),
    });
    return this.change(ticket, 'ticket.noted', {}, { messageId: id });
  }

  async resolve(idOrNumber: string): Promise<TicketView> {
    const ticket = await this.require('resolve', idOrNumber);
    await this.requireNothingPromised(ticket);
    return this.change(ticket, 'ticket.resolved', {
      state: 'closed',
      closedAt: this.clock.now(),
      waitingSince: null,
    });
  }

  async reopen(idOrNumber: string): Promise<TicketView> {
    const ticket = await this.require('reopen', idOrNumber);
    return this.change(ticket, 'ticket.reopened', { state: 'open', closedAt: null, waitingSince: this.clock.now() });
  }

  /** The locked ticket, if this person may do this to it now. */
  async require(verb: TicketVerb, idOrNumber: string): Promise<TicketEntity> {
    const ticket = await this.views.ticket(idOrNumber, true);
    const code = refusalOf(verb, currentActor(), ticket);
    if (code) throw await this.refusal(code, ticket);
    return ticket;
  }

  /** Saves a change with the next version and its event, and shows the result. */
  async change(
    ticket: TicketEntity,
    event: string,
    change: Change,
    payload: Record<string, unknown> = {},
  ): Promise<TicketView> {
    return this.views.of(await this.record(ticket, event, change, payload));
  }

  /** The same without showing it: also for the system itself, which is no person. */
  async record(
    ticket: TicketEntity,
    event: string,
    change: Change,
    payload: Record<string, unknown> = {},
  ): Promise<TicketEntity> {
    const after = await this.stillOwed({ ...ticket, ...change, version: ticket.version + 1 });
    if (isWaiting(after) && after.waitingSince === null) after.waitingSince = this.clock.now();
    const changed = await this.clocks.save(ticket, after);
    if (changed.assigneeId !== ticket.assigneeId) await this.handOnPromises(ticket, changed.assigneeId);
    await this.events.record({
      tenantId: ticket.tenantId,
      type: event,
      subjectId: ticket.id,
      payload: { ...payload, version: changed.version, state: changed.state },
    });
    return changed;
  }

  private async handOnPromises(ticket: TicketEntity, assigneeId: string | null): Promise<void> {
    const count = await this.tickets.handOnPromises(ticket, assigneeId);
    if (count === 0) return;
    const { tenantId, id } = ticket;
    await this.events.record({ tenantId, type: 'promise.handed_on', subjectId: id, payload: { assigneeId, count } });
  }

  /** No ticket leaves the desk over what its requester was promised. */
  async requireNothingPromised(ticket: TicketEntity): Promise<void> {
    const promise = await this.tickets.openPromise(ticket, '%');
    if (promise) throw new DomainError('ticket.promise_open', { until: promise.until.toISOString() });
  }

  /** An answer by mail does not keep the promise of a call: until that is kept the ticket waits for it. */
  private async stillOwed(ticket: TicketEntity): Promise<TicketEntity> {
    if (ticket.state !== 'answered') return ticket;
    const promise = await this.tickets.openPromise(ticket);
    return promise ? { ...ticket, state: 'callback_due' } : ticket;
  }

  private async refusal(code: ErrorCode, ticket: TicketEntity): Promise<DomainError> {
    if (code !== 'ticket.claimed_by_other') return new DomainError(code, { state: ticket.state });
    const holder = await this.users.get(ticket.assigneeId!);
    return new DomainError(code, { assigneeId: holder.id, assigneeName: holder.shortName });
  }
}
