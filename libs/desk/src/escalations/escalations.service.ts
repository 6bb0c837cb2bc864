import { Injectable } from '@nestjs/common';
import {
  ESCALATION_DUE_MINUTES,
  type EscalateAnswer,
  type EscalateRequest,
  type EscalationRow,
  type EscalationView,
  isRestricted,
  laneOf,
  type ListView,
  type TicketEscalation,
} from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { can, Clock, currentActor, DomainError, newId, requireById } from '#libs/platform';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { complaintView, escalationRow, escalationView } from './escalation.view.js';
import { type Escalation, EscalationsRepository } from './escalations.repository.js';
import { EscalationOpening } from './opening.service.js';
import { proposalsOf } from './proposals.js';

/** What goes to a supervisor or into a lane of its own: opened, taken, returned with words, or closed there. */
@Injectable()
export class Escalations {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly opening: EscalationOpening,
    private readonly tickets: TicketsRepository,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * The requester keeps one owner: the agent, unless the lane is one for few eyes. Then the ticket is free for its lane and hidden from
   * everybody else, the opener too. What the desk opened by itself is filled with what the agent knows.
   */
  async open(idOrNumber: string, request: EscalateRequest): Promise<EscalateAnswer> {
    const ticket = await this.verbs.require('note', idOrNumber);
    const now = this.clock.now();
    const lane = request.lane ?? laneOf(request.trigger);
    const given = {
      lane,
      trigger: request.trigger,
      promised: maskedWords(request.promised),
      wish: maskedWords(request.wish),
      openedBy: currentActor().userId,
      dueAt: request.dueAt ? new Date(request.dueAt) : new Date(now.getTime() + ESCALATION_DUE_MINUTES * 60_000),
    };
    const id =
      (await this.opening.open({ ...given, ticket, openedAt: now })) ?? (await this.amendAutomatic(ticket, given));
    const hidden = isRestricted(lane);
    if (hidden) await this.escalations.setLane(ticket, lane);
    await this.verbs.record(ticket, 'escalation.opened', hidden ? { assigneeId: null } : {}, {
      escalationId: id,
      trigger: request.trigger,
      lane,
    });
    return { id, hidden: hidden && !can('ticket:restricted') };
  }

  /** Exactly one supervisor has it; in a lane of its own that person becomes the ticket's owner. */
  async take(id: string): Promise<EscalationView> {
    const { escalation, ticket } = await this.locked(id);
    const { userId } = currentActor();
    if (escalation.state === 'taken' && escalation.ownerId === userId) return this.view(escalation);
    if (escalation.state === 'taken') {
      const { shortName } = await this.users.get(escalation.ownerId!);
      throw new DomainError('escalation.already_taken', { name: shortName });
    }
    requireAlive(escalation);
    await this.escalations.take(escalation, userId, this.clock.now());
    const change = isRestricted(escalation.lane) ? { assigneeId: userId } : {};
    await this.verbs.record(ticket, 'escalation.taken', change, { escalationId: escalation.id });
    return this.view(escalation);
  }

  /** Answered by the supervisor: the agent may close. The words stand as a note on the ticket, which everybody may see again. */
  async giveBack(id: string, words: string): Promise<EscalationView> {
    const { escalation, ticket } = await this.locked(id);
    requireAlive(escalation);
    const text = maskSecrets(words).text;
    await this.end(escalation, 'returned', text);
    const messageId = await this.writeNote(ticket, text);
    if (ticket.lane !== null && !(await this.isStillRestricted(ticket))) await this.escalations.setLane(ticket, null);
    await this.verbs.record(ticket, 'escalation.returned', {}, { escalationId: escalation.id, messageId });
    return this.view(escalation);
  }

  /** Done in its lane. A ticket for few eyes stays one. */
  async close(id: string, words: string | null): Promise<EscalationView> {
    const { escalation, ticket } = await this.locked(id);
    requireAlive(escalation);
    await this.end(escalation, 'closed', maskedWords(words));
    await this.verbs.record(ticket, 'escalation.closed', {}, { escalationId: escalation.id });
    return this.view(escalation);
  }

  async list(): Promise<ListView<EscalationRow>> {
    return { items: (await this.escalations.waiting()).map(escalationRow) };
  }

  async get(id: string): Promise<EscalationView> {
    const escalation = await requireById(id, (key) => this.escalations.row(key));
    await this.views.ticket(escalation.ticketId);
    return escalationView(escalation);
  }

  /** What this ticket was escalated for, and what it asks for. */
  async ofTicket(idOrNumber: string): Promise<TicketEscalation> {
    const ticket = await this.views.ticket(idOrNumber);
    const all = await this.escalations.ofTicket(ticket);
    const complaint = await this.escalations.complaintOf(ticket);
    const call = await this.tickets.call(ticket);
    const proposals = proposalsOf({
      topic: ticket.topic,
      complaintLevel: complaint?.level ?? null,
      contacts: await this.escalations.contactsOf(ticket),
      callSeconds: call?.durationSeconds ?? null,
      done: all.map(({ trigger }) => trigger),
    });
    const [newest, ...earlier] = all;
    return {
      escalation: newest ? escalationView(newest) : null,
      alsoOpen: earlier.filter(({ state }) => state === 'open' || state === 'taken').map(escalationView),
      proposals: newest && newest.state !== 'returned' && newest.state !== 'closed' ? [] : proposals,
      complaint: complaint && complaintView(complaint),
    };
  }

  private async amendAutomatic(
    ticket: TicketEntity,
    given: Omit<Escalation, 'id' | 'tenantId' | 'ticketId' | 'state' | 'openedAt' | 'overdueAt' | 'ownerId' | 'words'>,
  ): Promise<string> {
    const [newest] = await this.escalations.ofTicket(ticket);
    const known = newest && (await this.escalations.lock(newest.id));
    if (known?.state !== 'open' || known.openedBy !== null) throw new DomainError('escalation.already_open');
    await this.escalations.amend(known, given);
    await this.opening.setAlarm(ticket.tenantId, known.id, given.dueAt);
    return known.id;
  }

  /** Another one in a lane for few eyes waits, which came with what was merged. */
  private async isStillRestricted(ticket: TicketEntity): Promise<boolean> {
    const all = await this.escalations.ofTicket(ticket);
    return all.some(({ lane, state }) => isRestricted(lane) && (state === 'open' || state === 'taken'));
  }

  private async writeNote(ticket: TicketEntity, text: string): Promise<string> {
    const { userId, shortName } = currentActor();
    const id = newId();
    this.tickets.insertMessage(ticket, {
      id,
      kind: 'note',
      channel: ticket.channel,
      subject: null,
      fromName: shortName,
      authorId: userId,
      text,
      idempotencyKey: null,
      queued: false,
      createdAt: this.clock.now(),
    });
    return id;
  }

  private end(escalation: Escalation, state: 'returned' | 'closed', words: string | null): Promise<void> {
    return this.escalations.end(escalation, state, { ownerId: currentActor().userId, at: this.clock.now(), words });
  }

  private async locked(id: string): Promise<{ escalation: Escalation; ticket: TicketEntity }> {
    const found = await requireById(id, (key) => this.escalations.find(key));
    const ticket = await this.views.ticket(found.ticketId, true);
    return { ticket, escalation: (await this.escalations.lock(found.id))! };
  }

  private async view({ id }: Escalation): Promise<EscalationView> {
    return escalationView((await this.escalations.row(id))!);
  }
}

const requireAlive = ({ state }: Escalation): void => {
  if (state === 'returned' || state === 'closed') throw new DomainError('escalation.ended');
};
