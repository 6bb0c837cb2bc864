import { Injectable } from '@nestjs/common';
import type { CallStep, Channel, EscalationState, Lane, RestrictedLane, Topic, Trigger } from '#libs/contracts';
import { newId, Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { WITH_MERGED } from '../tickets/tickets.repository.js';

export interface Escalation {
  tenantId: string;
  id: string;
  ticketId: string;
  lane: Lane;
  trigger: Trigger;
  state: EscalationState;
  promised: string | null;
  wish: string | null;
  openedBy: string | null;
  openedAt: Date;
  dueAt: Date;
  overdueAt: Date | null;
  ownerId: string | null;
  words: string | null;
}

export interface EscalationListRow extends Escalation {
  number: string;
  deskId: string;
  topic: Topic;
  channel: Channel;
  openerName: string | null;
  ownerName: string | null;
}

export interface NewEscalation extends Pick<
  Escalation,
  'lane' | 'trigger' | 'promised' | 'wish' | 'openedBy' | 'openedAt' | 'dueAt'
> {
  ticket: Pick<TicketEntity, 'tenantId' | 'id'>;
}

export interface Complaint {
  level: number;
  step: CallStep | null;
  setBy: string | null;
  setAt: Date;
}

const COLUMNS = `
  e.tenant_id AS "tenantId", e.id, e.ticket_id AS "ticketId", e.lane, e.trigger, e.state, e.promised, e.wish,
  e.opened_by AS "openedBy", e.opened_at AS "openedAt", e.due_at AS "dueAt", e.overdue_at AS "overdueAt",
  e.owner_id AS "ownerId", e.words`;

const LIST_ROW = `
  SELECT ${COLUMNS}, t.number, t.desk_id AS "deskId", t.topic, t.channel, op.short_name AS "openerName", ow.short_name AS "ownerName"
    FROM escalation e
    JOIN ticket t ON t.tenant_id = e.tenant_id AND t.id = e.ticket_id
    LEFT JOIN app_user op ON op.id = e.opened_by
    LEFT JOIN app_user ow ON ow.id = e.owner_id`;

/** The only file that queries escalations and complaints. */
@Injectable()
export class EscalationsRepository extends Repository {
  find(id: string): Promise<Escalation | null> {
    return this.one<Escalation>(`SELECT ${COLUMNS} FROM escalation e WHERE e.id = $1`, [id]);
  }

  lock(id: string): Promise<Escalation | null> {
    return this.one<Escalation>(`SELECT ${COLUMNS} FROM escalation e WHERE e.id = $1 FOR UPDATE`, [id]);
  }

  row(id: string): Promise<EscalationListRow | null> {
    return this.one<EscalationListRow>(`${LIST_ROW} WHERE e.id = $1`, [id]);
  }

  /** Open and taken ones, the soonest due first. */
  waiting(): Promise<EscalationListRow[]> {
    return this.query<EscalationListRow>(
      `${LIST_ROW} WHERE e.state IN ('open', 'taken') ORDER BY e.due_at, e.id LIMIT 500`,
    );
  }

  ofTicket(ticket: Pick<TicketEntity, 'tenantId' | 'id'>): Promise<EscalationListRow[]> {
    return this.query<EscalationListRow>(
      `${LIST_ROW} WHERE e.tenant_id = $1 AND e.ticket_id = $2
        ORDER BY e.state IN ('open', 'taken') DESC, e.opened_at DESC, e.id DESC LIMIT 50`,
      [ticket.tenantId, ticket.id],
    );
  }

  /** Null where one is open already, be it that it came with what was merged. */
  async open(given: NewEscalation): Promise<string | null> {
    const row = await this.one<{ id: string }>(
      `INSERT INTO escalation (tenant_id, id, ticket_id, home_ticket_id, lane, trigger, promised, wish, opened_by, opened_at, due_at)
       SELECT $1::uuid, $2::uuid, $3::uuid, $3::uuid, $4, $5, $6, $7, $8::uuid, $9::timestamptz, $10::timestamptz
        WHERE NOT EXISTS (SELECT FROM escalation WHERE tenant_id = $1 AND ticket_id = $3 AND state IN ('open', 'taken'))
       ON CONFLICT (tenant_id, home_ticket_id) WHERE state IN ('open', 'taken') DO NOTHING RETURNING id`,
      [
        given.ticket.tenantId,
        newId(),
        given.ticket.id,
        given.lane,
        given.trigger,
        given.promised,
        given.wish,
        given.openedBy,
        given.openedAt,
        given.dueAt,
      ],
    );
    return row?.id ?? null;
  }

  /** What a person adds to one that the desk opened by itself. */
  async amend(escalation: Escalation, given: Omit<NewEscalation, 'ticket' | 'openedAt'>): Promise<void> {
    await this.query(
      `UPDATE escalation SET lane = $3, trigger = $4, promised = $5, wish = $6, opened_by = $7, due_at = $8
        WHERE tenant_id = $1 AND id = $2`,
      [
        escalation.tenantId,
        escalation.id,
        given.lane,
        given.trigger,
        given.promised,
        given.wish,
        given.openedBy,
        given.dueAt,
      ],
    );
  }

  async take(escalation: Escalation, ownerId: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE escalation SET state = 'taken', owner_id = $3, taken_at = $4 WHERE tenant_id = $1 AND id = $2`,
      [escalation.tenantId, escalation.id, ownerId, at],
    );
  }

  async end(
    escalation: Escalation,
    state: 'returned' | 'closed',
    end: { ownerId: string; at: Date; words: string | null },
  ): Promise<void> {
    await this.query(
      `UPDATE escalation SET state = $3, owner_id = coalesce(owner_id, $4), ended_at = $5, words = $6
        WHERE tenant_id = $1 AND id = $2`,
      [escalation.tenantId, escalation.id, state, end.ownerId, end.at, end.words],
    );
  }

  /** True once: the alarm of one due time is told by whoever marks it. */
  async markOverdue(escalation: Escalation, at: Date): Promise<boolean> {
    const row = await this.one(
      `UPDATE escalation SET overdue_at = $3
        WHERE tenant_id = $1 AND id = $2 AND overdue_at IS NULL AND due_at <= $3 AND state IN ('open', 'taken') RETURNING id`,
      [escalation.tenantId, escalation.id, at],
    );
    return row !== null;
  }

  /** With all that was merged into it, since whoever sees the one sees the words of the other. */
  async setLane(ticket: Pick<TicketEntity, 'tenantId' | 'id'>, lane: RestrictedLane | null): Promise<void> {
    await this.query('UPDATE ticket SET lane = $3 WHERE tenant_id = $1 AND (id = $2 OR survivor_id = $2)', [
      ticket.tenantId,
      ticket.id,
      lane,
    ]);
  }

  /** What waits on one ticket waits on another from now on. */
  async move(tenantId: string, { from, to }: { from: string; to: string }): Promise<void> {
    await this.query(
      `UPDATE escalation SET ticket_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND state IN ('open', 'taken')`,
      [tenantId, from, to],
    );
  }

  /** What began on `homes` goes back, whatever has become of it. */
  async moveHome(tenantId: string, { from, to, homes }: { from: string; to: string; homes: string[] }): Promise<void> {
    await this.query(
      'UPDATE escalation SET ticket_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND home_ticket_id = ANY ($4)',
      [tenantId, from, to, homes],
    );
  }

  async addComplaint(ticket: Pick<TicketEntity, 'tenantId' | 'id'>, complaint: Complaint): Promise<void> {
    await this.query(
      'INSERT INTO complaint (tenant_id, id, ticket_id, level, step, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [ticket.tenantId, newId(), ticket.id, complaint.level, complaint.step, complaint.setBy, complaint.setAt],
    );
  }

  complaintOf(
    ticket: Pick<TicketEntity, 'tenantId' | 'id'>,
  ): Promise<(Complaint & { setterName: string | null }) | null> {
    return this.one(
      `SELECT c.level, c.step, c.set_by AS "setBy", c.set_at AS "setAt", u.short_name AS "setterName"
         FROM complaint c LEFT JOIN app_user u ON u.id = c.set_by
        WHERE c.tenant_id = $1 AND c.ticket_id = ANY (${WITH_MERGED}) ORDER BY c.set_at DESC, c.id DESC LIMIT 1`,
      [ticket.tenantId, ticket.id],
    );
  }

  /** How many inquiries of this ticket's requester this shop has, this one among them. */
  async contactsOf(ticket: Pick<TicketEntity, 'tenantId' | 'requesterId'>): Promise<number> {
    const row = await this.one<{ contacts: number }>(
      `SELECT count(*)::int AS contacts
         FROM requester own
         JOIN requester r ON r.tenant_id = own.tenant_id
          AND (r.id = own.id OR r.email_key = own.email_key OR r.phone_key = own.phone_key)
         JOIN ticket t ON t.tenant_id = r.tenant_id AND t.requester_id = r.id
        WHERE own.tenant_id = $1 AND own.id = $2 AND t.state <> 'merged'`,
      [ticket.tenantId, ticket.requesterId],
    );
    return row!.contacts;
  }
}
