import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable } from './tenant-table.js';

/** The staffing plan of each incident, and events by their time: a report reads a day of them. */
export class CreateReporting1790000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staffing_plan (
        incident_id uuid PRIMARY KEY REFERENCES incident (id),
        batches jsonb NOT NULL,
        assumptions jsonb NOT NULL,
        version integer NOT NULL,
        changed_by uuid REFERENCES app_user (id),
        changed_at timestamptz NOT NULL
      );
      -- Events come in the order of their time, so this index is a few pages and costs an inquiry nothing.
      CREATE INDEX event_by_time ON event USING brin (at) WITH (pages_per_range = 16);
    `);
    await operatorTable(runner, 'staffing_plan', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX event_by_time; DROP TABLE staffing_plan');
  }
}
