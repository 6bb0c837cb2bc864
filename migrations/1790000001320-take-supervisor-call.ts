import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/** Which supervisor comes to a call, one at most; the agent may withdraw it. */
export class TakeSupervisorCall1790000001320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE supervisor_call
        ADD COLUMN taken_by uuid REFERENCES app_user (id),
        ADD COLUMN taken_at timestamptz,
        ADD COLUMN withdrawn_at timestamptz,
        ADD CONSTRAINT taken_by_somebody CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
        ADD CONSTRAINT taker_is_no_caller CHECK (taken_by <> agent_id);
      GRANT UPDATE (called_at, taken_by, taken_at, withdrawn_at) ON supervisor_call TO ${await appRole(runner)};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (called_at, taken_by, taken_at, withdrawn_at) ON supervisor_call FROM ${await appRole(runner)};
      ALTER TABLE supervisor_call
        DROP COLUMN taken_by, DROP COLUMN taken_at, DROP COLUMN withdrawn_at;
    `);
  }
}
