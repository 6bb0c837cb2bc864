import { Injectable } from '@nestjs/common';
import { type Language, type Topic, TOPICS } from '#libs/contracts';
import { forUpdate, type Held, Repository } from '#libs/platform';
import { ORDINARY } from '../tickets/ticket.visibility.js';

/** Whose next ticket is sought, and what that person can take. */
export interface Taker {
  tenantIds: readonly string[];
  languages: readonly Language[];
  /** Null: all. */
  topics: readonly Topic[] | null;
}

const WAITING = `('new', 'open', 'callback_due')`;
/** A callback is given this long before its moment, never earlier. */
const CALLBACK_AHEAD = `interval '10 minutes'`;

/**
 * By how many turns of other shops a ticket goes before its own; bounded, so that nobody's urgent tickets starve a shop:
 * a waiting shop is passed over at most 21 times (misuse by phone, overdue), and once by each other shop.
 */
const JUMP = `CASE WHEN c.urgency = 9 THEN 12 ELSE c.urgency / 2 * 6 + c.urgency % 2 * 3 END
  + CASE WHEN c.due_at < $4 THEN 6 ELSE 0 END`;

/** How it is sought: how many tickets of each shop are looked at, and what becomes of those that somebody holds in this moment. */
export interface Search {
  depth: number;
  held: Held;
}

/** The depth stands in the statement: with an unknown one, each call would be planned anew. */
const nextOf = ({ depth, held }: Search): string => `
  WITH shop AS MATERIALIZED (
    SELECT s.id, coalesce((SELECT t.given_turn FROM ticket t WHERE t.tenant_id = s.id AND t.given_turn IS NOT NULL
                            ORDER BY t.given_turn DESC LIMIT 1), 0) AS turn
      FROM unnest($1::uuid[]) AS s (id)
  ), candidate AS MATERIALIZED (
    SELECT c.tenant_id, c.id, c.due_at, shop.turn - (${JUMP}) AS place FROM shop CROSS JOIN unnest($2::text[]) AS l (language) CROSS JOIN LATERAL (
      (SELECT t.tenant_id, t.id, t.urgency, t.due_at FROM ticket t
        WHERE t.tenant_id = shop.id AND t.language = l.language AND t.assignee_id IS NULL AND ${ORDINARY} AND t.state = 'callback_due'
          AND t.urgency = 9 AND t.due_at <= $4::timestamptz + ${CALLBACK_AHEAD} AND t.topic = ANY ($3::text[])
        ORDER BY t.due_at, t.id LIMIT ${depth})
      UNION ALL
      (SELECT t.tenant_id, t.id, t.urgency, t.due_at FROM ticket t
        WHERE t.tenant_id = shop.id AND t.language = l.language AND t.assignee_id IS NULL AND ${ORDINARY} AND t.state IN ('new', 'open')
          AND t.urgency < 9 AND t.topic = ANY ($3::text[])
        ORDER BY t.urgency DESC, t.due_at, t.id LIMIT ${depth})
    ) c ORDER BY place, c.due_at, c.id
  ), picked AS (
    SELECT free.* FROM candidate c CROSS JOIN LATERAL (
      SELECT t.tenant_id, t.id FROM ticket t
       WHERE t.tenant_id = c.tenant_id AND t.id = c.id AND t.assignee_id IS NULL AND ${ORDINARY} AND t.state IN ${WAITING}
       LIMIT 1 ${forUpdate(held)}
    ) free LIMIT 1
  )
  UPDATE ticket t SET given_turn = nextval('work_turn') FROM picked
   WHERE t.tenant_id = picked.tenant_id AND t.id = picked.id RETURNING t.id`;

/** In which order free tickets reach people. */
@Injectable()
export class NextTicketRepository extends Repository {
  /**
   * Locks the ticket that this person should answer next and takes a turn for its shop. Within a shop: callbacks that are due, then
   * by urgency, the phone first, then by due time. Between shops: the one whose last turn is longest ago, less the jump of its ticket.
   * The candidates are locked one by one, in the order in which they were put, until one is free: the first lock is the last.
   */
  async lockNext(taker: Taker, now: Date, search: Search): Promise<string | null> {
    const found = await this.one<{ id: string }>(nextOf(search), [
      taker.tenantIds,
      taker.languages,
      taker.topics ?? TOPICS,
      now,
    ]);
    return found?.id ?? null;
  }

  /** Tickets in a person's hands that wait for his or her next step; callbacks have a time of their own and do not count. */
  async held(userId: string): Promise<number> {
    const row = await this.one<{ held: number }>(
      `SELECT count(*)::int AS held FROM ticket t WHERE t.assignee_id = $1 AND t.state IN ('new', 'open')`,
      [userId],
    );
    return row!.held;
  }

  /** All that goes back to the queue when this person leaves. */
  async inHands(userId: string): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT t.id FROM ticket t WHERE t.assignee_id = $1 AND t.state IN ${WAITING} ORDER BY t.id`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}
