import { Injectable } from '@nestjs/common';
import type { FloorMessageView, UnreadMessage } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { isoTime } from '../floor/floor.repository.js';

export interface NewFloorMessage {
  id: string;
  text: string;
  authorId: string;
  sentAt: Date;
  until: Date;
}

/** Shops share a message: each of its rows says the same. */
const IN_FORCE = `
  SELECT DISTINCT ON (m.sent_at, m.id) m.id, m.text, u.short_name AS author, ${isoTime('m.sent_at')} AS "sentAt",
         ${isoTime('m.until')} AS until
    FROM floor_message m JOIN app_user u ON u.id = m.author_id
   WHERE m.until > $1 AND m.ended_at IS NULL`;

/** Messages to the floor; all of the transaction's scope. */
@Injectable()
export class FloorMessagesRepository extends Repository {
  /** Nobody else sends one until this transaction ends. */
  async lock(): Promise<void> {
    await this.query(`SELECT pg_advisory_xact_lock(hashtext('floor_message'))`);
  }

  async insert(tenantIds: readonly string[], message: NewFloorMessage): Promise<void> {
    await this.query(
      `INSERT INTO floor_message (tenant_id, id, text, author_id, sent_at, until)
       SELECT tenant_id, $2, $3, $4, $5, $6 FROM unnest($1::uuid[]) AS t (tenant_id)`,
      [tenantIds, message.id, message.text, message.authorId, message.sentAt, message.until],
    );
  }

  /** The newest first. */
  async inForce(now: Date): Promise<Omit<FloorMessageView, 'read' | 'unread'>[]> {
    return this.query(`${IN_FORCE} ORDER BY m.sent_at DESC, m.id LIMIT 50`, [now]);
  }

  unreadBy(userId: string, now: Date): Promise<UnreadMessage[]> {
    return this.query(
      `${IN_FORCE} AND m.author_id <> $2
          AND NOT EXISTS (SELECT FROM floor_message_read r WHERE r.message_id = m.id AND r.user_id = $2)
        ORDER BY m.sent_at DESC, m.id LIMIT 50`,
      [now, userId],
    );
  }

  find(id: string): Promise<{ id: string } | null> {
    return this.one('SELECT id FROM floor_message WHERE id = $1 LIMIT 1', [id]);
  }

  /** False where it was read before. */
  async read(id: string, userId: string, at: Date): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO floor_message_read (message_id, user_id, read_at) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING message_id`,
      [id, userId, at],
    );
    return row !== null;
  }

  /** False where it has ended. */
  async end(id: string, at: Date): Promise<boolean> {
    const rows = await this.query(
      `WITH ended AS (UPDATE floor_message SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND until > $2 RETURNING id)
       SELECT id FROM ended`,
      [id, at],
    );
    return rows.length > 0;
  }

  /** Colleagues who have read these, each with when; and those at the desk who have not. */
  readers(ids: readonly string[]): Promise<{ id: string; name: string; at: string | null }[]> {
    return this.query(
      `SELECT m.id, u.short_name AS name, ${isoTime('r.read_at')} AS at
         FROM (SELECT DISTINCT id, author_id FROM floor_message WHERE id = ANY ($1)) m
         JOIN app_user u ON u.id <> m.author_id AND EXISTS (
           SELECT FROM floor_message f JOIN membership s ON s.tenant_id = f.tenant_id WHERE f.id = m.id AND s.user_id = u.id)
         LEFT JOIN floor_message_read r ON r.message_id = m.id AND r.user_id = u.id
        WHERE r.read_at IS NOT NULL
           OR EXISTS (SELECT FROM agent_state a WHERE a.user_id = u.id AND a.ended_at IS NULL)
        ORDER BY m.id, r.read_at, u.short_name LIMIT 5000`,
      [ids],
    );
  }
}
