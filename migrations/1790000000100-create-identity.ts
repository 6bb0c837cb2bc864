import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction, operatorTable, readableByDefiner, tenantTable } from './tenant-table.js';

/** People, their roles and sessions. People of the operator belong to no tenant; `membership` says whose tickets they see. */
export class CreateIdentity1790000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        email_key text NOT NULL UNIQUE,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        short_name text NOT NULL CHECK (length(short_name) BETWEEN 1 AND 20),
        password_hash text NOT NULL,
        language text NOT NULL DEFAULT 'ja' CHECK (language IN ('ja', 'en')),
        roles text[] NOT NULL,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'stopped')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE membership (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        user_id uuid NOT NULL REFERENCES app_user (id),
        PRIMARY KEY (tenant_id, user_id)
      );
      CREATE INDEX membership_by_user ON membership (user_id);
      CREATE TABLE session (
        token_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES app_user (id),
        csrf_token text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_by_user ON session (user_id);
      CREATE INDEX session_by_expiry ON session (expires_at);
      CREATE TABLE sign_in_failure (
        key text PRIMARY KEY CHECK (length(key) <= 100),
        failures integer NOT NULL,
        last_at timestamptz NOT NULL
      );
    `);
    await operatorTable(runner, 'app_user', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'session');
    await operatorTable(runner, 'sign_in_failure');
    await tenantTable(runner, 'membership', 'SELECT, INSERT, DELETE');
    await readableByDefiner(runner, 'membership');
    await definerFunction(
      runner,
      'app.tenants_of_user(uuid)',
      `CREATE FUNCTION app.tenants_of_user(the_user uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
         SET search_path = pg_catalog, public AS $$
         SELECT coalesce(array_agg(tenant_id ORDER BY tenant_id), '{}') FROM membership WHERE user_id = the_user
       $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION app.tenants_of_user(uuid);
      DROP TABLE sign_in_failure, session, membership, app_user`);
  }
}
