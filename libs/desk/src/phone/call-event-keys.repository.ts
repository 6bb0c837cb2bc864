import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';

export interface CallEventKeyRow {
  id: string;
  secretHash: Buffer;
  createdAt: Date;
  createdByName: string | null;
  validUntil: Date | null;
  lastUsedAt: Date | null;
}

const KEY = `
  SELECT k.id, k.secret_hash AS "secretHash", k.created_at AS "createdAt", u.short_name AS "createdByName",
         k.valid_until AS "validUntil", k.last_used_at AS "lastUsedAt"
    FROM call_event_key k
    LEFT JOIN app_user u ON u.id = k.created_by AND EXISTS (SELECT FROM membership m WHERE m.user_id = u.id)`;

/** The keys are the operator's; who made one has a name for those alone who share a shop with that person. */
@Injectable()
export class CallEventKeysRepository extends Repository {
  findValid(id: string, now: Date): Promise<CallEventKeyRow | null> {
    return this.one<CallEventKeyRow>(`${KEY} WHERE k.id = $1 AND (k.valid_until IS NULL OR k.valid_until > $2)`, [
      id,
      now,
    ]);
  }

  listValid(now: Date): Promise<CallEventKeyRow[]> {
    return this.query<CallEventKeyRow>(
      `${KEY} WHERE k.valid_until IS NULL OR k.valid_until > $1 ORDER BY k.created_at DESC`,
      [now],
    );
  }

  async insert(key: { id: string; secretHash: Buffer; createdBy: string; createdAt: Date }): Promise<void> {
    await this.query('INSERT INTO call_event_key (id, secret_hash, created_by, created_at) VALUES ($1, $2, $3, $4)', [
      key.id,
      key.secretHash,
      key.createdBy,
      key.createdAt,
    ]);
  }

  async endAll(at: Date): Promise<void> {
    await this.query('UPDATE call_event_key SET valid_until = $1 WHERE valid_until IS NULL OR valid_until > $1', [at]);
  }

  /** At most once a minute: a busy exchange must not make all its events wait for this one row. */
  async touch(id: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE call_event_key SET last_used_at = $2
        WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
      [id, at],
    );
  }
}
