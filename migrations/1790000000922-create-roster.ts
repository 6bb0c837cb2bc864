import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable } from './tenant-table.js';

/** Teams of the operator's people, and who is to be at the desk when. */
export class CreateRoster1790000000922 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE team (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
        lead_id uuid REFERENCES app_user (id)
      );
      CREATE TABLE team_member (
        user_id uuid PRIMARY KEY REFERENCES app_user (id),
        team_id uuid NOT NULL REFERENCES team (id) ON DELETE CASCADE
      );
      CREATE INDEX team_member_of_team ON team_member (team_id);
      -- Half-open, as moments: a shift of a night is one row.
      CREATE TABLE shift (
        user_id uuid NOT NULL REFERENCES app_user (id),
        day date NOT NULL,
        begins_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > begins_at),
        PRIMARY KEY (user_id, begins_at)
      );
      CREATE INDEX shift_by_day ON shift (day);
      CREATE INDEX shift_by_end ON shift (ends_at);
    `);
    for (const table of ['team', 'team_member', 'shift']) await operatorTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shift, team_member, team');
  }
}
