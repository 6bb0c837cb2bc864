/**
 * The records behind the figures of tickets for the time from $1 to before $2, with the columns tenant_id, desk_id, channel, agent_id
 * and at.
 *
 * Row-level security makes the planner believe in a fraction of the rows that there are, join by join, until it joins whole tables row
 * by row. So whatever is looked up of a ticket is a sub-select of its own, which an index alone answers: a figure costs so many probes
 * for each record of its time, however much the database holds.
 */

const WRITTEN = `('form', 'email')`;

/** What a person wrote and nobody took back, in the words of the index `message_of_people`. */
const OF_PEOPLE = `m.kind = 'outbound' AND NOT m.automatic AND m.delivery_state IS DISTINCT FROM 'withdrawn'`;

const ticketBy = (id: string): string => `LATERAL (
  SELECT t.id, t.survivor_id, t.tenant_id, t.desk_id, t.channel, t.topic, t.requester_id FROM ticket t WHERE t.id = ${id} LIMIT 1)`;

/** The message of a reply's event `e`, whose author is who wrote it, rather than who approved it. */
const REPLY = `LATERAL (
  SELECT m.id, m.author_id FROM message m
   WHERE e.type = 'ticket.replied' AND m.ticket_id = e.subject_id AND m.id = (e.payload ->> 'messageId')::uuid AND ${OF_PEOPLE} LIMIT 1)`;

const contactsOf = (ticket: string): string => `
  (SELECT count(*) FROM message m WHERE m.ticket_id = ${ticket} AND ${OF_PEOPLE})
   + (SELECT count(*) FROM phone_call p WHERE p.ticket_id = ${ticket} AND p.answered_at IS NOT NULL)`;

const isReopened = (ticket: string): string => `EXISTS (
  SELECT FROM event later WHERE later.subject_id = ${ticket} AND later.type IN ('ticket.reopened', 'ticket.message_received')
     AND later.at > c.at AND later.at <= c.at + interval '7 days')`;

const escalationsOf = (ticket: string): string =>
  `event e WHERE e.type = 'escalation.opened' AND e.subject_id = ${ticket}`;

/** Forms and mails, by receipt; of those that are answered as one, the first, with the first answer to any of them. */
export const INQUIRIES = `
  WITH received AS MATERIALIZED (
    SELECT t.id, coalesce(t.survivor_id, t.id) AS case_id, t.survivor_id, t.tenant_id, t.desk_id, t.channel, t.created_at, t.state,
           t.first_reply_at
      FROM ticket t WHERE t.channel IN ${WRITTEN} AND t.created_at >= $1 AND t.created_at < $2
  ), answered AS MATERIALIZED (
    SELECT r.tenant_id, r.desk_id, r.channel, r.created_at, own.state, least(own.first_reply_at, other.first_reply_at) AS first_reply_at,
           CASE WHEN other.first_reply_at < own.first_reply_at OR own.first_reply_at IS NULL THEN coalesce(other.id, r.case_id)
                ELSE r.case_id END AS replied_on
      FROM received r
      LEFT JOIN ticket s ON s.id = r.survivor_id
     CROSS JOIN LATERAL (
       SELECT CASE WHEN s.id IS NULL THEN r.state ELSE s.state END AS state,
              CASE WHEN s.id IS NULL THEN r.first_reply_at ELSE s.first_reply_at END AS first_reply_at) own
      LEFT JOIN LATERAL (
       SELECT m.id, m.first_reply_at FROM ticket m
        WHERE m.survivor_id = r.case_id AND m.first_reply_at IS NOT NULL ORDER BY m.first_reply_at LIMIT 1) other ON true
     WHERE (s.id IS NULL OR s.channel NOT IN ${WRITTEN} OR (s.created_at, s.id) > (r.created_at, r.id))
       AND NOT EXISTS (SELECT FROM ticket m WHERE m.survivor_id = r.case_id AND m.channel IN ${WRITTEN}
                          AND (m.created_at, m.id) < (r.created_at, r.id))
  )
  SELECT a.tenant_id, a.desk_id, a.channel, a.created_at AS at, a.first_reply_at,
         a.first_reply_at IS NULL AND a.state IN ('closed', 'handed_back', 'spam') AS closed_unanswered,
         CASE WHEN a.first_reply_at IS NOT NULL THEN (
           SELECT m.author_id FROM message m WHERE m.ticket_id = a.replied_on AND ${OF_PEOPLE} ORDER BY m.created_at, m.id LIMIT 1
         ) END AS agent_id
    FROM answered a`;

/**
 * Tickets that were answered or closed, each once with what was merged into it, by the first such moment within the time. Whether the
 * same person asks about the same topic again: each inquiry has a requester of its own, and a person is known by address or number.
 * OFFSET keeps whoever counts these from asking twice what one column tells.
 */
