import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable } from './tenant-table.js';

/** Views of the queue under a name. They are of the operator's people, who serve many tenants; the desk says whose tickets are meant. */
export class CreateSavedView1790000000830 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_view (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL REFERENCES app_user (id),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
        view text NOT NULL CHECK (view IN ('waiting', 'mine', 'due', 'all')),
        desk_id uuid,
        filters jsonb NOT NULL CHECK (length(filters::text) <= 500),
        shared boolean NOT NULL DEFAULT false,
        UNIQUE (owner_id, name)
      );
      CREATE INDEX saved_view_shared ON saved_view (id) WHERE shared;
    `);
    await operatorTable(runner, 'saved_view');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_view');
  }
}
