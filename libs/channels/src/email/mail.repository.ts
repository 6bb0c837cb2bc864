import { Injectable } from '@nestjs/common';
import type { DeliveryState, Language, ReplyCharset } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';
import type { OutgoingMail } from './compose-mail.js';

/** An outgoing message in the hands of this job. */
export interface ClaimedMail {
  tenantId: string;
  messageId: string;
  ticketId: string;
  deskId: string;
  ticketNumber: string;
  linkEpoch: number;
  language: Language;
  automatic: boolean;
  charset: ReplyCharset;
  subject: string | null;
  text: string;
  attempts: number;
  /** How often a relay took the text and never answered. */
  unconfirmed: number;
  to: string | null;
  name: string;
  nameEn: string;
  senderName: string;
  replyFrom: string;
  signature: string;
  signatureEn: string;
  /** The mails of this ticket before it, oldest first: of ours the message, of the requester's the Message-ID that it came with. */
  earlier: ({ ours: string } | { theirs: string })[];
}

/** A message that is to leave, before it is claimed. */
export interface WaitingMail {
  tenantId: string;
  messageId: string;
  deskId: string;
  to: string | null;
  pacedAt: Date | null;
  /** An earlier message of the same ticket has not come to its end. */
  isBehind: boolean;
}

export interface Delivery {
  state: DeliveryState;
  reason: string | null;
  at: Date;
  /** When a mail that was put off or not confirmed is tried again. */
  retryAt: Date | null;
}

/** Behind an earlier mail that does not get through, a later one waits for so long and no longer. */
const PATIENCE = `interval '15 minutes'`;

/**
 * Ticket and requester of the message `m`. LIMIT keeps the order: before a new desk's first flood is in the statistics, a join is planned
 * from the requesters of the whole tenant, once for each mail.
 */
const TICKET_OF_M = `
    CROSS JOIN LATERAL (SELECT * FROM ticket t WHERE t.tenant_id = m.tenant_id AND t.id = m.ticket_id LIMIT 1) t
    CROSS JOIN LATERAL (SELECT * FROM requester r WHERE r.tenant_id = m.tenant_id AND r.id = t.requester_id LIMIT 1) r`;

const WAITING = `
  SELECT m.tenant_id AS "tenantId", m.id AS "messageId", t.desk_id AS "deskId", r.email AS "to", m.paced_at AS "pacedAt",
         EXISTS (SELECT FROM message e
                  WHERE e.tenant_id = m.tenant_id AND e.ticket_id = m.ticket_id AND e.kind = 'outbound'
                    AND e.delivery_state IN ('queued', 'sending') AND (e.created_at, e.id) < (m.created_at, m.id)
                    AND e.created_at > $3::timestamptz - ${PATIENCE}) AS "isBehind"
    FROM message m ${TICKET_OF_M}
   WHERE m.tenant_id = $1 AND m.id = $2
     AND (m.delivery_state IN ('queued', 'sending') OR (m.delivery_state = 'unknown' AND m.retry_at <= $3))`;

const CLAIM = `
  WITH claimed AS (
    UPDATE message SET delivery_state = 'sending', delivery_attempts = delivery_attempts + 1, retry_at = NULL
     WHERE tenant_id = $1 AND id = $2 AND kind = 'outbound'
       AND (delivery_state IN ('queued', 'sending') OR (delivery_state = 'unknown' AND retry_at <= $3))
    RETURNING tenant_id, id, ticket_id, automatic, charset, subject, body_text, delivery_attempts, unconfirmed, created_at
  )
  SELECT m.tenant_id AS "tenantId", m.id AS "messageId", m.ticket_id AS "ticketId", t.desk_id AS "deskId", t.number AS "ticketNumber",
         t.link_epoch AS "linkEpoch", t.language, m.automatic, m.charset, m.subject, m.body_text AS text,
         m.delivery_attempts AS attempts, m.unconfirmed, r.email AS "to", d.name, d.name_en AS "nameEn", d.sender_name AS "senderName",
         d.reply_from AS "replyFrom", d.signature, d.signature_en AS "signatureEn",
         ARRAY(SELECT CASE WHEN e.kind = 'outbound' THEN jsonb_build_object('ours', e.id)
                           ELSE jsonb_build_object('theirs', r.message_id_header) END
                 FROM message e
                 LEFT JOIN LATERAL (SELECT b.raw_mail_id FROM mail_detail b
                                     WHERE b.tenant_id = e.tenant_id AND b.message_id = e.id LIMIT 1) b ON true
                 LEFT JOIN LATERAL (SELECT r.message_id_header FROM raw_mail r
                                     WHERE r.tenant_id = e.tenant_id AND r.id = b.raw_mail_id LIMIT 1) r ON true
                WHERE e.tenant_id = m.tenant_id AND e.ticket_id = m.ticket_id AND (e.created_at, e.id) < (m.created_at, m.id)
                  AND ((e.kind = 'outbound' AND e.delivery_state IN ('sent', 'unknown'))
                    OR (e.kind = 'inbound' AND r.message_id_header IS NOT NULL))
                ORDER BY e.created_at, e.id) AS earlier
    FROM claimed m ${TICKET_OF_M}
    JOIN desk d ON d.tenant_id = t.tenant_id AND d.id = t.desk_id`;

@Injectable()
export class MailRepository extends Repository {
  /**
   * Takes a message that has not come to an end yet. One that a crash left in `sending` is taken again: better the same mail
   * twice, under the same Message-ID, than never.
   */
  claim(tenantId: string, messageId: string, now: Date): Promise<ClaimedMail | null> {
    return this.one<ClaimedMail>(CLAIM, [tenantId, messageId, now]);
  }

  /** Null where nothing is left to send. */
  waiting(tenantId: string, messageId: string, now: Date): Promise<WaitingMail | null> {
    return this.one<WaitingMail>(WAITING, [tenantId, messageId, now]);
  }

  /** False when another run of the job has already recorded an end. */
  async record(mail: ClaimedMail, delivery: Delivery): Promise<boolean> {
    const row = await this.one(
      `UPDATE message SET delivery_state = $3, delivery_reason = $4, delivery_at = $5, retry_at = $6, paced_at = NULL,
              unconfirmed = unconfirmed + CASE WHEN $3 = 'unknown' THEN 1 ELSE 0 END
        WHERE tenant_id = $1 AND id = $2 AND delivery_state IN ('queued', 'sending') RETURNING id`,
      [mail.tenantId, mail.messageId, delivery.state, delivery.reason, delivery.at, delivery.retryAt],
    );
    return row !== null;
  }

  async putIntoOutbox(mail: ClaimedMail, composed: OutgoingMail, at: Date): Promise<void> {
    await this.query(
      `INSERT INTO outbox_mail (tenant_id, id, message_id, to_address, from_address, subject, body_text, headers, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (tenant_id, message_id) DO NOTHING`,
      [
        mail.tenantId,
        newId(),
        mail.messageId,
        composed.to,
        `${composed.from.name} <${composed.from.address}>`,
        composed.subject,
        composed.text,
        headersOf(composed),
        at,
      ],
    );
  }
}

/** The headers as the relay would have got them, apart from those that have a column. */
const headersOf = (mail: OutgoingMail): Record<string, string> => ({
  'Message-ID': mail.messageId,
  'Reply-To': mail.from.address,
  'Return-Path': `<${mail.envelopeFrom}>`,
  ...(mail.references.length > 0
    ? { 'In-Reply-To': mail.references.at(-1)!, References: mail.references.join(' ') }
    : {}),
  ...mail.headers,
});
