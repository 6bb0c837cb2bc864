import { Injectable } from '@nestjs/common';
import type { MailDetailView, MailLedgerRow, RawMailView, TicketView } from '#libs/contracts';
import { DesksService, MisfiledMails, TicketViews } from '#libs/desk';
import { DomainError, notFound } from '#libs/platform';
import { Attachments } from '../attachments/attachments.service.js';
import { ledgerOf } from './ledger.js';
import { type MailDetailRow, MailDetailsRepository } from './mail-details.repository.js';
import { intakeKeyOf } from './mail-filing.service.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import { Quarantine } from './quarantine.service.js';
import { RawMailsRepository } from './raw-mails.repository.js';
import { NOT_CHECKED } from './sender-proof.js';

/** What people see of mail behind a ticket's text, and where all mail went. */
@Injectable()
export class MailReview {
  constructor(
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly details: MailDetailsRepository,
    private readonly attachments: Attachments,
    private readonly quarantine: Quarantine,
    private readonly misfiled: MisfiledMails,
    private readonly desks: DesksService,
    private readonly views: TicketViews,
  ) {}

  async detail(ticketId: string, messageId: string): Promise<MailDetailView> {
    const { rawMailId: _raw, proof, ...rest } = await this.behind(ticketId, messageId);
    return { ...rest, proof: proof ?? NOT_CHECKED, attachments: await this.attachments.ofMessage(messageId) };
  }

  /** The mail as it came, for whoever may read the message. */
  async raw(ticketId: string, messageId: string): Promise<RawMailView> {
    const { rawMailId } = await this.behind(ticketId, messageId);
    return this.quarantine.raw(rawMailId);
  }

  private async behind(ticketId: string, messageId: string): Promise<MailDetailRow> {
    const ticket = await this.views.get(ticketId);
    if (!ticket.messages.some(({ id }) => id === messageId)) throw notFound();
    const detail = await this.details.find(messageId);
    if (!detail) throw notFound();
    return detail;
  }

  /** Gives a mail that was added to the wrong ticket one of its own. Shows the new one; its sender hears nothing of it. */
  async moveOut(ticketId: string, messageId: string): Promise<TicketView> {
    const ticket = await this.views.ticket(ticketId);
    const detail = await this.details.find(messageId);
    const raw = detail && (await this.mails.lock(detail.rawMailId));
    if (!raw || raw.ticketId !== ticket.id || raw.messageId !== messageId) throw notFound();
    if (raw.reason !== 'follow_up') throw new DomainError('mail.not_a_follow_up');
    const message = (await this.views.get(ticketId)).messages.find(({ id }) => id === messageId);
    if (!message) throw notFound();
    const newTicketId = await this.misfiled.moveOut({
      ticketId: ticket.id,
      messageId,
      desk: await this.desks.get(ticket.deskId),
      from: { name: message.from, email: detail.fromAddress },
      intakeKey: intakeKeyOf(raw),
      arrivedAt: raw.receivedAt,
    });
    await this.mails.moveTo(raw, newTicketId);
    await this.details.doubt(messageId);
    return this.views.get(newTicketId);
  }

  async ledger(): Promise<MailLedgerRow[]> {
    return ledgerOf(await this.mailboxes.list(), await this.mails.ledger());
  }
}
