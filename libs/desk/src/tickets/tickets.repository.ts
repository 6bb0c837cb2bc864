import { Injectable } from '@nestjs/common';
import type { CallView, Channel, DeliveryState, NoticeReceived, PassedWarnings, TicketState } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { ENTRY_LENGTH } from '../search/search-key.js';
import { TicketEntity } from './ticket.entity.js';

export interface TicketListRow extends TicketEntity {
  requesterName: string;
  requesterKana: string | null;
  assigneeName: string | null;
}

/** A ticket that one of our own messages belongs to, as far as filing needs it. */
export interface TicketOfMessage {
  ticketId: string;
  deskId: string;
  /** Of the ticket that answers for it. */
  state: TicketState;
  closedAt: Date | null;
  requesterKey: string | null;
}

export interface RequesterRow {
  id: string;
  name: string;
  kana: string | null;
  email: string | null;
  email_key: string | null;
  phone: string | null;
  phone_key: string | null;
  order_number: string | null;
  notice_received: NoticeReceived | null;
  preferred_contact: 'email' | 'phone';
  contact_band: string | null;
}

export interface MessageRow {
  id: string;
  ticket_id: string;
  kind: 'inbound' | 'outbound' | 'note';
  channel: Channel;
  subject: string | null;
  from_name: string;
  author_id: string | null;
  body_text: string;
  automatic: boolean;
  delivery_state: DeliveryState | null;
  delivery_attempts: number;
  delivery_reason: string | null;
  delivery_at: Date | null;
  undo_until: Date | null;
  passed_warnings: PassedWarnings['warnings'] | null;
  warning_reason: string | null;
  retry_at: Date | null;
  /** Kept in the outbox in the place of being sent; null where nothing is delivered. */
  in_outbox: boolean | null;
  created_at: Date;
}

export interface EventRow {
  number: string;
  type: string;
  actor_name: string | null;
  payload: Record<string, unknown>;
  at: Date;
}

export interface NewMessage {
  id: string;
  kind: MessageRow['kind'];
  channel: Channel;
  subject: string | null;
  fromName: string;
  authorId: string | null;
  text: string;
  idempotencyKey: string | null;
  queued: boolean;
  createdAt: Date;
}

export const TICKET_COLUMNS = `
  t.tenant_id AS "tenantId", t.id, t.number, t.desk_id AS "deskId", t.requester_id AS "requesterId", t.state, t.topic, t.priority,
  t.channel, t.language, t.subject, t.excerpt, t.assignee_id AS "assigneeId", t.lane,
  t.merged_into_id AS "mergedIntoId", t.survivor_id AS "survivorId", t.version, t.link_epoch AS "linkEpoch",
  t.created_at AS "createdAt", t.due_at AS "dueAt", t.waiting_since AS "waitingSince", t.first_reply_at AS "firstReplyAt",
  t.answered_at AS "answeredAt", t.closed_at AS "closedAt", t.reply_left_ms AS "replyLeftMs",
  t.reply_alerted AS "replyAlerted", t.resolve_due_at AS "resolveDueAt", t.resolve_left_ms AS "resolveLeftMs",
  t.resolve_alerted AS "resolveAlerted"`;

/** The select list and joins of a list row over `tickets`, a table or a sub-select; the queue uses the same. */
export const listRowsOf = (tickets: string): string => `
  SELECT ${TICKET_COLUMNS}, r.name AS "requesterName", r.kana AS "requesterKana", u.short_name AS "assigneeName"
    FROM ${tickets} t
    JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
    LEFT JOIN app_user u ON u.id = t.assignee_id`;

const MESSAGE = `
  SELECT id, ticket_id, kind, channel, subject, from_name, author_id, body_text, automatic, delivery_state, delivery_attempts,
         delivery_reason, delivery_at, undo_until, retry_at, passed_warnings, warning_reason, created_at,
         delivery_state = 'sent' AND EXISTS (
           SELECT 1 FROM outbox_mail o WHERE o.tenant_id = message.tenant_id AND o.message_id = message.id) AS in_outbox
    FROM message WHERE tenant_id = $1`;

/**
 * Ids of the ticket $2 of the tenant $1 and of all that was merged into it, as an array that is made first: a join's estimate would
 * have all of the tenant's rows read.
 */
export const WITH_MERGED =
  'ARRAY(SELECT $2::uuid UNION ALL SELECT m.id FROM ticket m WHERE m.tenant_id = $1 AND m.survivor_id = $2)';

