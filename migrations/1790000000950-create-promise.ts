import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What was promised to requesters, the attempts to keep it, and how many callbacks an hour of a desk takes. */
export class CreatePromise1790000000950 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE desk ADD callbacks_per_hour integer NOT NULL DEFAULT 6 CHECK (callbacks_per_hour > 0);

      CREATE TABLE promise (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        desk_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('callback', 'answer')),
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'unreached', 'withdrawn')),
        -- As it was told last; what is to be done next may lie later, after an attempt in time.
        promised_until timestamptz NOT NULL,
        starts_at timestamptz,
        until timestamptz NOT NULL,
        phone text,
        caller_id_told boolean NOT NULL DEFAULT false,
        say text NOT NULL DEFAULT '' CHECK (length(say) <= 1000),
        limits text NOT NULL DEFAULT '' CHECK (length(limits) <= 500),
        assignee_id uuid REFERENCES app_user (id),
        made_by uuid REFERENCES app_user (id),
        made_at timestamptz NOT NULL,
        told_to text NOT NULL,
        told_at timestamptz NOT NULL,
        alarm text NOT NULL DEFAULT 'none' CHECK (alarm IN ('none', 'soon', 'missed')),
        missed_at timestamptz,
        closed_at timestamptz,
        closed_by uuid REFERENCES app_user (id),
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id),
        FOREIGN KEY (tenant_id, assignee_id) REFERENCES membership (tenant_id, user_id) ON DELETE SET NULL (assignee_id),
        CHECK (starts_at < until),
        CHECK ((state = 'open') = (closed_at IS NULL))
      );
      CREATE INDEX promise_by_id ON promise (id);
      CREATE INDEX promise_open_by_time ON promise (until, id) WHERE state = 'open';
      CREATE INDEX promise_of_ticket ON promise (ticket_id);
      CREATE INDEX promise_closed ON promise (closed_at) WHERE state = 'kept';

      CREATE TABLE promise_attempt (
        tenant_id uuid NOT NULL,
        promise_id uuid NOT NULL,
        number smallint NOT NULL CHECK (number > 0),
        started_at timestamptz NOT NULL,
        by_id uuid REFERENCES app_user (id),
        outcome text CHECK (outcome IN ('reached', 'no_answer', 'voicemail', 'busy', 'wrong_number')),
        ended_at timestamptz,
        PRIMARY KEY (tenant_id, promise_id, number),
        FOREIGN KEY (tenant_id, promise_id) REFERENCES promise (tenant_id, id)
      );
      ALTER TABLE phone_call ADD promise_id uuid, ADD FOREIGN KEY (tenant_id, promise_id) REFERENCES promise (tenant_id, id);
    `);
    await tenantTable(runner, 'promise');
    await tenantTable(runner, 'promise_attempt');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE phone_call DROP COLUMN promise_id;
      DROP TABLE promise_attempt, promise;
      ALTER TABLE desk DROP COLUMN callbacks_per_hour;
    `);
  }
}
