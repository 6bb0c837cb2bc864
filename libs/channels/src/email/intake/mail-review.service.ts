import { Injectable } from '@nestjs/common';
import type {
  DecidedMailView,
  DiscardReason,
  MailDetailView,
  MailLedgerRow,
  QuarantinedMailView,
  RawMailView,
  ReadMailView,
  TicketView,
} from '#libs/contracts';
import { DesksService, maskSecrets, MisfiledMails, TicketViews } from '#libs/desk';
import { Clock, currentActor, DomainError, EventLog, notFound } from '#libs/platform';
import { Attachments } from '../attachments/attachments.service.js';
import { readMail, type ReadMail } from '../reading/mail-reader.js';
import { MailDetailsRepository } from './mail-details.repository.js';
import { intakeKeyOf, MailFiling } from './mail-filing.service.js';
import { MailIntake } from './mail-intake.service.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import { ledgerOf } from './ledger.js';
import { type RawMail, RawMailsRepository } from './raw-mails.repository.js';
import { shownLines } from './raw-shown.js';
import { NOT_CHECKED } from './sender-proof.js';

const RAW_SHOWN = 100_000;
const NOTE = 600;
const QUARANTINE_PAGE = 200;
const DECIDED_PAGE = 50;
const DAY_MS = 86_400_000;

