import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { ClaimedMail } from '../mail.repository.js';

@Injectable()
export class ApprovalMailRepository extends Repository {
  /** The message that a waiting reply will be, as the delivery will claim it. Null outside the scope. */
  find(approvalId: string): Promise<ClaimedMail | null> {
    return this.one<ClaimedMail>(
      `SELECT a.tenant_id AS "tenantId", a.message_id AS "messageId", t.id AS "ticketId", t.desk_id AS "deskId",
              t.number AS "ticketNumber", t.link_epoch AS "linkEpoch", t.language, false AS automatic, a.charset,
              NULL AS subject, a.body_text AS text, 0 AS attempts, 0 AS unconfirmed, r.email AS "to", d.name,
              d.name_en AS "nameEn", d.sender_name AS "senderName", d.reply_from AS "replyFrom", d.signature,
              d.signature_en AS "signatureEn", '{}'::text[] AS earlier
         FROM reply_approval a
         JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
         JOIN desk d ON d.tenant_id = t.tenant_id AND d.id = t.desk_id
        WHERE a.id = $1`,
      [approvalId],
    );
  }
}