export const CLOSINGS = `
  WITH closing AS MATERIALIZED (
    SELECT DISTINCT ON (coalesce(x.survivor_id, x.id)) coalesce(x.survivor_id, x.id) AS id, x.survivor_id, x.tenant_id, x.desk_id,
           x.channel, x.topic, x.requester_id, e.at, coalesce(reply.author_id, e.actor_id) AS agent_id
      FROM event e JOIN ${ticketBy('e.subject_id')} x ON true LEFT JOIN ${REPLY} reply ON true
     WHERE e.at >= $1 AND e.at < $2 AND e.type IN ('ticket.replied', 'ticket.resolved', 'ticket.call_logged')
       AND e.payload ->> 'state' IN ('answered', 'closed') AND (e.type <> 'ticket.replied' OR reply.id IS NOT NULL)
     ORDER BY coalesce(x.survivor_id, x.id), e.at, e.number
  ), one AS MATERIALIZED (
    SELECT c.id, c.tenant_id, c.desk_id, c.at, c.agent_id, coalesce(s.channel, c.channel) AS channel, coalesce(s.topic, c.topic) AS topic,
           coalesce(s.requester_id, c.requester_id) AS requester_id
      FROM closing c LEFT JOIN ${ticketBy('c.survivor_id')} s ON true
  )
  SELECT c.tenant_id, c.desk_id, c.channel, c.agent_id, c.at,
         ${contactsOf('c.id')}
           + coalesce((SELECT sum(${contactsOf('merged.id')}) FROM ticket merged WHERE merged.survivor_id = c.id), 0) AS contacts,
         ${isReopened('c.id')} OR EXISTS (SELECT FROM ticket merged WHERE merged.survivor_id = c.id AND ${isReopened('merged.id')}) AS reopened,
         EXISTS (
           SELECT FROM requester r
             JOIN LATERAL (SELECT o.id FROM requester o WHERE o.email_key = r.email_key
                           UNION ALL SELECT o.id FROM requester o WHERE o.phone_key = r.phone_key) other ON other.id <> r.id
             JOIN ticket again ON again.requester_id = other.id
            WHERE r.id = c.requester_id AND again.tenant_id = c.tenant_id AND again.topic = c.topic
              AND again.survivor_id IS DISTINCT FROM c.id
              -- A difference, or an index of times would be read a week long for each.
              AND again.created_at - c.at > interval '0' AND again.created_at - c.at <= interval '7 days') AS asks_again
    FROM one c OFFSET 0`;

/** Tickets on which somebody replied or spoke, each once with what was merged into it, and why it has been escalated. */
export const HANDLED = `
  WITH contact AS MATERIALIZED (
    SELECT DISTINCT ON (id) * FROM (
      SELECT coalesce(x.survivor_id, x.id) AS id, x.survivor_id, x.tenant_id, x.desk_id, x.channel, e.at, reply.author_id AS agent_id
        FROM event e JOIN ${ticketBy('e.subject_id')} x ON true JOIN ${REPLY} reply ON true
       WHERE e.at >= $1 AND e.at < $2 AND e.type = 'ticket.replied'
       UNION ALL
      SELECT coalesce(x.survivor_id, x.id), x.survivor_id, x.tenant_id, x.desk_id, x.channel, p.answered_at, p.agent_id
        FROM phone_call p JOIN ${ticketBy('p.ticket_id')} x ON true
       WHERE p.answered_at >= $1 AND p.answered_at < $2 AND p.ticket_id IS NOT NULL) any_contact
     ORDER BY id, at
  )
  SELECT c.tenant_id, c.desk_id, coalesce((SELECT s.channel FROM ticket s WHERE s.id = c.survivor_id), c.channel) AS channel,
         c.agent_id, c.at,
         CASE WHEN EXISTS (SELECT FROM ${escalationsOf('c.id')})
                OR EXISTS (SELECT FROM ticket merged WHERE merged.survivor_id = c.id AND EXISTS (SELECT FROM ${escalationsOf('merged.id')}))
              THEN ARRAY(SELECT e.payload ->> 'trigger' FROM ${escalationsOf('c.id')} UNION
                         SELECT e.payload ->> 'trigger' FROM ticket merged
                           JOIN event e ON e.type = 'escalation.opened' AND e.subject_id = merged.id WHERE merged.survivor_id = c.id)
              ELSE '{}' END AS triggers
    FROM contact c`;

/** What waits for the desk now, since the first of what is answered as one. */
export const WAITING = `
  SELECT t.tenant_id, t.desk_id, t.channel, t.assignee_id AS agent_id,
         least(t.created_at, (SELECT min(m.created_at) FROM ticket m WHERE m.survivor_id = t.id)) AS at
    FROM ticket t WHERE t.state IN ('new', 'open', 'callback_due')`;
