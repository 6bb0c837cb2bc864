import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** An agent who calls a supervisor to a long call. It is over when the call is: nothing ends it but the agent's next state. */
export class CreateSupervisorCall1790000001260 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE supervisor_call (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        desk_id uuid NOT NULL,
        agent_id uuid NOT NULL REFERENCES app_user (id),
        -- Of the agent's state in which it was made: once for each.
        call_began_at timestamptz NOT NULL,
        called_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id),
        UNIQUE (tenant_id, agent_id, call_began_at)
      );
    `);
    await tenantTable(runner, 'supervisor_call', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE supervisor_call');
  }
}
