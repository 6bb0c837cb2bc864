import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable, tenantTable } from './tenant-table.js';

/** What happened, to whom, and what each shop has delegated. */
export class CreateIncident1790000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        title text NOT NULL,
        title_en text NOT NULL,
        platform_name text NOT NULL,
        platform_name_en text NOT NULL,
        attacked_at timestamptz,
        discovered_on date,
        published_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE statement (
        incident_id uuid NOT NULL REFERENCES incident (id),
        id uuid PRIMARY KEY,
        number integer NOT NULL CHECK (number > 0),
        title text NOT NULL,
        title_en text NOT NULL,
        body text NOT NULL,
        body_en text NOT NULL,
        issued_at timestamptz NOT NULL,
        UNIQUE (incident_id, number)
      );
      CREATE TABLE incident_fact (
        incident_id uuid NOT NULL REFERENCES incident (id),
        key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
        type text NOT NULL CHECK (type IN ('text', 'date', 'datetime', 'count')),
        value jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (incident_id, key)
      );
      CREATE TABLE engagement (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        incident_id uuid NOT NULL REFERENCES incident (id),
        form_and_replies boolean NOT NULL,
        phone boolean NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz,
        notification_addresses text[] NOT NULL DEFAULT '{}',
        state text NOT NULL DEFAULT 'agreed' CHECK (state IN ('requested', 'agreed', 'ended')),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, incident_id)
      );
      -- The period is half-open: the end is not in it. Counts keep their unit; units are never added up.
      CREATE TABLE cohort (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        incident_id uuid NOT NULL REFERENCES incident (id),
        key text NOT NULL,
        label text NOT NULL,
        label_en text NOT NULL,
        grade text NOT NULL CHECK (grade IN
          ('downloaded', 'viewed', 'very_likely_viewed', 'possibly_viewed', 'possibly_leaked', 'not_affected')),
        period_from timestamptz NOT NULL,
        period_to timestamptz NOT NULL CHECK (period_to > period_from),
        items text[] NOT NULL,
        not_items text[] NOT NULL,
        includes_cancelled boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, incident_id, key)
      );
      CREATE TABLE cohort_count (
        tenant_id uuid NOT NULL,
        cohort_id uuid NOT NULL,
        unit text NOT NULL CHECK (unit IN ('persons', 'orders', 'records', 'companies', 'sites', 'operators')),
        value bigint NOT NULL CHECK (value >= 0),
        about boolean NOT NULL DEFAULT false,
        max boolean NOT NULL DEFAULT false,
        PRIMARY KEY (tenant_id, cohort_id, unit),
        FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id)
      );
    `);
    await operatorTable(runner, 'incident', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'statement', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'incident_fact', 'SELECT, INSERT, UPDATE');
    for (const table of ['engagement', 'cohort', 'cohort_count']) await tenantTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cohort_count, cohort, engagement, incident_fact, statement, incident');
  }
}
