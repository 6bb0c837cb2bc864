import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { SenderProof } from './sender-proof.js';

export type RawMailState = 'fetched' | 'filed' | 'quarantined' | 'ignored' | 'discarded';

export interface NewRawMail {
  tenantId: string;
  id: string;
  mailboxId: string;
  source: 'smtp' | 'imap';
  uid: string | null;
  uidValidity: string | null;
  sha256: Buffer;
  size: number;
  /** Sealed. */
  content: Buffer;
  envelopeFrom: string;
  remoteAddress: string | null;
  helo: string | null;
  receivedAt: Date;
  backlog: boolean;
}

export interface RawMail {
  tenantId: string;
  id: string;
  mailboxId: string;
  sha256: Buffer;
  size: number;
  content: Buffer;
  envelopeFrom: string;
  remoteAddress: string | null;
  helo: string | null;
  receivedAt: Date;
  /** It lay in its mailbox before the desk was connected to that. */
  backlog: boolean;
  state: RawMailState;
  reason: string | null;
  ticketId: string | null;
  messageId: string | null;
  /** What was found out about its sender when it came; null where nobody has looked. */
  proof: SenderProof | null;
}

export interface RawMailDecision {
  state: RawMailState;
  reason: string | null;
  messageIdHeader: string | null;
  senderKey: string | null;
  subject: string | null;
  ticketId: string | null;
  messageId: string | null;
  /** Left out: what is known stays. */
  proof?: SenderProof;
  /** The person who decided; left out where the rules did. */
  by?: string | null;
  at: Date;
}

const RAW_MAIL = `
  SELECT tenant_id AS "tenantId", id, mailbox_id AS "mailboxId", sha256, size, content, envelope_from AS "envelopeFrom",
         remote_address AS "remoteAddress", helo, received_at AS "receivedAt", backlog, state, reason,
         ticket_id AS "ticketId", message_id AS "messageId", proof
    FROM raw_mail`;

@Injectable()
export class RawMailsRepository extends Repository {
  /** False when this mailbox already has exactly these bytes; that they arrived is written down all the same. */
  async insert(mail: NewRawMail, arrivalId: string, at: Date): Promise<boolean> {
    const row = await this.one<{ isNew: boolean }>(
      `WITH kept AS (
         INSERT INTO raw_mail (tenant_id, id, mailbox_id, source, uid, sha256, size, content, envelope_from, remote_address,
                               helo, received_at, backlog)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (tenant_id, mailbox_id, sha256) DO NOTHING RETURNING id
       ), arrived AS (
         INSERT INTO mail_arrival (tenant_id, id, mailbox_id, source, uid_validity, uid, raw_mail_id, arrived_at)
         SELECT $1, $14, $3, $4, $15, $5,
                coalesce((SELECT id FROM kept),
                         (SELECT id FROM raw_mail WHERE tenant_id = $1 AND mailbox_id = $3 AND sha256 = $6), $2), $16
         ON CONFLICT DO NOTHING
       )
       SELECT EXISTS (SELECT FROM kept) AS "isNew"`,
      [
        mail.tenantId,
        mail.id,
        mail.mailboxId,
        mail.source,
        mail.uid,
        mail.sha256,
        mail.size,
        mail.content,
        mail.envelopeFrom,
        mail.remoteAddress,
        mail.helo,
        mail.receivedAt,
        mail.backlog,
        arrivalId,
        mail.uidValidity,
        at,
      ],
    );
    return row?.isNew === true;
  }

  find(id: string): Promise<RawMail | null> {
    return this.one<RawMail>(`${RAW_MAIL} WHERE id = $1`, [id]);
  }

  lock(id: string): Promise<RawMail | null> {
    return this.one<RawMail>(`${RAW_MAIL} WHERE id = $1 FOR UPDATE`, [id]);
  }

