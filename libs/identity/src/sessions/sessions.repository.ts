import { Injectable } from '@nestjs/common';
import type { Language, Role } from '#libs/contracts';
import { Repository } from '#libs/platform';

export interface SessionRow {
  user_id: string;
  email: string;
  name: string;
  short_name: string;
  language: Language;
  roles: Role[];
  tenant_ids: string[];
  practises_in: string | null;
  csrf_token: string;
  expires_at: Date;
}

@Injectable()
export class SessionsRepository extends Repository {
  find(tokenHash: Buffer, now: Date): Promise<SessionRow | null> {
    return this.one<SessionRow>(
      `SELECT s.user_id, u.email, u.name, u.short_name, u.language, u.roles, s.csrf_token, s.expires_at,
              u.practises_in,
              CASE WHEN u.practises_in IS NULL THEN app.tenants_of_user(u.id) ELSE ARRAY[u.practises_in] END AS tenant_ids
         FROM session s JOIN app_user u ON u.id = s.user_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.state = 'active'
          AND (u.valid_from IS NULL OR u.valid_from <= $2) AND (u.valid_to IS NULL OR u.valid_to > $2)`,
      [tokenHash, now],
    );
  }

  async insert(tokenHash: Buffer, userId: string, csrfToken: string, expiresAt: Date): Promise<void> {
    await this.query('INSERT INTO session (token_hash, user_id, csrf_token, expires_at) VALUES ($1, $2, $3, $4)', [
      tokenHash,
      userId,
      csrfToken,
      expiresAt,
    ]);
  }

  async remove(tokenHash: Buffer): Promise<void> {
    await this.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
  }

  async removeAllOf(userId: string): Promise<void> {
    await this.query('DELETE FROM session WHERE user_id = $1', [userId]);
  }

  async removeExpired(now: Date): Promise<void> {
    await this.query('DELETE FROM session WHERE expires_at <= $1', [now]);
    await this.query(`DELETE FROM sign_in_failure WHERE last_at < $1::timestamptz - interval '1 day'`, [now]);
  }

  /** Tells every process at commit; the payload is a user or session key and a word. */
  async announce(payload: string): Promise<void> {
    await this.query('SELECT pg_notify($1, $2)', [SESSIONS_CHANNEL, payload]);
  }

  async failuresOf(key: string): Promise<{ failures: number; last_at: Date } | null> {
    return this.one('SELECT failures, last_at FROM sign_in_failure WHERE key = $1', [key]);
  }

  /** The same, and nobody else tries this key until the transaction ends. */
  async lockFailures(key: string, now: Date): Promise<{ failures: number; last_at: Date }> {
    await this.query(
      'INSERT INTO sign_in_failure (key, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT (key) DO NOTHING',
      [key, now],
    );
    return (await this.one<{ failures: number; last_at: Date }>(
      'SELECT failures, last_at FROM sign_in_failure WHERE key = $1 FOR UPDATE',
      [key],
    ))!;
  }

  async addFailure(key: string, now: Date, forgetAfterMinutes: number): Promise<void> {
    await this.query(
      `INSERT INTO sign_in_failure AS f (key, failures, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET last_at = $2,
         failures = CASE WHEN f.last_at < $2::timestamptz - make_interval(mins => $3) THEN 1 ELSE least(f.failures + 1, 1000) END`,
      [key, now, forgetAfterMinutes],
    );
  }

  async clearFailures(key: string): Promise<void> {
    await this.query('DELETE FROM sign_in_failure WHERE key = $1', [key]);
  }
}

export const SESSIONS_CHANNEL = 'madoguchi_sessions';
