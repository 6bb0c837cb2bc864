import { Injectable } from '@nestjs/common';
import type { AgentState, StateSpan } from '#libs/contracts';
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

  /** Spans that touch [from, to), oldest first. */
  spans(userIds: readonly string[], from: Date, to: Date): Promise<(StateSpan & { userId: string })[]> {
    return this.query(
      `SELECT user_id AS "userId", state,
              to_char(began_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "from",
              to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "to"
         FROM agent_state
        WHERE user_id = ANY ($1) AND began_at < $3 AND (ended_at IS NULL OR ended_at > $2)
        ORDER BY user_id, began_at`,
      [userIds, from, to],
    );
  }

  /** Seconds in each state within [from, to). */
  seconds(
    userIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<{ userId: string; state: Exclude<AgentState, 'offline'>; seconds: number }[]> {
    return this.query(
      `SELECT user_id AS "userId", state,
              sum(extract(epoch FROM least(coalesce(ended_at, $3), $3) - greatest(began_at, $2)))::float8 AS seconds
         FROM agent_state
        WHERE user_id = ANY ($1) AND began_at < $3 AND (ended_at IS NULL OR ended_at > $2)
        GROUP BY 1, 2`,
      [userIds, from, to],
    );
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

  async presentAt(at: Date): Promise<string[]> {
    const rows = await this.query<{ user_id: string }>(
      'SELECT user_id FROM agent_state WHERE began_at <= $1 AND (ended_at IS NULL OR ended_at > $1) ORDER BY user_id',
      [at],
    );
    return rows.map(({ user_id: userId }) => userId);
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
