import { Injectable } from '@nestjs/common';
import type { AttachmentScan } from '#libs/contracts';
import { newId, Repository, Secrets } from '#libs/platform';
import type { ScanResult } from './clamd.js';
import { pictureTypeOf } from './picture-type.js';

export interface NewAttachment {
  fileName: string;
  contentType: string;
  size: number;
  content: Buffer;
}

export interface AttachmentRow {
  tenantId: string;
  id: string;
  messageId: string;
  ticketId: string;
  fileName: string;
  contentType: string;
  size: number;
  isPicture: boolean;
  scan: AttachmentScan;
  /** What was found, or why the scan failed. */
  finding: string | null;
  releasedAt: Date | null;
}

const PURPOSE = 'attachment';

const COLUMNS = `
  a.tenant_id AS "tenantId", a.id, a.message_id AS "messageId", m.ticket_id AS "ticketId", a.file_name AS "fileName",
  a.content_type AS "contentType", a.size, a.is_picture AS "isPicture", a.scan, a.finding, a.released_at AS "releasedAt"`;
const FROM = 'FROM attachment a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id';

/** What hung on mails; contents are sealed at rest. */
@Injectable()
export class AttachmentsRepository extends Repository {
  constructor(private readonly secrets: Secrets) {
    super();
  }

  async insert(
    message: { tenantId: string; messageId: string },
    attachment: NewAttachment,
    scan: 'not_scanned' | 'waiting',
    at: Date,
  ): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO attachment (tenant_id, id, message_id, file_name, content_type, size, is_picture, scan, content, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        message.tenantId,
        id,
        message.messageId,
        attachment.fileName,
        attachment.contentType,
        attachment.size,
        pictureTypeOf(attachment.content) !== null,
        scan,
        this.secrets.seal(PURPOSE, id, attachment.content),
        at,
      ],
    );
    return id;
  }

  ofMessage(messageId: string): Promise<AttachmentRow[]> {
    return this.query<AttachmentRow>(`SELECT ${COLUMNS} ${FROM} WHERE a.message_id = $1 ORDER BY a.id`, [messageId]);
  }

  /** Null outside the scope. */
  find(id: string): Promise<AttachmentRow | null> {
    return this.one<AttachmentRow>(`SELECT ${COLUMNS} ${FROM} WHERE a.id = $1`, [id]);
  }

  lock(id: string): Promise<AttachmentRow | null> {
    return this.one<AttachmentRow>(`SELECT ${COLUMNS} ${FROM} WHERE a.id = $1 FOR UPDATE OF a`, [id]);
  }

  async contentOf({ id }: Pick<AttachmentRow, 'id'>): Promise<Buffer> {
    const row = await this.one<{ content: Buffer }>('SELECT content FROM attachment WHERE id = $1', [id]);
    if (!row) throw new Error('the content of an attachment has gone');
    return this.secrets.unseal(PURPOSE, id, row.content);
  }

  async recordScan({ tenantId, id }: AttachmentRow, { scan, finding }: ScanResult, at: Date): Promise<void> {
    await this.query(
      'UPDATE attachment SET scan = $3, finding = $4, scanned_at = $5 WHERE tenant_id = $1 AND id = $2',
      [tenantId, id, scan, finding, at],
    );
  }

  async release({ tenantId, id }: AttachmentRow, by: string, at: Date): Promise<void> {
    await this.query('UPDATE attachment SET released_by = $3, released_at = $4 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      by,
      at,
    ]);
  }
}
