import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable, tenantTable } from './tenant-table.js';

/** What supervisors tell everybody at the desk, and who has read it. */
export class CreateFloorMessage1790000001180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each shop of its sender: whoever serves one of them reads it, and nobody else.
      CREATE TABLE floor_message (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
        author_id uuid NOT NULL REFERENCES app_user (id),
        sent_at timestamptz NOT NULL,
        until timestamptz NOT NULL CHECK (until > sent_at),
        ended_at timestamptz,
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX floor_message_by_end ON floor_message (until);
      CREATE TABLE floor_message_read (
        message_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES app_user (id),
        read_at timestamptz NOT NULL,
        PRIMARY KEY (message_id, user_id)
      );
    `);
    await tenantTable(runner, 'floor_message');
    await operatorTable(runner, 'floor_message_read', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE floor_message_read, floor_message');
  }
}
