import { Injectable } from '@nestjs/common';
import type { Channel, Trigger } from '#libs/contracts';
import { MAY_BE_RATED } from '#libs/desk';
import { Repository } from '#libs/platform';

/** What a figure can be grouped by. */
export interface Origin {
  tenantId: string;
  deskId: string;
  channel: Channel;
  agentId: string | null;
}

export interface CallRow extends Origin {
  offeredAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  heldSeconds: number;
  wrapSeconds: number;
  outOfHours: boolean;
  blocked: boolean;
}

export interface InquiryRow extends Origin {
  receivedAt: Date;
  firstReplyAt: Date | null;
  closedUnanswered: boolean;
}

export interface ClosingRow extends Origin {
  closedAt: Date;
  /** Replies that people wrote and calls that they spoke. */
  contacts: number;
  reopened: boolean;
  /** The same person asked about the same topic again. */
  asksAgain: boolean;
}

export interface HandledRow extends Origin {
  at: Date;
  ticketId: string;
  /** Why it has been escalated; none where it has not. */
  triggers: Trigger[];
}

export interface PromiseRow extends Origin {
  promisedUntil: Date;
  kept: boolean;
}

export interface CheckRow extends Origin {
  checkedAt: Date;
  faultless: boolean;
  wrongShop: boolean;
}

export interface RatingRow extends Origin {
  givenAt: Date;
  score: number;
}

export interface WaitingRow extends Origin {
  receivedAt: Date;
}

/** Within seven days of a closing. A difference, since each is found by its ticket: by an index of times all of a week would be read for each. */
const soonAfter = (moment: string): string =>
  `${moment} - closing.at > interval '0' AND ${moment} - closing.at <= interval '7 days'`;
const TICKET_ORIGIN = `t.tenant_id AS "tenantId", t.desk_id AS "deskId", t.channel`;

/** Of an event `e` the one whose work it was: who wrote the reply, rather than who approved it. */
const AUTHOR = `coalesce((SELECT m.author_id FROM message m WHERE m.id = (e.payload ->> 'messageId')::uuid), e.actor_id)`;

/** The raw records that figures are computed from; all of the transaction's scope, each within [from, to). */
@Injectable()
export class KpisRepository extends Repository {
  /** Calls that came in, by the moment in which they rang. */
  calls(from: Date, to: Date): Promise<CallRow[]> {
    return this.query<CallRow>(
      `SELECT c.tenant_id AS "tenantId", c.desk_id AS "deskId", 'phone' AS channel, c.agent_id AS "agentId",
              c.offered_at AS "offeredAt", c.answered_at AS "answeredAt", coalesce(c.abandoned_at, c.ended_at) AS "endedAt",
              c.held_seconds AS "heldSeconds", c.out_of_hours AS "outOfHours", c.blocked,
              coalesce(extract(epoch FROM c.wrap_ended_at - c.ended_at), 0)::float8 AS "wrapSeconds"
         FROM phone_call c WHERE c.direction = 'inbound' AND c.offered_at >= $1 AND c.offered_at < $2`,
      [from, to],
    );
  }

  /** Forms and mails, by receipt; of those that are answered as one, the first, with the first answer to any of them. */
  inquiries(from: Date, to: Date): Promise<InquiryRow[]> {
    return this.query<InquiryRow>(
      `SELECT ${TICKET_ORIGIN}, t.created_at AS "receivedAt", reply.first_at AS "firstReplyAt",
              reply.first_at IS NULL AND s.state IN ('closed', 'handed_back', 'spam') AS "closedUnanswered",
              (SELECT m.author_id FROM message m WHERE reply.first_at IS NOT NULL AND m.ticket_id = reply.ticket_id
                  AND m.kind = 'outbound' AND NOT m.automatic ORDER BY m.created_at, m.id LIMIT 1) AS "agentId"
         FROM ticket t
         JOIN ticket s ON s.tenant_id = t.tenant_id AND s.id = coalesce(t.survivor_id, t.id)
         LEFT JOIN LATERAL (
           SELECT o.id AS ticket_id, o.first_reply_at AS first_at FROM ticket o
            WHERE o.first_reply_at IS NOT NULL AND (o.id = s.id OR o.survivor_id = s.id) ORDER BY o.first_reply_at LIMIT 1) reply ON true
        WHERE t.channel IN ('form', 'email') AND t.created_at >= $1 AND t.created_at < $2
          AND NOT EXISTS (SELECT FROM ticket o WHERE (o.id = s.id OR o.survivor_id = s.id) AND o.channel IN ('form', 'email')
                             AND (o.created_at, o.id) < (t.created_at, t.id))`,
      [from, to],
    );
  }

