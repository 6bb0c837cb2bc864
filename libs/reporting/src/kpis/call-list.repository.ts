import { Injectable } from '@nestjs/common';
import type { CallListRow, CallSet } from '#libs/contracts';
import { type Cursor, Repository } from '#libs/platform';
import type { Span } from './time-steps.js';

/** The same calls that the figures count: see `callKpis`. $3 is the time of the service level in seconds. */
const SETS: Record<CallSet, string> = {
  offered: 'true',
  answered: 'c.answered_at IS NOT NULL',
  in_time: `c.answered_at <= c.offered_at + make_interval(secs => $3)`,
  late: `c.answered_at > c.offered_at + make_interval(secs => $3)`,
  abandoned: 'c.answered_at IS NULL AND coalesce(c.abandoned_at, c.ended_at) IS NOT NULL',
};
const OFFERED = `c.direction = 'inbound' AND NOT c.out_of_hours AND NOT c.blocked AND c.offered_at >= $1 AND c.offered_at < $2`;

export interface ListedCall extends Omit<CallListRow, 'offeredAt'> {
  offeredAt: Date;
}

/** Single calls behind the figures of the phone. */
@Injectable()
export class CallListRepository extends Repository {
  /** Newest first, behind `after`. A ticket of a lane for few eyes is named to those alone who may see it. */
  list(
    set: CallSet,
    { from, to }: Span,
    within: number,
    page: { after: Cursor | null; limit: number; restricted: boolean },
  ): Promise<ListedCall[]> {
    return this.query<ListedCall>(
      `SELECT c.id, c.desk_id AS "deskId", c.offered_at AS "offeredAt", u.short_name AS "agentName",
              CASE WHEN c.answered_at IS NOT NULL THEN 'answered'
                   WHEN coalesce(c.abandoned_at, c.ended_at) IS NOT NULL THEN 'abandoned' END AS result,
              extract(epoch FROM coalesce(c.answered_at, c.abandoned_at, c.ended_at) - c.offered_at)::float8 AS "waitSeconds",
              CASE WHEN t.lane IS NULL OR $7 THEN t.number END AS number
         FROM phone_call c
         LEFT JOIN app_user u ON u.id = c.agent_id
         LEFT JOIN ticket t ON t.tenant_id = c.tenant_id AND t.id = c.ticket_id
        WHERE ${OFFERED} AND $3::float8 IS NOT NULL AND ${SETS[set]}
          AND ($4::timestamptz IS NULL OR (c.offered_at, c.id) < ($4, $5::uuid))
        ORDER BY c.offered_at DESC, c.id DESC LIMIT $6`,
      [from, to, within, page.after?.at ?? null, page.after?.id ?? null, page.limit, page.restricted],
    );
  }

  async counts({ from, to }: Span, within: number): Promise<Record<CallSet, number>> {
    const counted = Object.entries(SETS).map(([set, holds]) => `count(*) FILTER (WHERE ${holds})::int AS ${set}`);
    const row = await this.one<Record<CallSet, number>>(
      `SELECT ${counted.join(', ')} FROM phone_call c WHERE ${OFFERED} AND $3::float8 IS NOT NULL`,
      [from, to, within],
    );
    return row!;
  }
}
