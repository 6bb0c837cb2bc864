import { Injectable } from '@nestjs/common';
import type { DiscardReason } from '#libs/contracts';
import { type Cursor, Repository } from '#libs/platform';
import type { RawMail } from './raw-mails.repository.js';

/** A mail that waits for a person, and what another left with it. */
export interface QuarantinedMail extends Pick<
  RawMail,
  'tenantId' | 'id' | 'size' | 'envelopeFrom' | 'receivedAt' | 'reason' | 'proof'
> {
  deskId: string;
  mailboxAddress: string;
  subject: string | null;
  senderKey: string | null;
  note: string | null;
  noteBy: string | null;
  noteAt: Date | null;
}

/** Which of the waiting mails are meant; all of them without one. */
export interface WaitingFilter {
  mailboxId: string | null;
  /** Those of the sender of this held mail that wait for the same reason, itself among them. */
  alikeTo: string | null;
}

/** A mail that a person decided about. */
export interface DecidedRawMail extends Pick<
  QuarantinedMail,
  'tenantId' | 'id' | 'deskId' | 'mailboxAddress' | 'envelopeFrom' | 'subject' | 'senderKey'
> {
  state: 'filed' | 'discarded';
  because: DiscardReason | null;
  by: string;
  at: Date;
  number: string | null;
}

export interface SameSenderMail {
  id: string;
  deskId: string;
  subject: string | null;
  receivedAt: Date;
  became: RawMail['state'];
  number: string | null;
}

const MAIL = `r.tenant_id AS "tenantId", r.id, b.desk_id AS "deskId", b.address AS "mailboxAddress",
              r.envelope_from AS "envelopeFrom", r.subject, r.sender_key AS "senderKey"`;
const WAITING = `r.state = 'quarantined' AND ($1::uuid IS NULL OR r.mailbox_id = $1)
          AND ($2::uuid IS NULL OR (r.sender_key, r.reason) = (SELECT sender_key, reason FROM raw_mail WHERE id = $2))`;
const MAILBOX = 'JOIN mailbox b ON b.tenant_id = r.tenant_id AND b.id = r.mailbox_id';

/** Mail that waits for a person, and what people decided about it. */
@Injectable()
export class QuarantineRepository extends Repository {
  /** The oldest first, behind `after`. */
  waiting({ mailboxId, alikeTo }: WaitingFilter, after: Cursor | null, limit: number): Promise<QuarantinedMail[]> {
    return this.query<QuarantinedMail>(
      `SELECT ${MAIL}, r.size, r.received_at AS "receivedAt", r.reason, r.proof, r.review_note AS note, u.short_name AS "noteBy",
              r.review_note_at AS "noteAt"
         FROM raw_mail r ${MAILBOX} LEFT JOIN app_user u ON u.id = r.review_note_by
        WHERE ${WAITING}
          AND ($3::timestamptz IS NULL OR (r.received_at, r.id) > ($3, $4::uuid))
        ORDER BY r.received_at, r.id LIMIT $5`,
      [mailboxId, alikeTo, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async count({ mailboxId, alikeTo }: WaitingFilter): Promise<number> {
    const row = await this.one<{ count: number }>(`SELECT count(*)::int AS count FROM raw_mail r WHERE ${WAITING}`, [
      mailboxId,
      alikeTo,
    ]);
    return row?.count ?? 0;
  }

  /** What people decided since then, the newest first, behind `after`. */
  decided(mailboxId: string | null, since: Date, after: Cursor | null, limit: number): Promise<DecidedRawMail[]> {
    return this.query<DecidedRawMail>(
      `SELECT ${MAIL}, r.state, r.discard_reason AS "because", u.short_name AS by, r.decided_at AS at, t.number
         FROM raw_mail r ${MAILBOX} JOIN app_user u ON u.id = r.decided_by
         LEFT JOIN ticket t ON t.tenant_id = r.tenant_id AND t.id = r.ticket_id
        WHERE r.decided_by IS NOT NULL AND r.decided_at > $2 AND r.state IN ('filed', 'discarded')
          AND ($1::uuid IS NULL OR r.mailbox_id = $1)
          AND ($3::timestamptz IS NULL OR (r.decided_at, r.id) < ($3, $4::uuid))
        ORDER BY r.decided_at DESC, r.id DESC LIMIT $5`,
      [mailboxId, since, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** The other mails of a mail's sender, the newest first, behind `after`; of what is for few eyes only where that may be seen. */
  sameSender(id: string, restricted: boolean, after: Cursor | null, limit: number): Promise<SameSenderMail[]> {
    return this.query<SameSenderMail>(
      `SELECT r.id, b.desk_id AS "deskId", r.subject, r.received_at AS "receivedAt", r.state AS became, t.number
         FROM raw_mail held JOIN raw_mail r ON r.sender_key = held.sender_key AND r.id <> held.id ${MAILBOX}
         LEFT JOIN ticket t ON t.tenant_id = r.tenant_id AND t.id = r.ticket_id
        WHERE held.id = $1 AND ($2 OR t.lane IS NULL)
          AND ($3::timestamptz IS NULL OR (r.received_at, r.id) < ($3, $4::uuid))
        ORDER BY r.received_at DESC, r.id DESC LIMIT $5`,
      [id, restricted, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async discard(mail: RawMail, reason: DiscardReason, by: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE raw_mail SET state = 'discarded', discard_reason = $3, decided_by = $4, decided_at = $5
        WHERE tenant_id = $1 AND id = $2`,
      [mail.tenantId, mail.id, reason, by, at],
    );
  }

  /** Back among what waits; a mail that was filed keeps the inquiry that it was, to be that again. */
  async restore(mail: RawMail): Promise<void> {
    await this.query(
      `UPDATE raw_mail SET state = 'quarantined', reason = CASE WHEN state = 'filed' THEN 'taken_back' ELSE reason END,
              discard_reason = NULL, decided_by = NULL
        WHERE tenant_id = $1 AND id = $2`,
      [mail.tenantId, mail.id],
    );
  }

  async leave(mail: RawMail, note: { text: string; by: string; at: Date }): Promise<void> {
    await this.query(
      `UPDATE raw_mail SET review_note = $3, review_note_by = $4, review_note_at = $5 WHERE tenant_id = $1 AND id = $2`,
      [mail.tenantId, mail.id, note.text, note.by, note.at],
    );
  }
}
