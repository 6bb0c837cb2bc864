import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { SenderProof } from './sender-proof.js';

export interface NewMailDetail {
  tenantId: string;
  messageId: string;
  rawMailId: string;
  fromAddress: string | null;
  /** Another address, which it gives as its sender's name. */
  posedAddress: string | null;
  /** Where it asks to be answered instead. */
  otherReplyTo: readonly string[];
  senderKnown: boolean;
  /** Another mail was filed under its Message-ID before. */
  messageIdReused: boolean;
  charset: { used: string; repaired: boolean };
  /** How many characters of the message's text are new; the quoted rest is folded. */
  freshLength: number;
  html: string | null;
  headers: readonly { name: string; value: string }[];
  unreadable: string | null;
}

export interface MailDetailRow {
  messageId: string;
  rawMailId: string;
  fromAddress: string | null;
  posedAddress: string | null;
  otherReplyTo: string[];
  senderKnown: boolean;
  messageIdReused: boolean;
  /** It was added to a ticket that existed. */
  isFollowUp: boolean;
  proof: SenderProof | null;
  charset: string;
  charsetRepaired: boolean;
  freshLength: number;
  html: string | null;
  headers: { name: string; value: string }[];
  unreadable: string | null;
}

@Injectable()
export class MailDetailsRepository extends Repository {
  async insert(detail: NewMailDetail): Promise<void> {
    await this.query(
      `INSERT INTO mail_detail (tenant_id, message_id, raw_mail_id, from_address, sender_known, charset, charset_repaired,
                                fresh_length, html, headers, unreadable, message_id_reused, other_reply_to, posed_address)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14)`,
      [
        detail.tenantId,
        detail.messageId,
        detail.rawMailId,
        detail.fromAddress,
        detail.senderKnown,
        detail.charset.used,
        detail.charset.repaired,
        detail.freshLength,
        detail.html,
        JSON.stringify(detail.headers),
        detail.unreadable,
        detail.messageIdReused,
        detail.otherReplyTo,
        detail.posedAddress,
      ],
    );
  }

  /** Whose words these are is not known any more. */
  async doubt(messageId: string): Promise<void> {
    await this.query('UPDATE mail_detail SET sender_known = false WHERE message_id = $1', [messageId]);
  }

  find(messageId: string): Promise<MailDetailRow | null> {
    return this.one<MailDetailRow>(
      `SELECT d.message_id AS "messageId", d.raw_mail_id AS "rawMailId", d.from_address AS "fromAddress",
              d.posed_address AS "posedAddress", d.other_reply_to AS "otherReplyTo",
              d.sender_known AS "senderKnown", coalesce(r.reason = 'follow_up', false) AS "isFollowUp", r.proof,
              d.message_id_reused AS "messageIdReused", d.charset, d.charset_repaired AS "charsetRepaired",
              d.fresh_length AS "freshLength", d.html, d.headers, d.unreadable
         FROM mail_detail d JOIN raw_mail r ON r.tenant_id = d.tenant_id AND r.id = d.raw_mail_id
        WHERE d.message_id = $1`,
      [messageId],
    );
  }
}
