import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/** What taking a person from a tenant, and counting without what was taken back, need. */
export class TraceDepartures1790000000820 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      -- Only to lock the row: nobody takes a ticket by a membership that is about to go.
      GRANT UPDATE ON membership TO ${role};
      CREATE INDEX message_withdrawn ON message (id) WHERE delivery_state = 'withdrawn';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      DROP INDEX message_withdrawn;
      REVOKE UPDATE ON membership FROM ${role};
    `);
  }
}
