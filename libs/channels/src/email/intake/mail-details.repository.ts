import { Injectable } from '@nestjs/common';
import { newId, Repository, Secrets } from '#libs/platform';
import type { SenderProof } from './sender-check.js';

export interface NewMailDetail {
  tenantId: string;
  messageId: string;
  rawMailId: string;
  fromAddress: string | null;
  senderKnown: boolean;
  proof: SenderProof;
  charset: { used: string; repaired: boolean };
  /** How many characters of the message's text are new; the quoted rest is folded. */
  freshLength: number;
  html: string | null;
  headers: readonly { name: string; value: string }[];
  unreadable: string | null;
}

export interface NewAttachment {
  fileName: string;
  contentType: string;
  size: number;
  content: Buffer;
}

export interface AttachmentRow {
  id: string;
  messageId: string;
  fileName: string;
  contentType: string;
  size: number;
  scan: 'not_scanned' | 'clean' | 'infected';
}

export interface MailDetailRow {
  messageId: string;
  rawMailId: string;
  fromAddress: string | null;
  senderKnown: boolean;
  spf: string;
  dkim: string;
  dmarc: string;
  charset: string;
  charsetRepaired: boolean;
  freshLength: number;
  html: string | null;
  headers: { name: string; value: string }[];
  unreadable: string | null;
}

const PURPOSE = 'attachment';

@Injectable()
export class MailDetailsRepository extends Repository {
  constructor(private readonly secrets: Secrets) {
    super();
  }

  async insert(detail: NewMailDetail): Promise<void> {
    await this.query(
      `INSERT INTO mail_detail (tenant_id, message_id, raw_mail_id, from_address, sender_known, spf, dkim, dmarc, charset,
                                charset_repaired, fresh_length, html, headers, unreadable)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14)`,
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
      ],
    );
  }

  async insertAttachments(
    tenantId: string,
    messageId: string,
    attachments: readonly NewAttachment[],
    at: Date,
  ): Promise<void> {
    for (const attachment of attachments) {
      const id = newId();
      await this.query(
        `INSERT INTO attachment (tenant_id, id, message_id, file_name, content_type, size, content, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          tenantId,
          id,
          messageId,
          attachment.fileName,
          attachment.contentType,
          attachment.size,
          this.secrets.seal(PURPOSE, id, attachment.content),
          at,
        ],
      );
    }
  }

  find(messageId: string): Promise<MailDetailRow | null> {
    return this.one<MailDetailRow>(
      `SELECT message_id AS "messageId", raw_mail_id AS "rawMailId", from_address AS "fromAddress", sender_known AS "senderKnown",
              spf, dkim, dmarc, charset, charset_repaired AS "charsetRepaired", fresh_length AS "freshLength", html, headers, unreadable
         FROM mail_detail WHERE message_id = $1`,
      [messageId],
    );
  }

  attachmentsOf(messageId: string): Promise<AttachmentRow[]> {
    return this.query<AttachmentRow>(
      `SELECT id, message_id AS "messageId", file_name AS "fileName", content_type AS "contentType", size, scan
         FROM attachment WHERE message_id = $1 ORDER BY id`,
      [messageId],
    );
  }

  /** Name, type and opened content of one attachment; null outside the scope. */
  async open(attachmentId: string): Promise<(AttachmentRow & { content: Buffer }) | null> {
    const row = await this.one<AttachmentRow & { content: Buffer }>(
      `SELECT id, message_id AS "messageId", file_name AS "fileName", content_type AS "contentType", size, scan, content
         FROM attachment WHERE id = $1`,
      [attachmentId],
    );
    return row && { ...row, content: this.secrets.unseal(PURPOSE, row.id, row.content) };
  }
}
