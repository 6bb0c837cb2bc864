import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction } from './tenant-table.js';

/** The event log is read page by page: one transaction may write more events than fit into a page. */
export class ReadEventsByPage1790000000350 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await definerFunction(
      runner,
      'app.events_after(xid8, bigint, integer)',
      `CREATE FUNCTION app.events_after(after_xid xid8, after_number bigint, how_many integer)
         RETURNS TABLE (tenant_id uuid, number bigint, xid xid8, type text, subject_id uuid, actor_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT e.tenant_id, e.number, e.xid, e.type, e.subject_id, e.actor_id FROM event e
          WHERE (e.xid, e.number) > (after_xid, after_number) ORDER BY e.xid, e.number LIMIT least(how_many, 10000)
       $$`,
    );
    await runner.query('DROP FUNCTION app.events_since(xid8, integer)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await definerFunction(
      runner,
      'app.events_since(xid8, integer)',
      `CREATE FUNCTION app.events_since(horizon xid8, how_many integer)
         RETURNS TABLE (tenant_id uuid, number bigint, xid xid8, type text, subject_id uuid, actor_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT e.tenant_id, e.number, e.xid, e.type, e.subject_id, e.actor_id FROM event e
          WHERE e.xid >= horizon ORDER BY e.xid, e.number LIMIT least(how_many, 10000)
       $$`,
    );
    await runner.query('DROP FUNCTION app.events_after(xid8, bigint, integer)');
  }
}
