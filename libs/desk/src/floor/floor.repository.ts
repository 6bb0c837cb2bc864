import { Injectable } from '@nestjs/common';
import type { FloorPerson, FloorView, Role } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { ORDINARY } from '../tickets/ticket.visibility.js';

const WAITING = `('new', 'open', 'callback_due')`;

/** A moment as the wire has it. */
export const isoTime = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Figures of the floor; all of the transaction's scope. */
@Injectable()
export class FloorRepository extends Repository {
  inflow(from: Date): Promise<FloorView['inflow']> {
    return this.query(
      `SELECT to_char(date_bin('15 minutes', t.created_at, '2016-01-01Z') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "from",
              t.tenant_id AS "tenantId", count(*)::int AS count
         FROM ticket t WHERE t.created_at >= $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [from],
    );
  }

  inflowByTopic(from: Date): Promise<FloorView['inflowByTopic']> {
    return this.query(
      `SELECT to_char(date_bin('15 minutes', t.created_at, '2016-01-01Z') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "from",
              t.topic, count(*)::int AS count
         FROM ticket t WHERE t.created_at >= $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [from],
    );
  }

  async ringing(): Promise<FloorView['ringing']> {
    const row = await this.one<FloorView['ringing']>(
      `SELECT count(*)::int AS count, ${isoTime('min(c.offered_at)')} AS "longestSince" FROM phone_call c
        WHERE c.direction = 'inbound' AND c.answered_at IS NULL AND c.ended_at IS NULL AND c.abandoned_at IS NULL`,
    );
    return row!;
  }

  async callbacks(now: Date): Promise<FloorView['callbacks']> {
    const row = await this.one<FloorView['callbacks']>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE p.until <= $1)::int AS late,
              ${isoTime('min(p.until) FILTER (WHERE p.until > $1)')} AS "nextUntil"
         FROM promise p WHERE p.kind = 'callback' AND p.state = 'open'`,
      [now],
    );
    return row!;
  }

  byTopic(): Promise<FloorView['byTopic']> {
    return this.query(
      `SELECT t.topic, count(*)::int AS waiting FROM ticket t WHERE t.state IN ${WAITING} AND ${ORDINARY} GROUP BY 1 ORDER BY 2 DESC, 1`,
    );
  }

  waitingByDesk(): Promise<FloorView['waitingByDesk']> {
    return this.query(
      `SELECT t.desk_id AS "deskId", t.channel, count(*)::int AS waiting,
              to_char(min(t.waiting_since) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS oldest
         FROM ticket t WHERE t.state IN ${WAITING} AND ${ORDINARY} GROUP BY 1, 2 ORDER BY 3 DESC`,
    );
  }

  people(
    roles: readonly Role[],
    dayBegan: Date,
  ): Promise<Pick<FloorPerson, 'userId' | 'name' | 'shortName' | 'isAgent' | 'assigned' | 'repliesToday'>[]> {
    return this.query(
      `SELECT u.id AS "userId", u.name, u.short_name AS "shortName", u.roles && '{agent,senior_agent}' AS "isAgent",
              (SELECT count(*)::int FROM ticket t WHERE t.assignee_id = u.id AND t.state IN ${WAITING}) AS assigned,
              (SELECT count(*)::int FROM message m WHERE m.author_id = u.id AND m.kind = 'outbound' AND NOT m.automatic
                  AND m.delivery_state IS DISTINCT FROM 'withdrawn'
                  AND m.created_at >= $2) AS "repliesToday"
         FROM app_user u
        WHERE u.state = 'active' AND u.roles && $1::text[] AND EXISTS (SELECT FROM membership s WHERE s.user_id = u.id)
        ORDER BY u.name LIMIT 1000`,
      [roles, dayBegan],
    );
  }

  async ids(roles: readonly Role[]): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT u.id FROM app_user u
        WHERE u.state = 'active' AND u.roles && $1::text[] AND EXISTS (SELECT FROM membership s WHERE s.user_id = u.id)
        ORDER BY u.name LIMIT 1000`,
      [roles],
    );
    return rows.map(({ id }) => id);
  }

  async numbersOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.query<{ id: string; number: string }>('SELECT id, number FROM ticket WHERE id = ANY ($1)', [
      ids,
    ]);
    return new Map(rows.map(({ id, number }) => [id, number]));
  }
}