/** The only file that queries tickets and what hangs on them. Every statement sees the scope of its transaction alone. */
@Injectable()
export class TicketsRepository extends Repository {
  /** By id or formatted reference number; null also for another tenant's ticket. */
  find(idOrNumber: string): Promise<TicketEntity | null> {
    return this.one<TicketEntity>(`SELECT ${TICKET_COLUMNS} FROM ticket t WHERE ${keyOf(idOrNumber)}`, [idOrNumber]);
  }

  /** The same, and nobody else changes it until this transaction ends. */
  lock(idOrNumber: string): Promise<TicketEntity | null> {
    return this.one<TicketEntity>(`SELECT ${TICKET_COLUMNS} FROM ticket t WHERE ${keyOf(idOrNumber)} FOR UPDATE`, [
      idOrNumber,
    ]);
  }

  listRows(ids: readonly string[]): Promise<TicketListRow[]> {
    // An array that is made first has one estimate: the plan is kept, not made anew for each array.
    return this.query<TicketListRow>(`${listRowsOf('ticket')} WHERE t.id = ANY (ARRAY(SELECT unnest($1::uuid[])))`, [
      ids,
    ]);
  }

  save(ticket: TicketEntity): void {
    this.write(
      `UPDATE ticket SET state = $3, topic = $4, priority = $5, assignee_id = $6, version = $7, due_at = $8, waiting_since = $9,
              first_reply_at = $10, answered_at = $11, closed_at = $12, excerpt = $13, link_epoch = $14, reply_left_ms = $15,
              reply_alerted = $16, resolve_due_at = $17, resolve_left_ms = $18, resolve_alerted = $19, merged_into_id = $20,
              survivor_id = $21
        WHERE tenant_id = $1 AND id = $2`,
      [
        ticket.tenantId,
        ticket.id,
        ticket.state,
        ticket.topic,
        ticket.priority,
        ticket.assigneeId,
        ticket.version,
        ticket.dueAt,
        ticket.waitingSince,
        ticket.firstReplyAt,
        ticket.answeredAt,
        ticket.closedAt,
        ticket.excerpt,
        ticket.linkEpoch,
        ticket.replyLeftMs,
        ticket.replyAlerted,
        ticket.resolveDueAt,
        ticket.resolveLeftMs,
        ticket.resolveAlerted,
        ticket.mergedIntoId,
        ticket.survivorId,
      ],
    );
  }

  requester(ticket: TicketEntity): Promise<RequesterRow | null> {
    return this.one<RequesterRow>('SELECT * FROM requester WHERE tenant_id = $1 AND id = $2', [
      ticket.tenantId,
      ticket.requesterId,
    ]);
  }

  /** What was written on this ticket itself: all that its requester may ever see. */
  messages(ticket: TicketEntity): Promise<MessageRow[]> {
    return this.query<MessageRow>(`${MESSAGE} AND ticket_id = $2 ORDER BY created_at, id LIMIT 1000`, [
      ticket.tenantId,
      ticket.id,
    ]);
  }

  /** The same with what was merged into it: for people at the desk. */
  conversation(ticket: TicketEntity): Promise<MessageRow[]> {
    return this.query<MessageRow>(
      `${MESSAGE} AND ticket_id = ANY (${WITH_MERGED}) ORDER BY created_at, id LIMIT 1000`,
      [ticket.tenantId, ticket.id],
    );
  }

  events(ticket: TicketEntity): Promise<EventRow[]> {
    return this.query<EventRow>(
      `SELECT e.number, e.type, u.short_name AS actor_name, e.payload, e.at
         FROM event e LEFT JOIN app_user u ON u.id = e.actor_id
        WHERE e.tenant_id = $1 AND e.subject_id = $2 AND e.type NOT LIKE 'clock.%' ORDER BY e.number LIMIT 2000`,
      [ticket.tenantId, ticket.id],
    );
  }

  /** The newest conversation about it, or about what was merged into it. */
  call(ticket: TicketEntity): Promise<CallView | null> {
    return this.one<CallView>(
      `SELECT c.id, c.direction, c.outcome, c.caller_role AS "callerRole", c.number_kind AS "numberKind",
              c.other_topics AS "otherTopics", round(extract(epoch FROM c.ended_at - c.answered_at))::int AS "durationSeconds",
              c.held_seconds AS "heldSeconds", round(extract(epoch FROM c.wrap_ended_at - c.ended_at))::int AS "wrapSeconds",
              c.out_of_hours AS "outOfHours", c.relay, c.complaint_level AS "complaintLevel", c.identity
         FROM phone_call c WHERE c.tenant_id = $1 AND c.ticket_id = ANY (${WITH_MERGED}) ORDER BY c.offered_at DESC LIMIT 1`,
      [ticket.tenantId, ticket.id],
    );
  }

