import { Injectable } from '@nestjs/common';
import type {
  DecidedMailPage,
  DiscardReason,
  QuarantinedMailView,
  QuarantinePage,
  RawMailView,
  ReadMailView,
  SameSenderPage,
  TicketView,
} from '#libs/contracts';
import { DesksService, maskSecrets, MisfiledMails, TicketViews } from '#libs/desk';
import {
  can,
  Clock,
  currentActor,
  DomainError,
  EventLog,
  notFound,
  pageOf,
  readCursor,
  requireById,
} from '#libs/platform';
import { readMail, type ReadMail } from '../reading/mail-reader.js';
import { MailFiling } from './mail-filing.service.js';
import { MailIntake } from './mail-intake.service.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import { type QuarantinedMail, QuarantineRepository } from './quarantine.repository.js';
import { type RawMail, RawMailsRepository } from './raw-mails.repository.js';
import { shownLines } from './raw-shown.js';
import { NOT_CHECKED } from './sender-proof.js';

/** Which page of which mailbox's mail; all mailboxes without one. */
export interface MailPageRequest {
  mailboxId?: string;
  cursor?: string;
  limit?: number;
}

const RAW_SHOWN = 100_000;
const NOTE = 600;
const PAGE = 100;
const SAME_SENDER = 10;
const DAY_MS = 86_400_000;

/** Mail that waits for a person, and what supervisors decide about it. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly quarantine: QuarantineRepository,
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly intake: MailIntake,
    private readonly filing: MailFiling,
    private readonly misfiled: MisfiledMails,
    private readonly desks: DesksService,
    private readonly views: TicketViews,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async waiting(request: MailPageRequest & { alikeTo?: string }): Promise<QuarantinePage> {
    const { mailboxId = null, alikeTo = null, cursor, limit = PAGE } = request;
    const found = await this.quarantine.waiting({ mailboxId, alikeTo }, readCursor(cursor), limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, ({ receivedAt }) => receivedAt);
    const total = await this.quarantine.count({ mailboxId, alikeTo });
    return { items: rows.map(quarantinedView), nextCursor, total };
  }

  /** What people decided within the last day. */
  async decided({ mailboxId, cursor, limit = PAGE }: MailPageRequest): Promise<DecidedMailPage> {
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const found = await this.quarantine.decided(mailboxId ?? null, since, readCursor(cursor), limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, ({ at }) => at);
    const items = rows.map(({ senderKey, state, at, ...mail }) => ({
      ...mail,
      senderAddress: senderKey,
      decision: state,
      at: at.toISOString(),
    }));
    return { items, nextCursor };
  }

  /** What else came from the sender of a held mail. */
  async sameSender(rawMailId: string, cursor: string | undefined): Promise<SameSenderPage> {
    const { id } = await requireById(rawMailId, (key) => this.mails.find(key));
    const found = await this.quarantine.sameSender(id, can('ticket:restricted'), readCursor(cursor), SAME_SENDER + 1);
    const { rows, nextCursor } = pageOf(found, SAME_SENDER, ({ receivedAt }) => receivedAt);
    return { items: rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })), nextCursor };
  }

  /** The mail as it came and as it is read, as inert text; who looked is recorded, and is no part of an inquiry's history. */
  async raw(rawMailId: string): Promise<RawMailView> {
    const mail = await this.mails.find(rawMailId);
    if (!mail) throw notFound();
    await this.record({ ...mail, ticketId: null }, 'mail.raw_read');
    const bytes = this.intake.unseal(mail);
    const text = shownLines(bytes.subarray(0, RAW_SHOWN));
    return { id: mail.id, text, cut: bytes.length > RAW_SHOWN, read: readView(await readMail(bytes, {})) };
  }

  /** Opens a ticket from a quarantined mail, as far as it can be read. Nobody is answered automatically. */
  async file(rawMailId: string): Promise<TicketView> {
    const raw = await this.held(rawMailId);
    const mailbox = await this.mailboxes.find(raw.mailboxId);
    if (!mailbox) throw notFound();
    const desk = await this.desks.get(mailbox.deskId);
    const mail = await readMail(this.intake.unseal(raw), {});
    const ticketId = await this.filing.fileAnyway({ raw, desk, mail, proof: raw.proof ?? NOT_CHECKED });
    return this.views.get(ticketId);
  }

  /** Takes a mail off the list; its bytes stay. */
  async discard(rawMailId: string, reason: DiscardReason): Promise<void> {
    const raw = await this.held(rawMailId);
    await this.quarantine.discard(raw, reason, currentActor().userId, this.clock.now());
    await this.record(raw, 'mail.discarded', { because: reason });
  }

  /** Puts a mail that was discarded, or filed as an inquiry that nobody has begun with, back on the list. */
  async restore(rawMailId: string): Promise<void> {
    const raw = await this.mails.lock(rawMailId);
    if (!raw) throw notFound();
    const isFiled = raw.state === 'filed' && raw.reason === 'new_ticket' && raw.ticketId !== null;
    if (raw.state !== 'discarded' && !isFiled) throw new DomainError('mail.already_decided');
    if (isFiled) await this.misfiled.withdraw(raw.ticketId!);
    await this.quarantine.restore(raw);
    await this.record(raw, 'mail.restored');
  }

  /** Decides nothing: a note asks another supervisor to. A newer note takes the place of an older one. */
  async leave(rawMailId: string, text: string): Promise<void> {
    const raw = await this.held(rawMailId);
    const { userId } = currentActor();
    await this.quarantine.leave(raw, {
      text: maskSecrets(text.trim()).text.slice(0, NOTE),
      by: userId,
      at: this.clock.now(),
    });
    await this.record(raw, 'mail.left');
  }

  private async held(rawMailId: string): Promise<RawMail> {
    const mail = await this.mails.lock(rawMailId);
    if (!mail) throw notFound();
    if (mail.state !== 'quarantined') throw new DomainError('mail.already_decided');
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

const quarantinedView = ({
  senderKey,
  receivedAt,
  note,
  noteBy,
  noteAt,
  ...mail
}: QuarantinedMail): QuarantinedMailView => ({
  ...mail,
  senderAddress: senderKey,
  receivedAt: receivedAt.toISOString(),
  note: note === null ? null : { text: note, by: noteBy ?? '', at: noteAt!.toISOString() },
});

const readView = (mail: ReadMail): ReadMailView => ({
  from: mail.from && maskSecrets([mail.from.name, mail.from.address].filter(Boolean).join(' ')).text,
  subject: maskSecrets(mail.subject).text,
  text: maskSecrets(mail.text.slice(0, RAW_SHOWN)).text,
  attachments: mail.attachments.map(({ fileName, contentType, size }) => ({ fileName, contentType, size })),
  broken: mail.unreadable !== null,
});
