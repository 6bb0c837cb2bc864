import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { type DeskOfShop, DesksService } from '#libs/desk';
import { Job, JobHandler, type JobRun, type JobVerdict, log, TenantScope } from '#libs/platform';
import { readMail } from '../reading/mail-reader.js';
import type { ReadMail } from '../reading/read-mail.js';
import { MailFiling } from './mail-filing.service.js';
import { MailIntake } from './mail-intake.service.js';
import { type ImapSettings, MailboxesRepository } from './mailboxes.repository.js';
import { type RawMail, RawMailsRepository } from './raw-mails.repository.js';
import { SenderCheck } from './sender-check.js';
import type { SenderProof } from './sender-proof.js';

interface KeptMail {
  raw: RawMail;
  desk: DeskOfShop;
  imap: ImapSettings | null;
  bytes: Buffer;
}

/** Without a mail it could not be read. */
interface Reading {
  mail: ReadMail | null;
  proof: SenderProof;
}

/** Reads one kept mail in the jail and files it. What cannot be read is quarantined with its raw bytes, and the next mail goes on. */
@Injectable()
@JobHandler()
export class MailFileJob extends Job<'mail.file', KeptMail, Reading> {
  readonly name = 'mail.file';

  constructor(
    private readonly mails: RawMailsRepository,
    private readonly mailboxes: MailboxesRepository,
    private readonly desks: DesksService,
    private readonly intake: MailIntake,
    private readonly senders: SenderCheck,
    private readonly filing: MailFiling,
  ) {
    super();
  }

  scopeOf(payload: JobPayloads['mail.file']): TenantScope {
    return TenantScope.of(payload.tenantId);
  }

  async load(payload: JobPayloads['mail.file']): Promise<KeptMail | null> {
    const raw = await this.mails.find(payload.rawMailId);
    if (raw?.state !== 'fetched') return null;
    const mailbox = await this.mailboxes.find(raw.mailboxId);
    if (!mailbox) return null;
    return { raw, desk: await this.desks.get(mailbox.deskId), imap: mailbox.imap, bytes: this.intake.unseal(raw) };
  }

  async perform({ raw, imap, bytes }: KeptMail): Promise<Reading> {
    const mail = await this.read(raw, bytes);
    const from = mail === null || mail.fromIsAmbiguous ? null : (mail.from?.address ?? null);
    return { mail, proof: await this.senders.of(bytes, { ...raw, from }, imap) };
  }

  private async read(raw: RawMail, bytes: Buffer): Promise<ReadMail | null> {
    try {
      return await readMail(bytes, { nullReturnPath: raw.envelopeFrom === '' && raw.remoteAddress !== null });
    } catch (error) {
      log.warn({ err: error, rawMailId: raw.id }, 'a mail could not be read');
      return null;
    }
  }

  async record(
    _payload: JobPayloads['mail.file'],
    { raw, desk }: KeptMail,
    { mail, proof }: Reading,
    _run: JobRun,
  ): Promise<JobVerdict> {
    if (mail === null) await this.filing.quarantine(raw, proof);
    else await this.filing.file({ raw, desk, mail, proof });
    return 'done';
  }
}
