import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, EventLog, Jobs, newId, Secrets } from '#libs/platform';
import type { MailboxKey } from './mailboxes.repository.js';
import { RawMailsRepository } from './raw-mails.repository.js';

export interface ArrivedMail {
  source: 'smtp' | 'imap';
  raw: Buffer;
  /** Its number on the server that it was fetched from, and what that number means. */
  uid: string | null;
  uidValidity: string | null;
  envelopeFrom: string;
  remoteAddress: string | null;
  helo: string | null;
  /** When a mailbox's server got it; now, where that is left out. */
  arrivedAt?: Date | null;
  /** It lay in the mailbox before the desk was connected to it: filed, and answered by no acknowledgement. */
  backlog?: boolean;
}

const PURPOSE = 'raw mail';

/** Keeps raw mail, sealed and durable, before anything is made of it. */
@Injectable()
export class MailIntake {
  constructor(
    private readonly mails: RawMailsRepository,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Runs in a transaction of the mailbox's tenant. False when the mailbox already has these bytes. */
  async keep(mailbox: MailboxKey, mail: ArrivedMail): Promise<boolean> {
    const id = await this.insert(mailbox, mail, mail.raw.length);
    if (id) await this.jobs.add('mail.file', { tenantId: mailbox.tenantId, rawMailId: id }, { maxAttempts: 5 });
    return id !== null;
  }

  /** Enters a mail that cannot be taken whole, with its beginning and the reason, so that the ledger misses none. */
  async note(mailbox: MailboxKey, mail: ArrivedMail, size: number, reason: 'too_large' | 'not_served'): Promise<void> {
    const id = await this.insert(mailbox, mail, size);
    const raw = id && (await this.mails.find(id));
    if (!raw) return;
    const nothing = { messageIdHeader: null, senderKey: null, subject: null, ticketId: null, messageId: null };
    await this.mails.decide(raw, { state: 'ignored', reason, ...nothing, at: this.clock.now() });
    await this.events.record({
      tenantId: mailbox.tenantId,
      type: 'mail.ignored',
      subjectId: null,
      payload: { rawMailId: id, reason },
    });
  }

  /** The new row's id; null when the mailbox already has these bytes. */
  private async insert(mailbox: MailboxKey, mail: ArrivedMail, size: number): Promise<string | null> {
    const id = newId();
    const now = this.clock.now();
    const arrivedAt = mail.arrivedAt && mail.arrivedAt < now ? mail.arrivedAt : now;
    const kept = {
      tenantId: mailbox.tenantId,
      id,
      mailboxId: mailbox.mailboxId,
      source: mail.source,
      uid: mail.uid,
      uidValidity: mail.uidValidity,
      sha256: createHash('sha256').update(mail.raw).digest(),
      size,
      content: this.secrets.seal(PURPOSE, id, mail.raw),
      envelopeFrom: mail.envelopeFrom,
      remoteAddress: mail.remoteAddress,
      helo: mail.helo,
      receivedAt: arrivedAt,
      backlog: mail.backlog ?? false,
    };
    return (await this.mails.insert(kept, newId(), now)) ? id : null;
  }

  /** The mail as it came. */
  unseal(mail: { id: string; content: Buffer }): Buffer {
    return this.secrets.unseal(PURPOSE, mail.id, mail.content);
  }
}
