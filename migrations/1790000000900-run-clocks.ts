import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction } from './tenant-table.js';

/**
 * A ticket's clocks. One that runs has its due time, one that is paused has the business time that was left; who was told of the end
 * of a run stands beside it, so that nobody is told twice.
 */
export class RunClocks1790000000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ticket
        ADD COLUMN reply_left_ms integer CHECK (reply_left_ms >= 0),
        ADD COLUMN reply_alerted smallint NOT NULL DEFAULT 0 CHECK (reply_alerted BETWEEN 0 AND 2),
        ADD COLUMN resolve_due_at timestamptz,
        ADD COLUMN resolve_left_ms integer CHECK (resolve_left_ms >= 0),
        ADD COLUMN resolve_alerted smallint NOT NULL DEFAULT 0 CHECK (resolve_alerted BETWEEN 0 AND 2),
        ADD CONSTRAINT ticket_reply_clock CHECK (due_at IS NULL OR reply_left_ms IS NULL),
        ADD CONSTRAINT ticket_resolution_clock CHECK (resolve_due_at IS NULL OR resolve_left_ms IS NULL);
      CREATE INDEX ticket_reply_untold ON ticket (due_at) WHERE due_at IS NOT NULL AND reply_alerted < 2;
      CREATE INDEX ticket_resolution_untold ON ticket (resolve_due_at) WHERE resolve_due_at IS NOT NULL AND resolve_alerted < 2;
    `);
    await definerFunction(
      runner,
      'app.desk_hours()',
      `CREATE FUNCTION app.desk_hours()
         RETURNS TABLE (tenant_id uuid, desk_id uuid, hours jsonb, first_reply_minutes integer)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT d.tenant_id, d.id, d.hours, d.first_reply_minutes FROM desk d
       $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.desk_hours();
      DROP INDEX ticket_reply_untold, ticket_resolution_untold;
      ALTER TABLE ticket DROP COLUMN reply_left_ms, DROP COLUMN reply_alerted, DROP COLUMN resolve_due_at,
        DROP COLUMN resolve_left_ms, DROP COLUMN resolve_alerted;
    `);
  }
}
