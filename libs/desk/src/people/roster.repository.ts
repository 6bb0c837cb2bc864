import { Injectable } from '@nestjs/common';
import type { Shift, TeamView } from '#libs/contracts';
import { Repository } from '#libs/platform';
import type { RosterPerson } from './roster.reading.js';

const ZONE = 'Asia/Tokyo';

/** Teams and shifts of the people who serve a tenant of the scope; others' stay out of sight and out of reach. */
@Injectable()
export class RosterRepository extends Repository {
  people(roles: readonly string[]): Promise<(RosterPerson & { teamId: string | null })[]> {
    return this.query(
      `SELECT u.id, u.name, u.short_name AS "shortName", u.email, t.team_id AS "teamId"
         FROM app_user u LEFT JOIN team_member t ON t.user_id = u.id
        WHERE u.state <> 'stopped' AND u.roles && $1::text[] AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id)
        ORDER BY u.name, u.id LIMIT 2000`,
      [roles],
    );
  }

  teams(): Promise<TeamView[]> {
    return this.query(
      `SELECT t.id, t.name, CASE WHEN EXISTS (SELECT FROM membership m WHERE m.user_id = t.lead_id) THEN t.lead_id END AS "leadId",
              coalesce((SELECT json_agg(tm.user_id ORDER BY tm.user_id) FROM team_member tm
                         WHERE tm.team_id = t.id AND EXISTS (SELECT FROM membership m WHERE m.user_id = tm.user_id)), '[]') AS "memberIds"
         FROM team t
        WHERE NOT EXISTS (SELECT FROM team_member tm WHERE tm.team_id = t.id)
           OR EXISTS (SELECT FROM team_member tm JOIN membership m ON m.user_id = tm.user_id WHERE tm.team_id = t.id)
        ORDER BY t.name`,
    );
  }

  /** A lead whom this scope does not see stays where nobody else is named. */
  async saveTeam(id: string, name: string, leadId: string | null): Promise<void> {
    await this.query(
      `INSERT INTO team AS t (id, name, lead_id) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET name = $2, lead_id = CASE
         WHEN $3::uuid IS NULL AND NOT EXISTS (SELECT FROM membership m WHERE m.user_id = t.lead_id) THEN t.lead_id ELSE $3 END`,
      [id, name, leadId],
    );
  }

  async isTeamName(name: string, butId: string): Promise<boolean> {
    return (await this.one('SELECT 1 FROM team WHERE name = $1 AND id <> $2', [name, butId])) !== null;
  }

  /** Of the people in `within`, exactly `memberIds` are in the team afterwards. */
  async setMembers(teamId: string, memberIds: readonly string[], within: readonly string[]): Promise<void> {
    await this.query('DELETE FROM team_member WHERE team_id = $1 AND user_id = ANY ($2) AND user_id <> ALL ($3)', [
      teamId,
      within,
      memberIds,
    ]);
    await this.query(
      `INSERT INTO team_member (user_id, team_id) SELECT unnest($2::uuid[]), $1
       ON CONFLICT (user_id) DO UPDATE SET team_id = excluded.team_id`,
      [teamId, memberIds],
    );
  }

  /** Takes the members whom this scope sees; what is left of the team is others'. */
  async removeTeam(id: string): Promise<void> {
    await this.query(
      'DELETE FROM team_member tm WHERE tm.team_id = $1 AND EXISTS (SELECT FROM membership m WHERE m.user_id = tm.user_id)',
      [id],
    );
    await this.query(
      'DELETE FROM team t WHERE t.id = $1 AND NOT EXISTS (SELECT FROM team_member tm WHERE tm.team_id = t.id)',
      [id],
    );
  }

  shifts(userIds: readonly string[], from: string, days: number): Promise<Shift[]> {
    return this.query(
      `SELECT user_id AS "userId", day::text AS day, to_char(begins_at AT TIME ZONE '${ZONE}', 'HH24:MI') AS "from",
              CASE WHEN ends_at = (day + 1)::timestamp AT TIME ZONE '${ZONE}' THEN '24:00'
                   ELSE to_char(ends_at AT TIME ZONE '${ZONE}', 'HH24:MI') END AS "to"
         FROM shift WHERE user_id = ANY ($1) AND day >= $2::date AND day < $2::date + $3::int ORDER BY day, begins_at, user_id`,
      [userIds, from, days],
    );
  }

  async clear(cells: readonly { userId: string; day: string }[]): Promise<void> {
    await this.query(
      'DELETE FROM shift s USING unnest($1::uuid[], $2::date[]) AS c (user_id, day) WHERE s.user_id = c.user_id AND s.day = c.day',
      [cells.map(({ userId }) => userId), cells.map(({ day }) => day)],
    );
  }

  async insert(shifts: readonly Shift[]): Promise<void> {
    await this.query(
      `INSERT INTO shift (user_id, day, begins_at, ends_at)
       SELECT c.user_id, c.day, (c.day + c.begins::interval) AT TIME ZONE '${ZONE}', (c.day + c.ends::interval) AT TIME ZONE '${ZONE}'
         FROM unnest($1::uuid[], $2::date[], $3::text[], $4::text[]) AS c (user_id, day, begins, ends)`,
      [
        shifts.map(({ userId }) => userId),
        shifts.map(({ day }) => day),
        shifts.map(({ from }) => from),
        shifts.map(({ to }) => to),
      ],
    );
  }

  /** How many of these people are to be at the desk at each moment, in the order of the moments. */
  async scheduledAt(userIds: readonly string[], moments: readonly Date[]): Promise<number[]> {
    const rows = await this.query<{ count: number }>(
      `SELECT count(DISTINCT s.user_id)::int AS count FROM unnest($2::timestamptz[]) WITH ORDINALITY AS moment (at, place)
         LEFT JOIN shift s ON s.user_id = ANY ($1) AND s.begins_at <= moment.at AND s.ends_at > moment.at
        GROUP BY moment.place ORDER BY moment.place`,
      [userIds, moments],
    );
    return rows.map(({ count }) => count);
  }
}