  async decide(mail: RawMail, decision: RawMailDecision): Promise<void> {
    await this.query(
      `UPDATE raw_mail SET state = $3, reason = $4, message_id_header = $5, sender_key = $6, subject = $7, ticket_id = $8,
              message_id = $9, decided_at = $10, decided_by = $11, proof = coalesce($12::jsonb, proof)
        WHERE tenant_id = $1 AND id = $2`,
      [
        mail.tenantId,
        mail.id,
        decision.state,
        decision.reason,
        decision.messageIdHeader,
        decision.senderKey,
        decision.subject,
        decision.ticketId,
        decision.messageId,
        decision.at,
        decision.by ?? null,
        decision.proof ? JSON.stringify(decision.proof) : null,
      ],
    );
  }

  /** From now on it is the mail of another inquiry. */
  async moveTo(mail: RawMail, ticketId: string): Promise<void> {
    await this.query(`UPDATE raw_mail SET ticket_id = $3, reason = 'new_ticket' WHERE tenant_id = $1 AND id = $2`, [
      mail.tenantId,
      mail.id,
      ticketId,
    ]);
  }

  /** The earlier mail of this mailbox with the same Message-ID and the same words, if any: another relay's copy of one mail. */
  async findCopy(mail: RawMail, messageIdHeader: string, bodyText: string): Promise<string | null> {
    const row = await this.one<{ id: string }>(
      `SELECT r.id FROM raw_mail r JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
        WHERE r.message_id_header = $1 AND r.mailbox_id = $2 AND r.id <> $3 AND m.body_text = $4 LIMIT 1`,
      [messageIdHeader, mail.mailboxId, mail.id, bodyText],
    );
    return row?.id ?? null;
  }

  /** Whether another mail of this mailbox was filed under this Message-ID. */
  async isFiled(mail: RawMail, messageIdHeader: string): Promise<boolean> {
    const row = await this.one(
      `SELECT 1 FROM raw_mail WHERE message_id_header = $1 AND mailbox_id = $2 AND id <> $3 AND state = 'filed' LIMIT 1`,
      [messageIdHeader, mail.mailboxId, mail.id],
    );
    return row !== null;
  }

  /**
   * Until the transaction ends, mails of this sender to this mailbox are decided one after another: two at once would each count
   * and compare without the other.
   */
  async lockSender(mail: RawMail, senderKey: string): Promise<void> {
    await this.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`mail ${mail.mailboxId} ${senderKey}`]);
  }

  async newTicketsFrom(mail: RawMail, senderKey: string, since: Date): Promise<number> {
    const row = await this.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM raw_mail
        WHERE sender_key = $1 AND mailbox_id = $2 AND received_at > $3 AND state = 'filed' AND reason = 'new_ticket'`,
      [senderKey, mail.mailboxId, since],
    );
    return row?.count ?? 0;
  }

  /** How many mails of this mailbox nobody has looked at yet. */
  async undecided(mailboxId: string): Promise<number> {
    const row = await this.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM raw_mail WHERE mailbox_id = $1 AND state = 'fetched'`,
      [mailboxId],
    );
    return row?.count ?? 0;
  }

  /** When it was first taken, whatever its server says of when it got it. */
  async cameAt(mail: RawMail): Promise<Date> {
    const row = await this.one<{ at: Date | null }>(
      'SELECT min(arrived_at) AS at FROM mail_arrival WHERE raw_mail_id = $1',
      [mail.id],
    );
    return row?.at ?? mail.receivedAt;
  }

  /** The ledger's sums: fetched = filed + quarantined + ignored + discarded + not yet decided. */
  ledger(): Promise<{ mailboxId: string; state: RawMailState; reason: string | null; count: number; oldest: Date }[]> {
    return this.query(
      `SELECT mailbox_id AS "mailboxId", state, reason, count(*)::int AS count, min(received_at) AS oldest
         FROM raw_mail GROUP BY 1, 2, 3`,
    );
  }
}
