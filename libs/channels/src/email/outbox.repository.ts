import { Injectable } from '@nestjs/common';
import { type Cursor, Repository } from '#libs/platform';

export interface OutboxRow {
  id: string;
  tenantId: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
  createdAt: Date;
}

@Injectable()
export class OutboxRepository extends Repository {
  /** Newest first, behind `after`. */
  list(after: Cursor | null, limit: number, restricted: boolean): Promise<OutboxRow[]> {
    return this.query<OutboxRow>(
      `SELECT id, tenant_id AS "tenantId", to_address AS "to", from_address AS "from", subject, body_text AS text, headers,
              created_at AS "createdAt"
         FROM outbox_mail
        WHERE ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid))
          AND ($4 OR NOT EXISTS (SELECT FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
                WHERE m.tenant_id = outbox_mail.tenant_id AND m.id = outbox_mail.message_id AND t.lane IS NOT NULL))
        ORDER BY created_at DESC, id DESC LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit, restricted],
    );
  }
}
