import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, tenantTable } from './tenant-table.js';

/** What goes to a supervisor or to the few who speak with press, lawyers and police; complaints; misuse and the claim that there is none. */
export class CreateEscalation1790000000980 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For few eyes: every list for others leaves out what has a lane.
      ALTER TABLE ticket ADD COLUMN lane text CHECK (lane IN ('press', 'lawyer', 'police'));

      CREATE TABLE escalation (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        lane text NOT NULL CHECK (lane IN ('supervisor', 'press', 'lawyer', 'police')),
        trigger text NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'returned', 'closed')),
        promised text CHECK (length(promised) <= 500),
        wish text CHECK (length(wish) <= 500),
        -- Null: opened by the desk itself.
        opened_by uuid REFERENCES app_user (id),
        opened_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        overdue_at timestamptz,
        owner_id uuid REFERENCES app_user (id),
        taken_at timestamptz,
        ended_at timestamptz,
        words text CHECK (length(words) <= 1000),
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
        CHECK ((state = 'open') = (owner_id IS NULL)),
        CHECK ((state IN ('returned', 'closed')) = (ended_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX escalation_one_open ON escalation (tenant_id, ticket_id) WHERE state IN ('open', 'taken');
      CREATE INDEX escalation_by_id ON escalation (id);
      CREATE INDEX escalation_of_ticket ON escalation (ticket_id, opened_at);
      CREATE INDEX escalation_waiting ON escalation (due_at) WHERE state IN ('open', 'taken');

      CREATE TABLE complaint (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        level smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
        step text CHECK (step IN ('warned', 'ended')),
        set_by uuid REFERENCES app_user (id),
        set_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE INDEX complaint_of_ticket ON complaint (ticket_id, set_at);

      CREATE TABLE misuse_finding (
        tenant_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('confirmed', 'unfounded')),
        decided_by uuid NOT NULL REFERENCES app_user (id),
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, ticket_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE INDEX ticket_of_misuse ON ticket (created_at) WHERE topic IN ('MIS', 'SUS');

      ALTER TABLE incident
        ADD COLUMN no_misuse text NOT NULL DEFAULT 'in_force' CHECK (no_misuse IN ('in_force', 'under_review', 'withdrawn')),
        ADD COLUMN no_misuse_since timestamptz;
      GRANT UPDATE (no_misuse, no_misuse_since) ON incident TO ${await appRole(runner)};
    `);
    await tenantTable(runner, 'escalation');
    await tenantTable(runner, 'complaint', 'SELECT, INSERT');
    await tenantTable(runner, 'misuse_finding');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident DROP COLUMN no_misuse, DROP COLUMN no_misuse_since;
      DROP INDEX ticket_of_misuse;
      DROP TABLE misuse_finding, complaint, escalation;
      ALTER TABLE ticket DROP COLUMN lane;
    `);
  }
}