/** What people see of mail behind a ticket's text, and what supervisors decide about mail that waits for them. */
@Injectable()
export class MailReview {
  constructor(
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly details: MailDetailsRepository,
    private readonly attachments: Attachments,
    private readonly intake: MailIntake,
    private readonly filing: MailFiling,
    private readonly misfiled: MisfiledMails,
    private readonly desks: DesksService,
    private readonly views: TicketViews,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async detail(ticketId: string, messageId: string): Promise<MailDetailView> {
    const ticket = await this.views.get(ticketId);
    if (!ticket.messages.some(({ id }) => id === messageId)) throw notFound();
    const detail = await this.details.find(messageId);
    if (!detail) throw notFound();
    const { spf, dkim, dmarc, vouchedBy, rawMailId, ...rest } = detail;
    const raw = await this.mails.find(rawMailId);
    return {
      ...rest,
      isFollowUp: raw?.reason === 'follow_up',
      proof: { spf, dkim, dmarc, vouchedBy },
      attachments: await this.attachments.ofMessage(messageId),
    };
  }

  async quarantine(): Promise<QuarantinedMailView[]> {
    const mailboxes = new Map((await this.mailboxes.list()).map((mailbox) => [mailbox.id, mailbox]));
    const waiting = await this.mails.quarantined(QUARANTINE_PAGE);
    return waiting.map((mail) => ({
      id: mail.id,
      tenantId: mail.tenantId,
      deskId: mailboxes.get(mail.mailboxId)?.deskId ?? '',
      mailboxAddress: mailboxes.get(mail.mailboxId)?.address ?? '',
      envelopeFrom: mail.envelopeFrom,
      senderAddress: mail.senderKey,
      subject: mail.subject,
      reason: mail.reason,
      size: mail.size,
      receivedAt: mail.receivedAt.toISOString(),
      note: mail.note === null ? null : { text: mail.note, by: mail.noteBy ?? '', at: mail.noteAt!.toISOString() },
    }));
  }

  /** The mail as it came and as it is read, as inert text; who looked is recorded. */
  async raw(rawMailId: string): Promise<RawMailView> {
    const mail = await this.get(rawMailId);
    await this.record(mail, 'mail.raw_read');
    const bytes = this.intake.unseal(mail);
    const text = shownLines(bytes.subarray(0, RAW_SHOWN));
    return { id: mail.id, text, cut: bytes.length > RAW_SHOWN, read: readView(await readMail(bytes, {})) };
  }

  /** Opens a ticket from a quarantined mail, as far as it can be read. Nobody is answered automatically. */
  async file(rawMailId: string): Promise<TicketView> {
    const raw = await this.waiting(rawMailId);
    const mailbox = await this.mailboxes.find(raw.mailboxId);
    if (!mailbox) throw notFound();
    const desk = await this.desks.get(mailbox.deskId);
    const mail = await readMail(this.intake.unseal(raw), {});
    const ticketId = await this.filing.fileAnyway({ raw, desk, mail, proof: NOT_CHECKED });
    return this.views.get(ticketId);
  }

  /** Takes a mail off the list; its bytes stay. */
  async discard(rawMailId: string, reason: DiscardReason): Promise<void> {
    const raw = await this.waiting(rawMailId);
    await this.mails.discard(raw, reason, currentActor().userId, this.clock.now());
    await this.record(raw, 'mail.discarded', { because: reason });
  }

  /** Puts a mail that was discarded, or filed as an inquiry that nobody has begun with, back on the list. */
  async restore(rawMailId: string): Promise<void> {
    const raw = await this.mails.lock(rawMailId);
    if (!raw) throw notFound();
    const isFiled = raw.state === 'filed' && raw.reason === 'new_ticket' && raw.ticketId !== null;
    if (raw.state !== 'discarded' && !isFiled) throw new DomainError('mail.already_decided');
    if (isFiled) await this.misfiled.withdraw(raw.ticketId!);
    await this.mails.restore(raw);
    await this.record(raw, 'mail.restored');
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

  /** What people decided within the last day. */
  async decided(): Promise<DecidedMailView[]> {
    const mailboxes = new Map((await this.mailboxes.list()).map((mailbox) => [mailbox.id, mailbox]));
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    return (await this.mails.decidedByPeople(since, DECIDED_PAGE)).map((mail) => ({
      id: mail.id,
      tenantId: mail.tenantId,
      deskId: mailboxes.get(mail.mailboxId)?.deskId ?? '',
      mailboxAddress: mailboxes.get(mail.mailboxId)?.address ?? '',
      envelopeFrom: mail.envelopeFrom,
      senderAddress: mail.senderKey,
      subject: mail.subject,
      decision: mail.state,
      because: mail.because,
      by: mail.by,
      at: mail.at.toISOString(),
      number: mail.number,
    }));
  }

  /** Decides nothing: a note asks another supervisor to. A newer note takes the place of an older one. */
  async leave(rawMailId: string, text: string): Promise<void> {
    const raw = await this.waiting(rawMailId);
    const { userId } = currentActor();
    await this.mails.leave(raw, {
      text: maskSecrets(text.trim()).text.slice(0, NOTE),
      by: userId,
      at: this.clock.now(),
    });
    await this.record(raw, 'mail.left');
  }

  async ledger(): Promise<MailLedgerRow[]> {
    return ledgerOf(await this.mailboxes.list(), await this.mails.ledger());
  }

  private async waiting(rawMailId: string): Promise<RawMail> {
    const mail = await this.mails.lock(rawMailId);
    if (!mail) throw notFound();
    if (mail.state !== 'quarantined') throw new DomainError('mail.already_decided');
    return mail;
  }

  private async get(rawMailId: string): Promise<RawMail> {
    const mail = await this.mails.find(rawMailId);
    if (!mail) throw notFound();
    return mail;
  }

  private record(mail: RawMail, type: string, more: Record<string, string> = {}): Promise<void> {
    return this.events.record({
      tenantId: mail.tenantId,
      type,
      subjectId: mail.ticketId,
      payload: { rawMailId: mail.id, by: currentActor().userId, ...more },
    });
  }
}

const readView = (mail: ReadMail): ReadMailView => ({
  from: mail.from && maskSecrets([mail.from.name, mail.from.address].filter(Boolean).join(' ')).text,
  subject: maskSecrets(mail.subject).text,
  text: maskSecrets(mail.text.slice(0, RAW_SHOWN)).text,
  attachments: mail.attachments.map(({ fileName, contentType, size }) => ({ fileName, contentType, size })),
  broken: mail.unreadable !== null,
});
