import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, definerFunction, readableByDefiner, tenantTable } from './tenant-table.js';

/** The tenant scope of a transaction, the tenants, and the event log. */
export class CreatePlatform1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      CREATE SCHEMA app;
      GRANT USAGE ON SCHEMA app TO ${role};
      -- After its first use in a session a custom setting reads back as '', not NULL: both mean "no scope".
      CREATE FUNCTION app.tenant_scope() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
      DECLARE scope text := current_setting('app.tenants', true);
      BEGIN
        IF scope IS NULL OR scope = '' THEN
          RAISE EXCEPTION 'no tenant scope in this transaction' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN scope::uuid[];
      END $$;
      GRANT EXECUTE ON FUNCTION app.tenant_scope() TO ${role};

      CREATE TABLE tenant (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE site (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        url text,
        glyph text NOT NULL CHECK (char_length(glyph) = 1),
        hue text NOT NULL,
        PRIMARY KEY (tenant_id, id)
      );

      -- Commit order is not number order: readers wait for finished transactions by the writer's xid (see docs/adr).
      CREATE TABLE event (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        number bigint GENERATED ALWAYS AS IDENTITY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        type text NOT NULL,
        subject_id uuid,
        actor_id uuid,
        payload jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, number)
      );
      CREATE INDEX event_by_position ON event (xid, number);
      CREATE INDEX event_by_subject ON event (subject_id, number) WHERE subject_id IS NOT NULL;
    `);
    await tenantTable(runner, 'tenant', 'SELECT, INSERT, UPDATE', 'id');
    await tenantTable(runner, 'site');
    await tenantTable(runner, 'event', 'SELECT, INSERT');
    await readableByDefiner(runner, 'event');
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
  }

  async down(): Promise<void> {
    throw new Error('the first migration is not taken back');
  }
}