  /** The callback that its requester was promised and that is still owed; the soonest of several. */
  openPromise(ticket: Pick<TicketEntity, 'tenantId' | 'id'>, kind = 'callback'): Promise<{ until: Date } | null> {
    return this.one<{ until: Date }>(
      `SELECT until FROM promise WHERE tenant_id = $1 AND ticket_id = $2 AND state = 'open' AND kind LIKE $3
        ORDER BY until LIMIT 1`,
      [ticket.tenantId, ticket.id, kind],
    );
  }

  /** True where somebody named this very time to the requester. */
  async isNamed(ticket: Pick<TicketEntity, 'tenantId' | 'id'>, until: Date): Promise<boolean> {
    const promise = await this.one(
      `SELECT 1 FROM promise
        WHERE tenant_id = $1 AND ticket_id = $2 AND until = $3 AND state = 'open' AND source = 'told'`,
      [ticket.tenantId, ticket.id, until],
    );
    return promise !== null;
  }

  /** The promises that lie with a ticket's holder go where the ticket goes: to the next one, or free. Returns how many went. */
  async handOnPromises(ticket: TicketEntity, assigneeId: string | null): Promise<number> {
    const rows = await this.query(
      `UPDATE promise SET assignee_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND state = 'open'
          AND assignee_id IS NOT DISTINCT FROM $4 RETURNING id`,
      [ticket.tenantId, ticket.id, assigneeId, ticket.assigneeId],
    );
    return rows.length;
  }

  insertMessage(ticket: TicketEntity, message: NewMessage): void {
    this.write(
      `INSERT INTO message (tenant_id, id, ticket_id, kind, channel, subject, from_name, author_id, body_text,
                            idempotency_key, delivery_state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ticket.tenantId,
        message.id,
        ticket.id,
        message.kind,
        message.channel,
        message.subject,
        message.fromName,
        message.authorId,
        message.text,
        message.idempotencyKey,
        message.queued ? 'queued' : null,
        message.createdAt,
      ],
    );
  }

  findMessageByKey(ticket: TicketEntity, idempotencyKey: string): Promise<{ id: string; body_text: string } | null> {
    return this.one(
      'SELECT id, body_text FROM message WHERE tenant_id = $1 AND ticket_id = $2 AND idempotency_key = $3',
      [ticket.tenantId, ticket.id, idempotencyKey],
    );
  }

  /** The ticket that a message was written on. */
  findByMessage(messageId: string): Promise<TicketOfMessage | null> {
    return this.one<TicketOfMessage>(
      `SELECT t.id AS "ticketId", t.desk_id AS "deskId", s.state, s.closed_at AS "closedAt", r.email_key AS "requesterKey"
         FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
         JOIN ticket s ON s.tenant_id = t.tenant_id AND s.id = coalesce(t.survivor_id, t.id)
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id
        WHERE m.id = $1`,
      [messageId],
    );
  }

  /** False when it had come back before. */
  async markBounced(ticket: TicketEntity, messageId: string, reason: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `UPDATE message SET delivery_state = 'bounced', delivery_reason = $3, delivery_at = $4
        WHERE tenant_id = $1 AND id = $2 AND kind = 'outbound' AND delivery_state <> 'bounced' RETURNING id`,
      [ticket.tenantId, messageId, reason, at],
    );
    return row !== null;
  }

  async addToSearch(ticket: TicketEntity, folded: string, grams: readonly number[]): Promise<void> {
    await this.query(
      `UPDATE ticket_search SET folded = left(folded || E'\\n' || $3, ${ENTRY_LENGTH}),
              grams = ARRAY(SELECT DISTINCT unnest(grams || $4::integer[]))
        WHERE tenant_id = $1 AND ticket_id = $2`,
      [ticket.tenantId, ticket.id, folded, grams],
    );
  }

  /** In which versions the texts were told that stand in a message. */
  async recordCannedUse(
    ticket: TicketEntity,
    messageId: string,
    cannedKeys: readonly string[],
    at: Date,
  ): Promise<void> {
    await this.query(
      `INSERT INTO canned_use (tenant_id, message_id, canned_id, version)
       SELECT $1, $2, c.id, c.version FROM app.canned_of_shop($6, $1) c
         JOIN desk d ON d.tenant_id = $1 AND d.id = $3 AND d.incident_id = c.incident_id
        WHERE c.key = ANY ($4) AND c.language = $5`,
      [ticket.tenantId, messageId, ticket.deskId, cannedKeys, ticket.language, at],
    );
  }
}

const keyOf = (idOrNumber: string): string =>
  /^[0-9a-f-]{36}$/.test(idOrNumber) ? 't.id = $1::uuid' : 't.number = $1';
