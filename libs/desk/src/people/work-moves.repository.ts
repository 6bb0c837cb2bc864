import { Injectable } from '@nestjs/common';
import type { Channel } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { ORDINARY } from '../tickets/ticket.visibility.js';

/** Whose work is moved: what is in a person's hands, or what lies free at a desk. */
export type MoveSource = { personId: string } | { deskId: string; channel: Channel | null };

/** Tickets in a lane for few eyes are moved one by one, by those who see them. */
const WAITING = `t.state IN ('new', 'open', 'callback_due') AND ${ORDINARY}`;

/** Finds the work that a supervisor moves. */
@Injectable()
export class WorkMovesRepository extends Repository {
  /** The soonest due first; where `to` is given, only what is of shops that this person serves. */
  async waiting(source: MoveSource, to: string | null, most: number): Promise<string[]> {
    const [condition, key, channel] = conditionOf(source);
    const rows = await this.query<{ id: string }>(
      `SELECT t.id FROM ticket t
        WHERE ${WAITING} AND ${condition} AND ($2::text IS NULL OR t.channel = $2)
          AND ($3::uuid IS NULL OR EXISTS (SELECT FROM membership m WHERE m.tenant_id = t.tenant_id AND m.user_id = $3))
        ORDER BY t.due_at, t.id LIMIT $4`,
      [key, channel, to, most],
    );
    return rows.map(({ id }) => id);
  }

  async count(source: MoveSource): Promise<number> {
    const [condition, key, channel] = conditionOf(source);
    const row = await this.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM ticket t
        WHERE ${WAITING} AND ${condition} AND ($2::text IS NULL OR t.channel = $2)`,
      [key, channel],
    );
    return row!.count;
  }
}

const conditionOf = (source: MoveSource): [condition: string, key: string, channel: Channel | null] =>
  'personId' in source
    ? ['t.assignee_id = $1', source.personId, null]
    : ['t.desk_id = $1 AND t.assignee_id IS NULL', source.deskId, source.channel];
