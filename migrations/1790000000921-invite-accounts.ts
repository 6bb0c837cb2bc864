import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable } from './tenant-table.js';

/** Accounts have a period, a training level, and begin with an invitation instead of a password. */
export class InviteAccounts1790000000921 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app_user
        ADD COLUMN valid_from timestamptz,
        ADD COLUMN valid_to timestamptz CHECK (valid_to > valid_from),
        ADD COLUMN training_level text NOT NULL DEFAULT 'regular' CHECK (training_level IN ('new', 'regular')),
        ALTER COLUMN password_hash DROP NOT NULL,
        DROP CONSTRAINT app_user_state_check,
        ADD CONSTRAINT app_user_state_check CHECK (state IN ('invited', 'active', 'stopped')),
        ADD CONSTRAINT app_user_has_password CHECK (state <> 'active' OR password_hash IS NOT NULL);
      -- Only the digest of a link is kept. A used or replaced one stays, as a trace of who came in by what.
      CREATE TABLE invitation (
        token_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES app_user (id),
        invited_by uuid REFERENCES app_user (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        closed_at timestamptz
      );
      CREATE UNIQUE INDEX invitation_open ON invitation (user_id) WHERE closed_at IS NULL;
    `);
    await operatorTable(runner, 'invitation', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE invitation;
      ALTER TABLE app_user DROP CONSTRAINT app_user_has_password, DROP CONSTRAINT app_user_state_check,
        ADD CONSTRAINT app_user_state_check CHECK (state IN ('active', 'stopped')),
        DROP COLUMN training_level, DROP COLUMN valid_to, DROP COLUMN valid_from;
    `);
  }
}
