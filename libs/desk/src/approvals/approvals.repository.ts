import { Injectable } from '@nestjs/common';
import type {
  ApprovalCounts,
  ApprovalReason,
  ApprovalState,
  ApprovalWish,
  Channel,
  HeldState,
  Language,
  ReplyCharset,
  ReturnCode,
  TicketState,
  Topic,
} from '#libs/contracts';
import { newId, Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import type { ReplyBasis, UsedText } from './reply-basis.service.js';

/** A reply that waits, or waited, for a second person. */
export interface Approval {
  tenantId: string;
  id: string;
  ticketId: string;
  state: ApprovalState;
  reasons: ApprovalReason[];
  authorId: string;
  authors: string[];
  text: string;
  textVersion: number;
  note: string | null;
  approvedText: string | null;
  changedPercent: number | null;
  canned: UsedText[];
  facts: Record<string, string>;
  charset: ReplyCharset;
  then: HeldState;
  warningReason: string | null;
  messageId: string;
  ticketVersion: number;
  stateBefore: TicketState;
  requestedAt: Date;
  reviewerId: string | null;
  reviewUntil: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  undoUntil: Date | null;
  returnCode: ReturnCode | null;
  returnWords: string | null;
}

/** With what a list shows of its ticket and its people. */
export interface ApprovalListRow extends Approval {
  number: string;
  deskId: string;
  topic: Topic;
  channel: Channel;
  language: Language;
  subject: string;
  dueAt: Date | null;
  requesterName: string;
  authorNames: Record<string, string>;
  reviewerName: string | null;
  deciderName: string | null;
  withdrawn: boolean;
}

export interface NewApproval extends Pick<
  Approval,
  'reasons' | 'authorId' | 'authors' | 'text' | 'note' | 'charset' | 'then' | 'warningReason' | 'requestedAt'
> {
  basis: ReplyBasis;
  idempotencyKey: string;
}

export interface Decision {
  by: string;
  at: Date;
  undoUntil: Date | null;
}

const COLUMNS = `
  a.tenant_id AS "tenantId", a.id, a.ticket_id AS "ticketId", a.state, a.reasons, a.author_id AS "authorId", a.authors,
  a.body_text AS text, a.text_version AS "textVersion", a.note, a.approved_text AS "approvedText",
  a.changed_percent AS "changedPercent", a.canned, a.facts, a.charset, a.then_state AS "then",
  a.warning_reason AS "warningReason", a.message_id AS "messageId", a.ticket_version AS "ticketVersion",
  a.state_before AS "stateBefore", a.requested_at AS "requestedAt", a.reviewer_id AS "reviewerId",
  a.review_until AS "reviewUntil", a.decided_by AS "decidedBy", a.decided_at AS "decidedAt", a.undo_until AS "undoUntil",
  a.return_code AS "returnCode", a.return_words AS "returnWords"`;

const LIST_ROW = `
  SELECT ${COLUMNS}, t.number, t.desk_id AS "deskId", t.topic, t.channel, t.language, t.subject, t.due_at AS "dueAt",
         r.name AS "requesterName", rv.short_name AS "reviewerName", de.short_name AS "deciderName",
         (SELECT jsonb_object_agg(u.id, u.short_name) FROM app_user u WHERE u.id = ANY (a.authors)) AS "authorNames",
         coalesce(m.delivery_state = 'withdrawn', false) AS withdrawn
    FROM reply_approval a
    JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
    JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
    LEFT JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
    LEFT JOIN app_user rv ON rv.id = a.reviewer_id
    LEFT JOIN app_user de ON de.id = a.decided_by`;

const DECIDED = `a.state IN ('approved', 'returned') AND a.decided_at`;

/** The only file that queries approvals; lists leave out what `visible` does, see ticket.visibility. */
@Injectable()
export class ApprovalsRepository extends Repository {
  find(id: string): Promise<Approval | null> {
    return this.one<Approval>(`SELECT ${COLUMNS} FROM reply_approval a WHERE a.id = $1`, [id]);
  }

  /** The same, and nobody else decides until this transaction ends. */
  lock(id: string): Promise<Approval | null> {
    return this.one<Approval>(`SELECT ${COLUMNS} FROM reply_approval a WHERE a.id = $1 FOR UPDATE`, [id]);
  }

  row(id: string): Promise<ApprovalListRow | null> {
    return this.one<ApprovalListRow>(`${LIST_ROW} WHERE a.id = $1`, [id]);
  }

  waiting(visible: string, limit: number): Promise<ApprovalListRow[]> {
    return this.query<ApprovalListRow>(
      `${LIST_ROW} WHERE a.state = 'waiting' AND ${visible} ORDER BY t.due_at NULLS LAST, a.requested_at, a.id LIMIT $1`,
      [limit],
    );
  }

  decidedSince(from: Date, visible: string, limit: number): Promise<ApprovalListRow[]> {
    return this.query<ApprovalListRow>(
      `${LIST_ROW} WHERE ${DECIDED} >= $1 AND ${visible} ORDER BY a.decided_at DESC, a.id LIMIT $2`,
      [from, limit],
    );
  }

  /** What waits, what of it `viewerId` did not write, and what was decided since `from`. */
  async counts(from: Date, viewerId: string, visible: string): Promise<ApprovalCounts> {
    const [waiting] = await this.query<Pick<ApprovalCounts, 'waiting' | 'decidable'>>(
      `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE $1 <> ALL (a.authors))::int AS decidable
         FROM reply_approval a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
        WHERE a.state = 'waiting' AND ${visible}`,
      [viewerId],
    );
    const [decided] = await this.query<Pick<ApprovalCounts, 'done' | 'averageMinutes'>>(
      `SELECT count(*)::int AS done, round(avg(extract(epoch FROM a.decided_at - a.requested_at)) / 60)::int AS "averageMinutes"
         FROM reply_approval a JOIN ticket t ON t.tenant_id = a.tenant_id AND t.id = a.ticket_id
        WHERE ${DECIDED} >= $1 AND ${visible}`,
      [from],
    );
    return { ...waiting!, ...decided! };
  }

  /** The newest of a ticket. */
  newestOf(ticket: Pick<TicketEntity, 'tenantId' | 'id'>): Promise<ApprovalListRow | null> {
    return this.one<ApprovalListRow>(
      `${LIST_ROW} WHERE a.tenant_id = $1 AND a.ticket_id = $2 ORDER BY a.requested_at DESC, a.id DESC LIMIT 1`,
      [ticket.tenantId, ticket.id],
    );
  }

  findByKey(ticket: TicketEntity, idempotencyKey: string): Promise<{ id: string; body_text: string } | null> {
    return this.one(
      'SELECT id, body_text FROM reply_approval WHERE tenant_id = $1 AND ticket_id = $2 AND idempotency_key = $3',
      [ticket.tenantId, ticket.id, idempotencyKey],
    );
  }

  async insert(ticket: TicketEntity, approval: NewApproval): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO reply_approval (tenant_id, id, ticket_id, reasons, author_id, authors, body_text, note, approved_text,
                                   changed_percent, canned, facts, charset, then_state, warning_reason, idempotency_key,
                                   message_id, ticket_version, state_before, requested_at)
       VALUES ($1, $2, $3, $4, $5, $20, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        ticket.tenantId,
        id,
        ticket.id,
        approval.reasons,
        approval.authorId,
        approval.text,
        approval.note,
        approval.basis.approvedText,
        approval.basis.changedPercent,
        JSON.stringify(approval.basis.canned),
        approval.basis.facts,
        approval.charset,
        approval.then,
        approval.warningReason,
        approval.idempotencyKey,
        newId(),
        // The version that its own sending in makes.
        ticket.version + 1,
        ticket.state,
        approval.requestedAt,
        approval.authors,
      ],
    );
    return id;
  }

  /** Who reads it, until when; both null when nobody does. */
  async setReviewer(approval: Approval, reviewerId: string | null, until: Date | null): Promise<void> {
    await this.query('UPDATE reply_approval SET reviewer_id = $3, review_until = $4 WHERE tenant_id = $1 AND id = $2', [
      approval.tenantId,
      approval.id,
      reviewerId,
      until,
    ]);
  }

  /** Who edits has written in it, and reads it no longer as a reviewer. */
  async edit(
    approval: Approval,
    edit: { by: string; text: string; warningReason: string | null; basis: ReplyBasis },
  ): Promise<void> {
    await this.query(
      `UPDATE reply_approval SET body_text = $3, text_version = text_version + 1, approved_text = $4, changed_percent = $5,
              canned = $6, facts = $7, warning_reason = $9, reviewer_id = NULL, review_until = NULL,
              authors = CASE WHEN $8::uuid = ANY (authors) THEN authors ELSE authors || $8::uuid END
        WHERE tenant_id = $1 AND id = $2`,
      [
        approval.tenantId,
        approval.id,
        edit.text,
        edit.basis.approvedText,
        edit.basis.changedPercent,
        JSON.stringify(edit.basis.canned),
        edit.basis.facts,
        edit.by,
        edit.warningReason,
      ],
    );
  }

  async approve(approval: Approval, decision: Decision, overrideReason: string | null): Promise<void> {
    await this.query(
      `UPDATE reply_approval SET state = 'approved', decided_by = $3, decided_at = $4, undo_until = $5, override_reason = $6,
              reviewer_id = NULL, review_until = NULL
        WHERE tenant_id = $1 AND id = $2`,
      [approval.tenantId, approval.id, decision.by, decision.at, decision.undoUntil, overrideReason],
    );
  }

  /** Its key is free again: the same draft may be sent in anew. */
  async giveBack(
    approval: Approval,
    state: 'returned' | 'pulled_back',
    decision: Decision,
    why: { code: ReturnCode; words: string } | null,
  ): Promise<void> {
    await this.query(
      `UPDATE reply_approval SET state = $3, decided_by = $4, decided_at = $5, undo_until = $6, return_code = $7,
              return_words = $8, idempotency_key = NULL, reviewer_id = NULL, review_until = NULL
        WHERE tenant_id = $1 AND id = $2`,
      [
        approval.tenantId,
        approval.id,
        state,
        decision.by,
        decision.at,
        decision.undoUntil,
        why?.code ?? null,
        why?.words ?? null,
      ],
    );
  }

  /** Waits again, as the next version of its ticket; its next mail is another one. */
  async reopen(approval: Approval, ticketVersion: number): Promise<void> {
    await this.query(
      `UPDATE reply_approval SET state = 'waiting', decided_by = NULL, decided_at = NULL, undo_until = NULL, return_code = NULL,
              return_words = NULL, override_reason = NULL, message_id = $3, ticket_version = $4
        WHERE tenant_id = $1 AND id = $2`,
      [approval.tenantId, approval.id, newId(), ticketVersion],
    );
  }

  /** How many replies of this person have left, or are about to. */
  async sentReplies(userId: string): Promise<number> {
    const row = await this.one<{ sent: number }>(
      `SELECT count(*)::int AS sent FROM message
        WHERE author_id = $1 AND kind = 'outbound' AND NOT automatic AND delivery_state <> 'withdrawn'`,
      [userId],
    );
    return row!.sent;
  }

  async wishOf(ticket: Pick<TicketEntity, 'tenantId' | 'deskId'>): Promise<ApprovalWish> {
    const row = await this.one<{ wish: ApprovalWish }>(
      'SELECT wish FROM approval_wish WHERE tenant_id = $1 AND desk_id = $2',
      [ticket.tenantId, ticket.deskId],
    );
    return row?.wish ?? 'rules';
  }

  async setWish(desk: { tenantId: string; id: string }, wish: ApprovalWish): Promise<void> {
    await this.query(
      `INSERT INTO approval_wish (tenant_id, desk_id, wish) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, desk_id) DO UPDATE SET wish = excluded.wish`,
      [desk.tenantId, desk.id, wish],
    );
  }

  /** Those who decide for this tenant, by their roles. */
  async approvers(tenantId: string, roles: readonly string[]): Promise<{ id: string; shortName: string }[]> {
    return this.query(
      `SELECT u.id, u.short_name AS "shortName" FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.tenant_id = $1 AND u.state = 'active' AND u.roles && $2::text[] ORDER BY u.short_name, u.id LIMIT 50`,
      [tenantId, roles],
    );
  }
}
