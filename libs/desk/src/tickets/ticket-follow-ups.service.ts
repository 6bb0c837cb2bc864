import { Injectable } from '@nestjs/common';
import type { Channel } from '#libs/contracts';
import { Clock, EventLog, newId } from '#libs/platform';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';
import { MergedTickets } from '../merging/merged-tickets.service.js';
import { foldForSearch, gramsOf } from '../search/search-key.js';
import { isDesksTurn } from './reopening.policy.js';
import type { TicketEntity } from './ticket.entity.js';
import { firstWords } from './ticket-intake.service.js';
import { type TicketOfMessage, TicketsRepository } from './tickets.repository.js';

export interface FollowUp {
  channel: Channel;
  subject: string | null;
  text: string;
  fromName: string;
  /** The same key on the same ticket is the same message, however often it is sent. */
  key?: string;
}

/** What requesters add to a ticket that exists. */
@Injectable()
export class TicketFollowUps {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly merged: MergedTickets,
    private readonly clocks: TicketClocks,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Null for a message outside the scope. */
  ticketOfMessage(messageId: string): Promise<TicketOfMessage | null> {
    return this.tickets.findByMessage(messageId);
  }

  /**
   * Appends the requester's words. A ticket that waited for them, or was done, waits for the desk again. What comes for a merged ticket
   * stays with its words, and it is the survivor that waits. Returns the message's id.
   */
  async append(ticketId: string, given: FollowUp): Promise<string> {
    const home = await this.tickets.lock(ticketId);
    if (!home) throw new Error('the ticket of a follow-up has gone');
    const known = given.key ? await this.tickets.findMessageByKey(home, given.key) : null;
    if (known) return known.id;
    const now = this.clock.now();
    const messageId = newId();
    const text = maskSecrets(given.text).text;
    this.tickets.insertMessage(home, {
      id: messageId,
      kind: 'inbound',
      channel: given.channel,
      subject: maskedWords(given.subject),
      fromName: maskSecrets(given.fromName).text,
      authorId: null,
      text,
      idempotencyKey: given.key ?? null,
      queued: false,
      createdAt: now,
    });
    const folded = foldForSearch(text);
    await this.tickets.addToSearch(home, folded, gramsOf(folded));
    const ticket = await this.merged.answering(home);
    const changed = await this.clocks.save(ticket, {
      ...reopened(ticket, now),
      excerpt: firstWords(text, 120),
      version: ticket.version + 1,
    });
    await this.events.record({
      tenantId: ticket.tenantId,
      type: 'ticket.message_received',
      subjectId: ticket.id,
      payload: { messageId, channel: given.channel, version: changed.version, state: changed.state },
    });
    return messageId;
  }

  /** Marks one of our messages as come back. */
  async bounced(messageId: string, reason: string): Promise<void> {
    const found = await this.tickets.findByMessage(messageId);
    const home = found && (await this.tickets.lock(found.ticketId));
    if (!home || !(await this.tickets.markBounced(home, messageId, reason, this.clock.now()))) return;
    const { tenantId, id, version } = await this.waitAgain(home);
    await this.events.record({
      tenantId,
      type: 'message.bounced',
      subjectId: id,
      payload: { messageId, version },
    });
  }

  /** One of our messages could not be sent: what it answered is not answered. Returns the ticket that waits for the desk again. */
  async undelivered(ticketId: string): Promise<TicketEntity> {
    const home = await this.tickets.lock(ticketId);
    if (!home) throw new Error('the ticket of a message that could not be sent has gone');
    return this.waitAgain(home);
  }

  /** The ticket's version grows: whoever answers now should know that the last answer never arrived. */
  private async waitAgain(home: TicketEntity): Promise<TicketEntity> {
    const ticket = await this.merged.answering(home);
    return this.clocks.save(ticket, { ...reopened(ticket, this.clock.now()), version: ticket.version + 1 });
  }
}

const reopened = (ticket: TicketEntity, now: Date): TicketEntity =>
  isDesksTurn(ticket.state) ? ticket : { ...ticket, state: 'open', closedAt: null, waitingSince: now };
