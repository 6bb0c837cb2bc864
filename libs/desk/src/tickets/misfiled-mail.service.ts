import { Injectable } from '@nestjs/common';
import { DomainError, EventLog, newId, notFound } from '#libs/platform';
import type { DeskEntity } from '../desks/desk.entity.js';
import { firstDueAt } from '../desks/sla.js';
import { gramsOf } from '../search/search-key.js';
import { MisfiledMailRepository } from './misfiled-mail.repository.js';
import { ReferenceNumbers } from './reference-numbers.js';
import type { TicketEntity } from './ticket.entity.js';
import { emailKeyOf, firstWords, searchText } from './ticket-intake.service.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

export interface MisfiledMail {
  ticketId: string;
  messageId: string;
  desk: Pick<DeskEntity, 'hours' | 'firstReplyMinutes'>;
  /** Who wrote it, by the mail itself. */
  from: { name: string; email: string | null };
  /** What makes the new ticket, so that the same mail never makes two. */
  intakeKey: string;
  arrivedAt: Date;
}

/** Takes back that a mail became, or was added to, an inquiry. Nobody outside is told anything by it. */
@Injectable()
export class MisfiledMails {
  constructor(
    private readonly tickets: TicketsRepository,
    private readonly misfiled: MisfiledMailRepository,
    private readonly numbers: ReferenceNumbers,
    private readonly verbs: TicketsService,
    private readonly events: EventLog,
  ) {}

  /** The inquiry that a mail became is none, as long as nobody has begun with it. */
  async withdraw(ticketId: string): Promise<void> {
    const ticket = await this.locked(ticketId);
    const isUntouched = ticket.state === 'new' && ticket.assigneeId === null && ticket.firstReplyAt === null;
    if (!isUntouched) throw new DomainError('mail.ticket_in_hand');
    await this.verbs.record(ticket, 'ticket.filing_undone', { state: 'spam', waitingSince: null });
  }

  /** It is one after all, under the number that it had. */
  async fileAgain(ticketId: string): Promise<void> {
    const ticket = await this.locked(ticketId);
    if (ticket.state === 'spam') await this.verbs.record(ticket, 'ticket.filed_again', { state: 'new' });
  }

  /** A mail that was added to a ticket gets one of its own, with its own sender; the words leave the other with all that names them. */
  async moveOut(mail: MisfiledMail): Promise<string> {
    const from = await this.locked(mail.ticketId);
    // What is for few eyes stays where only they look.
    if (from.lane !== null || from.state === 'merged')
      throw new DomainError('ticket.wrong_state', { state: from.state });
    const messages = await this.tickets.messages(from);
    const message = messages.find(({ id }) => id === mail.messageId);
    if (!message) throw notFound();
    const ticketId = newId();
    const number = await this.numbers.take();
    const requester = { name: mail.from.name, kana: null, email: mail.from.email, orderNumber: null };
    await this.misfiled.part(from, {
      ticketId,
      requesterId: newId(),
      number,
      messageId: message.id,
      intakeKey: mail.intakeKey,
      name: requester.name,
      email: requester.email,
      emailKey: emailKeyOf(requester.email),
      subject: message.subject ?? firstWords(message.body_text, 40),
      excerpt: firstWords(message.body_text, 120),
      createdAt: mail.arrivedAt,
      dueAt: firstDueAt(mail.desk, 'email', mail.arrivedAt, 'new'),
    });
    const parted = searchText({ number, requester: { ...requester, phoneKey: null }, messages: [textOf(message)] });
    await this.misfiled.setSearch({ tenantId: from.tenantId, id: ticketId }, parted, gramsOf(parted));
    await this.events.record({
      tenantId: from.tenantId,
      type: 'ticket.opened',
      subjectId: ticketId,
      payload: { version: 1, channel: 'email', topic: 'AFF', messageId: message.id },
    });
    await this.events.record({
      tenantId: from.tenantId,
      type: 'ticket.linked',
      subjectId: ticketId,
      payload: { relatedTicketId: from.id, because: 'moved_out' },
    });
    await this.without(
      from,
      messages.filter(({ id }) => id !== message.id),
      ticketId,
    );
    return ticketId;
  }

  /** What is left of the ticket says and finds nothing of the mail any more. */
  private async without(
    ticket: TicketEntity,
    left: Awaited<ReturnType<TicketsRepository['messages']>>,
    movedTo: string,
  ): Promise<void> {
    const requester = await this.tickets.requester(ticket);
    if (!requester) throw notFound();
    const spoken = left.filter(({ kind }) => kind !== 'note');
    const folded = searchText({
      number: ticket.number,
      requester: { ...requester, phoneKey: requester.phone_key, orderNumber: requester.order_number },
      messages: spoken.map(textOf),
    });
    await this.misfiled.setSearch(ticket, folded, gramsOf(folded));
    const latest = spoken.findLast(({ kind }) => kind === 'inbound') ?? spoken[0];
    await this.verbs.record(
      ticket,
      'ticket.mail_moved_out',
      { excerpt: firstWords(latest?.body_text ?? '', 120) },
      { movedTo },
    );
  }

  private async locked(ticketId: string): Promise<TicketEntity> {
    const ticket = await this.tickets.lock(ticketId);
    if (!ticket) throw notFound();
    return ticket;
  }
}

const textOf = ({ subject, body_text: text }: { subject: string | null; body_text: string }) => ({ subject, text });
