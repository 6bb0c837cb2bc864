import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, definerFunction, readableByDefiner, tenantTable } from './tenant-table.js';

/**
 * Practice with invented inquiries. Each round is a tenant of its own, of a kind of its own, that one person alone works in. A scope
 * holds shops or one round, never both: `app.tenants_of_user` knows shops only, and whoever practises has the round for a scope.
 */
export class CreateTraining1790000001160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      ALTER TABLE tenant
        ADD COLUMN kind text NOT NULL DEFAULT 'shop' CHECK (kind IN ('shop', 'training')),
        ADD UNIQUE (id, kind);
      -- A tenant stays what it was made.
      REVOKE UPDATE ON tenant FROM ${role};
      GRANT UPDATE (name) ON tenant TO ${role};

      CREATE TABLE training_round (
        tenant_id uuid PRIMARY KEY,
        kind text NOT NULL GENERATED ALWAYS AS ('training') STORED,
        user_id uuid NOT NULL REFERENCES app_user (id),
        began_at timestamptz NOT NULL,
        ended_at timestamptz CHECK (ended_at >= began_at),
        FOREIGN KEY (tenant_id, kind) REFERENCES tenant (id, kind),
        UNIQUE (tenant_id, user_id)
      );
      CREATE INDEX training_round_of_user ON training_round (user_id);
      -- Nobody can practise among a shop's inquiries, or in another person's round.
      ALTER TABLE app_user
        ADD COLUMN practises_in uuid,
        ADD FOREIGN KEY (practises_in, id) REFERENCES training_round (tenant_id, user_id);

      -- One invented inquiry or call of a round: which one it is, and what was seen in its answer.
      CREATE TABLE training_task (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        key text NOT NULL,
        -- Of an invented call: who calls and what is said; its ticket is written by the person who practises.
        call jsonb,
        ticket_id uuid,
        points jsonb,
        reviewed_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, key),
        FOREIGN KEY (tenant_id) REFERENCES training_round (tenant_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
        CHECK (call IS NOT NULL OR ticket_id IS NOT NULL),
        CHECK ((points IS NULL) = (reviewed_at IS NULL))
      );
    `);
    await tenantTable(runner, 'training_round');
    await tenantTable(runner, 'training_task');
    await readableByDefiner(runner, 'training_round');
    await readableByDefiner(runner, 'training_task');
    await readableByDefiner(runner, 'tenant');
    await this.shopsOnly(runner);
    await definerFunction(
      runner,
      'app.training_of(uuid[])',
      `CREATE FUNCTION app.training_of(the_users uuid[])
         RETURNS TABLE (user_id uuid, rounds integer, answered integer, points_right integer, points_judged integer, last_at timestamptz)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT r.user_id, count(DISTINCT r.tenant_id)::int, count(DISTINCT t.id)::int,
                count(*) FILTER (WHERE p.value = 'true')::int, count(*) FILTER (WHERE p.value IN ('true', 'false'))::int,
                max(greatest(r.began_at, t.reviewed_at))
           FROM training_round r
           LEFT JOIN training_task t ON t.tenant_id = r.tenant_id AND t.reviewed_at IS NOT NULL
           LEFT JOIN LATERAL jsonb_each_text(t.points) p ON true
          WHERE r.user_id = ANY (the_users) GROUP BY r.user_id
       $$`,
    );
  }

  /** What comes from outside finds shops alone: pages, calls, status links, and the watches over all desks. */
  private async shopsOnly(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION app.tenants_of_user(the_user uuid) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        SELECT coalesce(array_agg(m.tenant_id ORDER BY m.tenant_id), '{}')
          FROM membership m JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'shop' WHERE m.user_id = the_user
      $$;
      CREATE OR REPLACE FUNCTION app.tenant_of_desk(the_slug text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        SELECT d.tenant_id FROM desk d JOIN tenant t ON t.id = d.tenant_id AND t.kind = 'shop' WHERE d.slug = the_slug
      $$;
      CREATE OR REPLACE FUNCTION app.tenant_of_ticket(the_ticket uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        SELECT k.tenant_id FROM ticket k JOIN tenant t ON t.id = k.tenant_id AND t.kind = 'shop' WHERE k.id = the_ticket
      $$;
      CREATE OR REPLACE FUNCTION app.desk_hours()
        RETURNS TABLE (tenant_id uuid, desk_id uuid, hours jsonb, first_reply_minutes integer)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        SELECT d.tenant_id, d.id, d.hours, d.first_reply_minutes
          FROM desk d JOIN tenant t ON t.id = d.tenant_id AND t.kind = 'shop'
      $$;
      CREATE OR REPLACE FUNCTION app.desks_of_phone(the_digits text) RETURNS TABLE (tenant_id uuid, desk_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        SELECT d.tenant_id, d.id FROM desk d JOIN tenant t ON t.id = d.tenant_id AND t.kind = 'shop'
         WHERE d.phone_open AND regexp_replace(d.phone_number, '[^0-9]', '', 'g') = the_digits LIMIT 2
      $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('invented inquiries would become those of a shop');
  }
}
