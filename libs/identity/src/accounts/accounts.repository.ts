import { Injectable } from '@nestjs/common';
import type { Language, Role, TrainingLevel } from '#libs/contracts';
import { Repository } from '#libs/platform';

export interface AccountRow {
  id: string;
  email: string;
  name: string;
  shortName: string;
  roles: Role[];
  language: Language;
  state: 'invited' | 'active' | 'stopped';
  validFrom: Date | null;
  validTo: Date | null;
  trainingLevel: TrainingLevel;
  tenantIds: string[];
  /** Tenants of this person in all, also outside the scope. */
  tenantCount: number;
  invitedUntil: Date | null;
}

export type AccountColumns = Pick<
  AccountRow,
  'email' | 'name' | 'shortName' | 'roles' | 'language' | 'validFrom' | 'validTo' | 'trainingLevel'
> & { emailKey: string };

/** Accounts as their administrators see them: those that serve at least one tenant of the scope. */
@Injectable()
export class AccountsRepository extends Repository {
  list(id: string | null = null): Promise<AccountRow[]> {
    return this.query<AccountRow>(
      `SELECT u.id, u.email, u.name, u.short_name AS "shortName", u.roles, u.language, u.state, u.valid_from AS "validFrom",
              u.valid_to AS "validTo", u.training_level AS "trainingLevel", m.ids AS "tenantIds",
              cardinality(app.tenants_of_user(u.id)) AS "tenantCount",
              (SELECT i.expires_at FROM invitation i WHERE i.user_id = u.id AND i.closed_at IS NULL) AS "invitedUntil"
         FROM app_user u
         JOIN (SELECT user_id, array_agg(tenant_id ORDER BY tenant_id) AS ids FROM membership GROUP BY user_id) m
           ON m.user_id = u.id
        WHERE $1::uuid IS NULL OR u.id = $1 ORDER BY u.name, u.id LIMIT 2000`,
      [id],
    );
  }

  async takenKeys(emailKeys: readonly string[]): Promise<Set<string>> {
    const rows = await this.query<{ key: string }>('SELECT email_key AS key FROM app_user WHERE email_key = ANY ($1)', [
      emailKeys,
    ]);
    return new Set(rows.map(({ key }) => key));
  }

  /** False when the address is taken. */
  async insert(id: string, account: AccountColumns): Promise<boolean> {
    const row = await this.one(
      `INSERT INTO app_user (id, email, email_key, name, short_name, roles, language, state, valid_from, valid_to, training_level)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, $10) ON CONFLICT (email_key) DO NOTHING RETURNING id`,
      [id, ...valuesOf(account)],
    );
    return row !== null;
  }

  async update(id: string, account: AccountColumns): Promise<void> {
    await this.query(
      `UPDATE app_user SET email = $2, email_key = $3, name = $4, short_name = $5, roles = $6, language = $7, valid_from = $8,
              valid_to = $9, training_level = $10 WHERE id = $1`,
      [id, ...valuesOf(account)],
    );
  }

  async serve(id: string, tenantIds: readonly string[]): Promise<void> {
    await this.query(
      'INSERT INTO membership (tenant_id, user_id) SELECT unnest($2::uuid[]), $1 ON CONFLICT DO NOTHING',
      [id, tenantIds],
    );
  }

  /** Back to work, or to the invitation that was never used. */
  async resume(id: string): Promise<void> {
    await this.query(
      `UPDATE app_user SET state = CASE WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END WHERE id = $1 AND state = 'stopped'`,
      [id],
    );
  }

  /** People whose time is over and who still have a session. */
  async endedWithSessions(now: Date): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT DISTINCT u.id FROM session s JOIN app_user u ON u.id = s.user_id
        WHERE s.expires_at > $1 AND (u.state <> 'active' OR u.valid_to <= $1)`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Names of the scope's tenants and of their sites, for files that name shops in words. */
  shops(): Promise<{ tenantId: string; name: string }[]> {
    return this.query(
      `SELECT id AS "tenantId", name FROM tenant UNION SELECT tenant_id, name FROM site ORDER BY name, "tenantId"`,
    );
  }
}

const valuesOf = (account: AccountColumns): unknown[] => [
  account.email,
  account.emailKey,
  account.name,
  account.shortName,
  account.roles,
  account.language,
  account.validFrom,
  account.validTo,
  account.trainingLevel,
];
