import { Injectable } from '@nestjs/common';
import { Jobs, Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import type { Acknowledgement } from './acknowledgements.service.js';

/** Acknowledgements that one address gets from one shop within a day; then a flood of inquiries can no longer mail it. */
const PER_DAY = 3;

/**
 * Counts, writes and hands over for delivery, or, where it was written before, nothing. It stands right behind the inquiry. Sought in the order
 * that stands here: planned before a new desk's first flood is in the statistics, a join would read the requesters of the whole tenant.
 */
const INSERT = `
  WITH t AS (
    SELECT t.tenant_id, t.id, t.created_at, r.email_key
      FROM ticket t
      CROSS JOIN LATERAL (SELECT r.email_key FROM requester r WHERE r.tenant_id = t.tenant_id AND r.id = t.requester_id LIMIT 1) r
     WHERE t.tenant_id = $1 AND t.id = $2 AND r.email_key IS NOT NULL
       AND NOT EXISTS (SELECT FROM message m WHERE m.tenant_id = $1 AND m.id = $3)
  ), q AS (
    INSERT INTO acknowledgement_quota AS known (tenant_id, email_key, since, given)
    SELECT tenant_id, email_key, created_at, 1 FROM t
    ON CONFLICT (tenant_id, email_key) DO UPDATE SET
      given = CASE WHEN known.since < excluded.since - interval '1 day' THEN 1 ELSE known.given + 1 END,
      since = CASE WHEN known.since < excluded.since - interval '1 day' THEN excluded.since ELSE known.since END
    RETURNING given
  ), a AS (
    INSERT INTO message (tenant_id, id, ticket_id, kind, channel, subject, from_name, body_text, automatic, delivery_state, created_at)
    SELECT t.tenant_id, $3, t.id, 'outbound', 'email', $4, $5, $6, true, 'queued', t.created_at + interval '1 ms'
      FROM t, q WHERE q.given <= ${PER_DAY}
    RETURNING id
  )
  SELECT app.add_job('message.deliver', json_build_object('tenantId', $1::uuid, 'messageId', id)) FROM a`;

type AcknowledgedTicket = Pick<TicketEntity, 'tenantId' | 'id' | 'deskId' | 'language' | 'dueAt'>;

@Injectable()
export class AcknowledgementsRepository extends Repository {
  constructor(private readonly jobs: Jobs) {
    super();
  }

  ticket(ticketId: string): Promise<AcknowledgedTicket | null> {
    return this.one<AcknowledgedTicket>(
      `SELECT tenant_id AS "tenantId", id, desk_id AS "deskId", language, due_at AS "dueAt" FROM ticket WHERE id = $1`,
      [ticketId],
    );
  }

  async insert(tenantId: string, ticketId: string, messageId: string, { subject, fromName, text }: Acknowledgement) {
    const written = await this.one(INSERT, [tenantId, ticketId, messageId, subject, fromName, text]);
    if (written) this.jobs.announce();
  }
}
