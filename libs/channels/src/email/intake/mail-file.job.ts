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

type Reading = { mail: ReadMail; proof: SenderProof } | { fault: string };

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
    try {
      const mail = await readMail(bytes, { nullReturnPath: raw.envelopeFrom === '' && raw.remoteAddress !== null });
      const from = mail.fromIsAmbiguous ? null : (mail.from?.address ?? null);
      return { mail, proof: await this.senders.of(bytes, { ...raw, from }, imap) };
    } catch (error) {
      log.warn({ err: error, rawMailId: raw.id }, 'a mail could not be read');
      return { fault: error instanceof Error ? error.message : 'unreadable' };
    }
  }

  async record(
    _payload: JobPayloads['mail.file'],
    { raw, desk }: KeptMail,
    reading: Reading,
    _run: JobRun,
  ): Promise<JobVerdict> {
    if ('fault' in reading) await this.filing.quarantine(raw);
    else await this.filing.file({ raw, desk, ...reading });
    return 'done';
  }
}
