import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { SenderProof } from './sender-proof.js';

export interface NewMailDetail {
  tenantId: string;
  messageId: string;
  rawMailId: string;
  fromAddress: string | null;
  senderKnown: boolean;
  /** Another mail was filed under its Message-ID before. */
  messageIdReused: boolean;
  proof: SenderProof;
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
  senderKnown: boolean;
  messageIdReused: boolean;
  spf: string;
  dkim: string;
  dmarc: string;
  vouchedBy: string | null;
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
      `INSERT INTO mail_detail (tenant_id, message_id, raw_mail_id, from_address, sender_known, spf, dkim, dmarc, charset,
                                charset_repaired, fresh_length, html, headers, unreadable, vouched_by,
                                message_id_reused)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14, $15, $16)`,
      [
        detail.tenantId,
        detail.messageId,
        detail.rawMailId,
        detail.fromAddress,
        detail.senderKnown,
        detail.proof.spf,
        detail.proof.dkim,
        detail.proof.dmarc,
        detail.charset.used,
        detail.charset.repaired,
        detail.freshLength,
        detail.html,
        JSON.stringify(detail.headers),
        detail.unreadable,
        detail.proof.vouchedBy,
        detail.messageIdReused,
      ],
    );
  }

  /** Whose words these are is not known any more. */
  async doubt(messageId: string): Promise<void> {
    await this.query('UPDATE mail_detail SET sender_known = false WHERE message_id = $1', [messageId]);
  }

  find(messageId: string): Promise<MailDetailRow | null> {
    return this.one<MailDetailRow>(
      `SELECT message_id AS "messageId", raw_mail_id AS "rawMailId", from_address AS "fromAddress", sender_known AS "senderKnown",
              spf, dkim, dmarc, vouched_by AS "vouchedBy", message_id_reused AS "messageIdReused", charset, charset_repaired AS "charsetRepaired", fresh_length AS "freshLength", html, headers, unreadable
         FROM mail_detail WHERE message_id = $1`,
      [messageId],
    );
  }
}