  /** Tickets that were answered or closed, each once with what was merged into it, by the first such moment within the time. */
  closings(from: Date, to: Date): Promise<ClosingRow[]> {
    return this.query<ClosingRow>(
      `WITH closing AS MATERIALIZED (
         SELECT DISTINCT ON (coalesce(x.survivor_id, x.id)) coalesce(x.survivor_id, x.id) AS ticket_id, ${AUTHOR} AS agent_id, e.at
           FROM event e JOIN ticket x ON x.id = e.subject_id
          WHERE e.at >= $1 AND e.at < $2 AND e.payload ->> 'state' IN ('answered', 'closed')
            AND e.type IN ('ticket.replied', 'ticket.resolved', 'ticket.call_logged')
            AND NOT EXISTS (SELECT FROM event undone WHERE undone.subject_id = e.subject_id AND undone.number > e.number
                              AND undone.type = 'ticket.reply_withdrawn'
                              AND undone.payload ->> 'messageId' = e.payload ->> 'messageId')
          ORDER BY coalesce(x.survivor_id, x.id), e.at, e.number
       ), one AS (
         -- A ticket and what was merged into it are one.
         SELECT closing.ticket_id, ARRAY(SELECT closing.ticket_id UNION ALL SELECT m.id FROM ticket m
                                          WHERE m.survivor_id = closing.ticket_id) AS ids FROM closing
       )
       SELECT ${TICKET_ORIGIN}, closing.agent_id AS "agentId", closing.at AS "closedAt",
              ((SELECT count(*) FROM message m WHERE m.ticket_id = ANY (one.ids) AND m.kind = 'outbound' AND NOT m.automatic
                   AND m.delivery_state IS DISTINCT FROM 'withdrawn')
                + (SELECT count(*) FROM phone_call c WHERE c.ticket_id = ANY (one.ids) AND c.answered_at IS NOT NULL))::int AS contacts,
              EXISTS (SELECT FROM event later WHERE later.subject_id = ANY (one.ids) AND ${soonAfter('later.at')}
                         AND later.type IN ('ticket.reopened', 'ticket.message_received')) AS reopened,
              EXISTS (SELECT FROM requester other JOIN ticket again ON again.requester_id = other.id
                       WHERE (other.email_key = r.email_key OR other.phone_key = r.phone_key) AND again.tenant_id = t.tenant_id
                         AND again.id <> ALL (one.ids) AND again.topic = t.topic
                         AND ${soonAfter('again.created_at')}) AS "asksAgain"
         FROM closing JOIN one USING (ticket_id) JOIN ticket t ON t.id = closing.ticket_id
         JOIN requester r ON r.tenant_id = t.tenant_id AND r.id = t.requester_id`,
      [from, to],
    );
  }

  /** Tickets on which somebody replied or spoke, each once, and whether they have been escalated. */
  handled(from: Date, to: Date): Promise<HandledRow[]> {
    return this.query<HandledRow>(
      `WITH contact AS MATERIALIZED (
         SELECT DISTINCT ON (coalesce(x.survivor_id, x.id)) coalesce(x.survivor_id, x.id) AS ticket_id, at, agent_id FROM (
           SELECT e.subject_id AS ticket_id, e.at, ${AUTHOR} AS agent_id FROM event e
            WHERE e.at >= $1 AND e.at < $2 AND e.type = 'ticket.replied'
           UNION ALL
           SELECT c.ticket_id, c.answered_at, c.agent_id FROM phone_call c
            WHERE c.answered_at >= $1 AND c.answered_at < $2 AND c.ticket_id IS NOT NULL
         ) any_contact JOIN ticket x ON x.id = any_contact.ticket_id ORDER BY coalesce(x.survivor_id, x.id), at
       )
       SELECT ${TICKET_ORIGIN}, contact.agent_id AS "agentId", contact.at, t.id AS "ticketId",
              ARRAY(SELECT DISTINCT e.payload ->> 'trigger' FROM event e WHERE e.type = 'escalation.opened'
                       AND e.subject_id = ANY (ARRAY(SELECT t.id UNION ALL SELECT m.id FROM ticket m WHERE m.survivor_id = t.id))
                     ORDER BY 1) AS triggers
         FROM contact JOIN ticket t ON t.id = contact.ticket_id`,
      [from, to],
    );
  }

  /** Callbacks by the moment that the person was told; those to come are not counted yet, and those that nobody was told of never. */
  callbacks(from: Date, to: Date, now: Date): Promise<PromiseRow[]> {
    return this.query<PromiseRow>(
      `SELECT ${TICKET_ORIGIN}, p.assignee_id AS "agentId", p.promised_until AS "promisedUntil",
              p.state = 'kept' AND p.closed_at <= p.promised_until AS kept
         FROM promise p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id
        WHERE p.kind = 'callback' AND p.source = 'told' AND p.state <> 'withdrawn' AND p.promised_until >= $1 AND p.promised_until < $2
          AND (p.promised_until <= $3 OR p.state = 'kept')`,
      [from, to, now],
    );
  }

  /** Replies that somebody has read again. */
  checks(from: Date, to: Date): Promise<CheckRow[]> {
    return this.query<CheckRow>(
      `SELECT ${TICKET_ORIGIN}, s.author_id AS "agentId", s.checked_at AS "checkedAt",
              cardinality(s.errors) = 0 AND NOT s.critical AS faultless, 'wrong_shop' = ANY (s.errors) AS "wrongShop"
         FROM quality_sample s JOIN message m ON m.tenant_id = s.tenant_id AND m.id = s.message_id
         JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id
        WHERE s.checked_at >= $1 AND s.checked_at < $2`,
      [from, to],
    );
  }

  /** What people answered to the question how content they were; not where it should not have been asked. */
  ratings(from: Date, to: Date): Promise<RatingRow[]> {
    return this.query<RatingRow>(
      `SELECT ${TICKET_ORIGIN}, r.agent_id AS "agentId", r.given_at AS "givenAt", r.score
         FROM rating r JOIN ticket t ON t.tenant_id = r.tenant_id AND t.id = r.ticket_id
        WHERE r.given_at >= $1 AND r.given_at < $2 AND ${MAY_BE_RATED}`,
      [from, to],
    );
  }

  /** What waits for the desk now. */
  waiting(): Promise<WaitingRow[]> {
    return this.query<WaitingRow>(
      `SELECT ${TICKET_ORIGIN}, t.assignee_id AS "agentId",
              least(t.created_at, merged.first_at) AS "receivedAt"
         FROM ticket t
         LEFT JOIN (SELECT m.survivor_id, min(m.created_at) AS first_at FROM ticket m
                     WHERE m.survivor_id IS NOT NULL GROUP BY 1) merged ON merged.survivor_id = t.id
        WHERE t.state IN ('new', 'open', 'callback_due')`,
    );
  }
}
