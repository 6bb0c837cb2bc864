import { Injectable } from '@nestjs/common';
import type { Channel, Language, NoticeReceived, Priority, TicketState, Topic } from '#libs/contracts';
import { EventLog, Jobs, Repository } from '#libs/platform';

/** Everything that one accepted inquiry writes. */
export interface NewTicket {
  tenantId: string;
  ticketId: string;
  number: string;
  deskId: string;
  state: TicketState;
  topic: Topic;
  priority: Priority;
  channel: Channel;
  language: Language;
  subject: string;
  excerpt: string;
  assigneeId: string | null;
  intakeKey: string;
  createdAt: Date;
  dueAt: Date | null;
  requester: {
    id: string;
    name: string;
    kana: string | null;
    email: string | null;
    emailKey: string | null;
    phone: string | null;
    phoneKey: string | null;
    orderNumber: string | null;
    noticeReceived: NoticeReceived | null;
    preferredContact: 'email' | 'phone';
    contactBand: string | null;
  };
  message: { id: string; text: string; subject: string | null };
  /** Id of the message that will tell the requester of the receipt; null: there is none. */
  acknowledgementId: string | null;
  search: { grams: number[]; folded: string };
  actorId: string | null;
}

/**
 * One statement for the whole inquiry. The ticket comes first: when its intake key is already known, nothing else is written
 * and no row comes back. Foreign keys are checked at the statement's end, so the order inside does not matter to them.
 */
const ACCEPT = `
  WITH t AS (
    INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, priority, channel, language, subject,
                        excerpt, assignee_id, intake_key, created_at, due_at, waiting_since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            CASE WHEN $6 IN ('new', 'open', 'callback_due') THEN $15::timestamptz END)
    ON CONFLICT (tenant_id, intake_key) DO NOTHING
    RETURNING id
  ), r AS (
    INSERT INTO requester (tenant_id, id, name, kana, email, email_key, phone, phone_key, order_number, notice_received,
                           preferred_contact, contact_band)
    SELECT $1, $5, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26 FROM t
  ), m AS (
    INSERT INTO message (tenant_id, id, ticket_id, kind, channel, subject, from_name, body_text, created_at)
    SELECT $1, $27::uuid, id, 'inbound', $9, $28, $17, $29, $15 FROM t
  ), s AS (
    INSERT INTO ticket_search (tenant_id, ticket_id, created_at, grams, folded)
    SELECT $1, id, $15, $30::integer[], $31 FROM t
  ), e AS (
    INSERT INTO event (tenant_id, type, subject_id, actor_id, payload, at)
    SELECT $1, 'ticket.opened', id, $32, jsonb_build_object('version', 1, 'channel', $9::text, 'topic', $7::text,
           'messageId', $27::uuid), $15 FROM t
  )
  SELECT id, app.add_job('ticket.acknowledge', CASE WHEN $33::uuid IS NOT NULL THEN
           json_build_object('tenantId', $1::uuid, 'ticketId', id, 'messageId', $33::uuid) END)
    FROM t`;

export interface KnownIntake {
  id: string;
  message_id: string;
  number: string;
  created_at: Date;
  due_at: Date | null;
  link_epoch: number;
}

@Injectable()
export class TicketIntakeRepository extends Repository {
  constructor(
    private readonly events: EventLog,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  /** False when the intake key is already known: then nothing was written. */
  async insert(ticket: NewTicket): Promise<boolean> {
    const { requester, message, acknowledgementId, search } = ticket;
    const row = await this.one(ACCEPT, [
      ticket.tenantId,
      ticket.ticketId,
      ticket.number,
      ticket.deskId,
      requester.id,
      ticket.state,
      ticket.topic,
      ticket.priority,
      ticket.channel,
      ticket.language,
      ticket.subject,
      ticket.excerpt,
      ticket.assigneeId,
      ticket.intakeKey,
      ticket.createdAt,
      ticket.dueAt,
      requester.name,
      requester.kana,
      requester.email,
      requester.emailKey,
      requester.phone,
      requester.phoneKey,
      requester.orderNumber,
      requester.noticeReceived,
      requester.preferredContact,
      requester.contactBand,
      message.id,
      message.subject,
      message.text,
      `{${search.grams.join(',')}}`,
      search.folded,
      ticket.actorId,
      acknowledgementId,
    ]);
    if (!row) return false;
    this.events.announce();
    if (acknowledgementId) this.jobs.announce();
    return true;
  }

  findByIntakeKey(tenantId: string, intakeKey: string): Promise<KnownIntake | null> {
    return this.one<KnownIntake>(
      `SELECT t.id, t.number, t.created_at, t.due_at, t.link_epoch,
              (SELECT m.id FROM message m WHERE m.ticket_id = t.id ORDER BY m.created_at, m.id LIMIT 1) AS message_id
         FROM ticket t WHERE t.tenant_id = $1 AND t.intake_key = $2`,
      [tenantId, intakeKey],
    );
  }
}
