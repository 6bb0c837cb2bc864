import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What a desk tells everybody who comes, while it cannot keep up: which approved text, from when until when. */
export class CreateDeskNotice1790000001182 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE desk_notice (
        tenant_id uuid NOT NULL,
        desk_id uuid NOT NULL,
        canned_key text NOT NULL,
        from_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL CHECK (until_at > from_at),
        set_by uuid NOT NULL REFERENCES app_user (id),
        set_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, desk_id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id)
      );
    `);
    await tenantTable(runner, 'desk_notice', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE desk_notice');
  }
}
