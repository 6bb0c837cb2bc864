import { Injectable } from '@nestjs/common';
import type { AgentState, FloorDays } from '#libs/contracts';
import { Repository } from '#libs/platform';

export interface OpenState {
  state: AgentState;
  since: Date;
}

/** Payload: user id, state and the moment since when, divided by blanks. */
export const AGENT_STATES_CHANNEL = 'madoguchi_agent_states';

/** The timelines of all people; the only file that queries them. */
@Injectable()
export class AgentStatesRepository extends Repository {
  /** Nobody else writes this person's timeline until the transaction ends. False for a person who does not exist. */
  async lock(userId: string): Promise<boolean> {
    return (await this.one('SELECT 1 FROM app_user WHERE id = $1 FOR NO KEY UPDATE', [userId])) !== null;
  }

  open(userId: string): Promise<OpenState | null> {
    return this.one<OpenState>(
      'SELECT state, began_at AS since FROM agent_state WHERE user_id = $1 AND ended_at IS NULL',
      [userId],
    );
  }

  async close(userId: string, at: Date): Promise<void> {
    await this.query('UPDATE agent_state SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL', [userId, at]);
  }

  async begin(userId: string, state: AgentState, at: Date, setBy: string | null): Promise<void> {
    await this.query('INSERT INTO agent_state (user_id, state, began_at, set_by) VALUES ($1, $2, $3, $4)', [
      userId,
      state,
      at,
      setBy,
    ]);
  }

  /** Tells every process at commit. */
  async announce(userId: string, { state, since }: { state: AgentState; since: Date | null }): Promise<void> {
    await this.query('SELECT pg_notify($1, $2)', [
      AGENT_STATES_CHANNEL,
      `${userId} ${state} ${since?.toISOString() ?? ''}`,
    ]);
  }

  /** The open states of these people. */
  openOf(userIds: readonly string[]): Promise<{ userId: string; state: AgentState; since: string }[]> {
    return this.query(
      `SELECT user_id AS "userId", state, to_char(began_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
         FROM agent_state WHERE ended_at IS NULL AND user_id = ANY ($1)`,
      [userIds],
    );
  }

  /** Of each of these people who was here since `from` the stretches since then, in seconds from it: thousands of them in few bytes. */
  pieces(userIds: readonly string[], from: Date): Promise<FloorDays['people']> {
    return this.query(
      `SELECT user_id AS "userId",
              json_agg(json_build_array(state, floor(extract(epoch FROM greatest(began_at, $2) - $2)), floor(extract(epoch FROM ended_at - $2)))
                ORDER BY began_at) AS pieces
         FROM agent_state WHERE user_id = ANY ($1) AND (ended_at IS NULL OR ended_at > $2) GROUP BY 1`,
      [userIds, from],
    );
  }

  /**
   * Seconds in each state and step, of everybody together or of each person. `froms` are the beginnings of the steps, which follow on
   * each other without gaps up to `to`; each span is looked at once, however many steps there are.
   */
  seconds(
    userIds: readonly string[],
    froms: readonly Date[],
    to: Date,
    perPerson: boolean,
  ): Promise<{ step: number; userId: string | null; state: Exclude<AgentState, 'offline'>; seconds: number }[]> {
    return this.query(
      `SELECT i - 1 AS step, CASE WHEN $4 THEN user_id END AS "userId", state,
              sum(extract(epoch FROM least(ended_at, steps[i + 1], $3) - greatest(began_at, steps[i])))::float8 AS seconds
         FROM (SELECT $2::timestamptz[] AS steps) AS given
         JOIN agent_state ON user_id = ANY ($1) AND began_at < $3 AND (ended_at IS NULL OR ended_at > steps[1])
        CROSS JOIN generate_series(width_bucket(greatest(began_at, steps[1]), steps),
                                   width_bucket(least(ended_at, $3) - interval '1 microsecond', steps)) AS i
        GROUP BY 1, 2, 3`,
      [userIds, froms, to, perPerson],
    );
  }

  async countIn(userIds: readonly string[], states: readonly AgentState[]): Promise<number> {
    const row = await this.one<{ count: number }>(
      'SELECT count(*)::int AS count FROM agent_state WHERE ended_at IS NULL AND user_id = ANY ($1) AND state = ANY ($2)',
      [userIds, states],
    );
    return row!.count;
  }

  /** Available people who take tickets, longest waiting first, each with the tenants that he or she serves. */
  available(): Promise<{ userId: string; tenantIds: string[] }[]> {
    return this.query(
      `SELECT a.user_id AS "userId", app.tenants_of_user(a.user_id) AS "tenantIds"
         FROM agent_state a JOIN app_user u ON u.id = a.user_id
        WHERE a.ended_at IS NULL AND a.state = 'available' AND u.state = 'active' AND u.practises_in IS NULL
          AND u.roles && '{agent,senior_agent}'
        ORDER BY a.began_at, a.user_id`,
    );
  }

  async practises(userId: string): Promise<boolean> {
    return (await this.one('SELECT FROM app_user WHERE id = $1 AND practises_in IS NOT NULL', [userId])) !== null;
  }

  async seen(userIds: readonly string[], at: Date): Promise<void> {
    await this.query(
      `INSERT INTO agent_seen AS s (user_id, seen_at) SELECT id, $2 FROM unnest($1::uuid[]) AS u (id) ORDER BY id
       ON CONFLICT (user_id) DO UPDATE SET seen_at = greatest(s.seen_at, excluded.seen_at)`,
      [userIds, at],
    );
  }

  /** People with an open state of whom nothing was seen since `before`, and when that was. */
  unseenSince(before: Date, userId: string | null = null): Promise<{ userId: string; lastSeen: Date }[]> {
    return this.query(
      `SELECT a.user_id AS "userId", greatest(s.seen_at, a.began_at) AS "lastSeen"
         FROM agent_state a LEFT JOIN agent_seen s USING (user_id)
        WHERE a.ended_at IS NULL AND greatest(s.seen_at, a.began_at) < $1 AND ($2::uuid IS NULL OR a.user_id = $2)`,
      [before, userId],
    );
  }

  async tenantsOf(userId: string): Promise<string[]> {
    return (await this.one<{ ids: string[] }>('SELECT app.tenants_of_user($1) AS ids', [userId]))!.ids;
  }

  /** A colleague who serves a tenant of this scope; the supervisor of one shop does not move another's people. */
  async isColleague(userId: string): Promise<boolean> {
    return (await this.one('SELECT 1 FROM membership WHERE user_id = $1 LIMIT 1', [userId])) !== null;
  }
}
