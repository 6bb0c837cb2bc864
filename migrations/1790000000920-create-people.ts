import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, operatorTable } from './tenant-table.js';

const STATES = `('available', 'on_call', 'after_call', 'away', 'training', 'recovering', 'meeting')`;

/** What people are doing, what they can do, and in which order free tickets reach them. */
export class CreatePeople1790000000920 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Half-open spans, one open at most; without an open one the person is offline.
      CREATE TABLE agent_state (
        user_id uuid NOT NULL REFERENCES app_user (id),
        began_at timestamptz NOT NULL,
        ended_at timestamptz CHECK (ended_at > began_at),
        state text NOT NULL CHECK (state IN ${STATES}),
        set_by uuid REFERENCES app_user (id),
        PRIMARY KEY (user_id, began_at)
      );
      CREATE UNIQUE INDEX agent_state_open ON agent_state (user_id) WHERE ended_at IS NULL;
      CREATE INDEX agent_state_ended ON agent_state (ended_at) WHERE ended_at IS NOT NULL;

      -- When a console of this person was last seen, by any process: outlives the process that saw it.
      CREATE TABLE agent_seen (
        user_id uuid PRIMARY KEY REFERENCES app_user (id),
        seen_at timestamptz NOT NULL
      );

      CREATE TABLE work_profile (
        user_id uuid PRIMARY KEY REFERENCES app_user (id),
        calls_at_once smallint CHECK (calls_at_once BETWEEN 0 AND 5),
        tickets_at_once smallint CHECK (tickets_at_once BETWEEN 0 AND 500),
        languages text[] NOT NULL DEFAULT '{ja,en}',
        topics text[]
      );
      -- One row: the rules of the whole desk.
      CREATE TABLE work_rules (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        push_assignment boolean NOT NULL DEFAULT false,
        vanish_minutes smallint NOT NULL DEFAULT 10 CHECK (vanish_minutes BETWEEN 1 AND 480),
        calls_at_once smallint NOT NULL DEFAULT 1 CHECK (calls_at_once BETWEEN 0 AND 5),
        tickets_at_once smallint NOT NULL DEFAULT 10 CHECK (tickets_at_once BETWEEN 1 AND 500)
      );
      INSERT INTO work_rules DEFAULT VALUES;

      -- Each ticket that is given takes a turn; a shop's last turn says how long it has been passed over.
      CREATE SEQUENCE work_turn;
      GRANT USAGE ON SEQUENCE work_turn TO ${await appRole(runner)};
      -- 9: a callback, given only when it is due. Else misuse and delicate before plain, and of those the phone first.
      ALTER TABLE ticket ADD COLUMN given_turn bigint,
        ADD COLUMN urgency smallint NOT NULL GENERATED ALWAYS AS (
          CASE WHEN state = 'callback_due' THEN 9 ELSE priority * 2 + CASE WHEN channel = 'phone' THEN 1 ELSE 0 END END) STORED;
      -- ticket_free and ticket_turn lead with tenant_id on purpose: next-ticket probes them shop by shop, with an equality.
      CREATE INDEX ticket_free ON ticket (tenant_id, language, urgency DESC, due_at, id)
        WHERE assignee_id IS NULL AND state IN ('new', 'open', 'callback_due');
      CREATE INDEX ticket_in_hand ON ticket (assignee_id) WHERE assignee_id IS NOT NULL AND state IN ('new', 'open', 'callback_due');
      CREATE INDEX ticket_turn ON ticket (tenant_id, given_turn DESC) WHERE given_turn IS NOT NULL;
    `);
    await operatorTable(runner, 'agent_state', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'agent_seen', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'work_profile', 'SELECT, INSERT, UPDATE');
    await operatorTable(runner, 'work_rules', 'SELECT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ticket_free, ticket_in_hand, ticket_turn;
      ALTER TABLE ticket DROP COLUMN given_turn, DROP COLUMN urgency;
      DROP SEQUENCE work_turn;
      DROP TABLE work_rules, work_profile, agent_seen, agent_state;
    `);
  }
}
