import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';

export interface Rating {
  answeredAt: Date;
  score: number;
  givenAt: Date;
}

/**
 * Of a ticket `t`: neither it nor what is answered with it tells of misuse or is a complaint. Asked at each reading, so that an answer
 * does not count any more where a ticket became one of these later.
 */
export const MAY_BE_RATED = `NOT EXISTS (
  SELECT FROM unnest(ARRAY[t.id, t.survivor_id] || ARRAY(SELECT m.id FROM ticket m WHERE m.survivor_id = t.id) ||
                     ARRAY(SELECT m.id FROM ticket m WHERE m.survivor_id = t.survivor_id)) AS one (id)
    JOIN ticket x ON x.id = one.id WHERE (
    x.lane IS NOT NULL OR x.topic IN ('MIS', 'SUS', 'CMP')
    OR EXISTS (SELECT FROM complaint c WHERE c.ticket_id = x.id)
    OR EXISTS (SELECT FROM escalation e WHERE e.home_ticket_id = x.id AND e.trigger IN ('misuse', 'complaint_level_3'))
    OR EXISTS (SELECT FROM phone_call p WHERE p.ticket_id = x.id
                  AND (p.complaint_level > 0 OR p.other_topics && ARRAY['MIS', 'SUS', 'CMP']))))`;

/** The only file that writes what people answered to the question how content they were. */
@Injectable()
export class RatingsRepository extends Repository {
  async mayBeRated(ticketId: string): Promise<boolean> {
    return (await this.one(`SELECT FROM ticket t WHERE t.id = $1 AND ${MAY_BE_RATED}`, [ticketId])) !== null;
  }

  async isRated({ id }: TicketEntity, answeredAt: Date): Promise<boolean> {
    return (await this.one('SELECT FROM rating WHERE ticket_id = $1 AND answered_at = $2', [id, answeredAt])) !== null;
  }

  /** False where this answer was rated already. It is about who wrote the last reply, or spoke last. */
  async add({ tenantId, id }: TicketEntity, { answeredAt, score, givenAt }: Rating): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO rating (tenant_id, ticket_id, answered_at, score, given_at, agent_id)
       VALUES ($1, $2, $3, $4, $5, (
         SELECT coalesce(m.author_id, e.actor_id) FROM event e
           LEFT JOIN message m ON m.ticket_id = e.subject_id AND m.id::text = e.payload ->> 'messageId'
          WHERE e.subject_id = $2 AND e.type IN ('ticket.replied', 'ticket.call_logged') AND e.at <= $3
          ORDER BY e.number DESC LIMIT 1))
       ON CONFLICT DO NOTHING RETURNING ticket_id`,
      [tenantId, id, answeredAt, score, givenAt],
    );
    return row !== null;
  }
}
