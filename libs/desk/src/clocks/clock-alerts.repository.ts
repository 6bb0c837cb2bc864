import { Injectable } from '@nestjs/common';
import type { Channel } from '#libs/contracts';
import { EventLog, Repository } from '#libs/platform';
import type { DeskHours } from '../desks/desk-hours.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TICKET_COLUMNS } from '../tickets/tickets.repository.js';

export interface DeskOfClocks {
  tenantId: string;
  id: string;
  hours: DeskHours;
  firstReplyMinutes: number;
}

/** For one desk and channel: everybody is to be warned of what is due until then. */
export interface Warning {
  tenantId: string;
  deskId: string;
  channel: Channel;
  until: Date;
}

/** Whether the time at which it is due was named to the requester. */
export type RunningTicket = TicketEntity & { isNamed: boolean };

export type AlertedClock = 'reply' | 'resolution';

export interface ClockAlert {
  ticket: TicketEntity;
  type: 'ticket.due_soon' | 'ticket.overdue' | 'ticket.due_moved';
  payload: Record<string, unknown>;
}

const COLUMNS: Record<AlertedClock, { due: string; alerted: string }> = {
  reply: { due: 'due_at', alerted: 'reply_alerted' },
  resolution: { due: 'resolve_due_at', alerted: 'resolve_alerted' },
};

/** Tickets of whose clocks somebody must be told. */
@Injectable()
export class ClockAlertsRepository extends Repository {
  constructor(private readonly events: EventLog) {
    super();
  }

  /** The desks of all tenants; needs no scope. */
  desks(): Promise<DeskOfClocks[]> {
    return this.query<DeskOfClocks>(
      `SELECT tenant_id AS "tenantId", desk_id AS id, hours, first_reply_minutes AS "firstReplyMinutes" FROM app.desk_hours()`,
    );
  }

  /**
   * Locked for the caller, earliest first; what another process is telling now is left to it. Each desk's are sought by themselves: the
   * backlog of one is not read through for the warnings of another that opens later. Under its lock each is looked at once more: somebody may
   * have answered it meanwhile.
   */
  untold(clock: AlertedClock, warnings: readonly Warning[], now: Date, limit: number): Promise<TicketEntity[]> {
    const { due, alerted } = COLUMNS[clock];
    const isUntold = `t.${due} IS NOT NULL AND t.${alerted} < 2 AND (t.${alerted} = 0 OR t.${due} < $5)`;
    return this.query<TicketEntity>(
      `WITH found AS MATERIALIZED (
         SELECT w.until, t.tenant_id, t.id FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) AS w (tenant_id, desk_id, channel, until)
          CROSS JOIN LATERAL (
            SELECT t.tenant_id, t.id, t.${due} AS due FROM ticket t
             WHERE t.tenant_id = w.tenant_id AND t.desk_id = w.desk_id AND t.channel = w.channel AND ${isUntold} AND t.${due} <= w.until
             ORDER BY t.${due} LIMIT $6) t
          ORDER BY t.due LIMIT $6)
       SELECT ${TICKET_COLUMNS} FROM found CROSS JOIN LATERAL (
         SELECT * FROM ticket t WHERE t.tenant_id = found.tenant_id AND t.id = found.id AND ${isUntold} AND t.${due} <= found.until
            FOR UPDATE SKIP LOCKED) t
        ORDER BY t.${due}`,
      [
        warnings.map(({ tenantId }) => tenantId),
        warnings.map(({ deskId }) => deskId),
        warnings.map(({ channel }) => channel),
        warnings.map(({ until }) => until),
        now,
        limit,
      ],
    );
  }

  /** Of one desk, with a clock whose end lies ahead; locked for the caller. */
  running(deskId: string, now: Date): Promise<RunningTicket[]> {
    return this.query<RunningTicket>(
      `SELECT ${TICKET_COLUMNS}, EXISTS (
                SELECT FROM promise p WHERE p.tenant_id = t.tenant_id AND p.ticket_id = t.id AND p.until = t.due_at
                   AND p.state = 'open' AND p.source = 'told') AS "isNamed"
         FROM ticket t WHERE t.desk_id = $1 AND (t.due_at > $2 OR t.resolve_due_at > $2)
        ORDER BY t.id FOR UPDATE`,
      [deskId, now],
    );
  }

  /** Writes the clocks of these tickets, and records what is told of them, in one statement. */
  async tell(tickets: readonly TicketEntity[], alerts: readonly ClockAlert[], at: Date): Promise<void> {
    await this.query(
      `WITH told AS (
         UPDATE ticket t SET due_at = n.due, reply_alerted = n.reply, resolve_due_at = n.resolve_due, resolve_alerted = n.resolve
           FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::timestamptz[], $5::smallint[], $11::timestamptz[])
                AS n (tenant_id, id, reply, resolve_due, resolve, due)
          WHERE t.tenant_id = n.tenant_id AND t.id = n.id)
       INSERT INTO event (tenant_id, type, subject_id, payload, at)
       SELECT a.tenant_id, a.type, a.id, a.payload, $10 FROM unnest($6::uuid[], $7::text[], $8::uuid[], $9::jsonb[])
              WITH ORDINALITY AS a (tenant_id, type, id, payload, place) ORDER BY a.place`,
      [
        tickets.map(({ tenantId }) => tenantId),
        tickets.map(({ id }) => id),
        tickets.map(({ replyAlerted }) => replyAlerted),
        tickets.map(({ resolveDueAt }) => resolveDueAt),
        tickets.map(({ resolveAlerted }) => resolveAlerted),
        alerts.map(({ ticket }) => ticket.tenantId),
        alerts.map(({ type }) => type),
        alerts.map(({ ticket }) => ticket.id),
        alerts.map(({ payload }) => JSON.stringify(payload)),
        at,
        tickets.map(({ dueAt }) => dueAt),
      ],
    );
    this.events.announce();
  }
}
