import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';
import type { PaceRule } from './mail-pace.policy.js';

/** A process that dies while it sends gives its place back after so long. */
const SLOT_MS = 180_000;

@Injectable()
export class MailPaceRepository extends Repository {
  /** Takes the next free time of a group; in the past or now means at once. */
  async takeTime(key: string, rule: PaceRule, now: Date): Promise<Date> {
    const row = await this.one<{ at: Date }>(
      `INSERT INTO mail_pace AS known (key, next_at)
       VALUES ($1, $2::timestamptz - $3 * interval '1 ms' + $4 * interval '1 ms')
       ON CONFLICT (key) DO UPDATE SET
         next_at = greatest(known.next_at, $2::timestamptz - $3 * interval '1 ms') + $4 * interval '1 ms'
       RETURNING next_at - $4 * interval '1 ms' AS at`,
      [key, now, (rule.burst - 1) * rule.spacing, rule.spacing],
    );
    return row!.at;
  }

  /** False when as many as allowed are on their way. */
  async takeSlot(key: string, messageId: string, atOnce: number, now: Date): Promise<boolean> {
    await this.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`mail slots of ${key}`]);
    await this.query('DELETE FROM mail_slot WHERE key = $1 AND until < $2', [key, now]);
    const row = await this.one(
      `INSERT INTO mail_slot (message_id, key, until)
       SELECT $2::uuid, $1, $4 WHERE (SELECT count(*) FROM mail_slot WHERE key = $1 AND message_id <> $2) < $3
       ON CONFLICT (message_id) DO UPDATE SET until = excluded.until RETURNING message_id`,
      [key, messageId, atOnce, new Date(now.getTime() + SLOT_MS)],
    );
    return row !== null;
  }

  async giveSlot(messageId: string): Promise<void> {
    await this.query('DELETE FROM mail_slot WHERE message_id = $1', [messageId]);
  }

  async keepTime(tenantId: string, messageId: string, at: Date): Promise<void> {
    await this.query('UPDATE message SET paced_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, messageId, at]);
  }
}
