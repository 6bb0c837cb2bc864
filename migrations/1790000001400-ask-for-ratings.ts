import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Whether a desk asks how content people were, and what they answered: once for each time that their inquiry was answered. */
export class AskForRatings1790000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE desk ADD COLUMN asks_rating boolean NOT NULL DEFAULT false;
      CREATE TABLE rating (
        tenant_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        -- Which answer it is about.
        answered_at timestamptz NOT NULL,
        score smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
        -- Who had answered; null: nobody in particular.
        agent_id uuid REFERENCES app_user (id),
        given_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, ticket_id, answered_at),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE INDEX rating_by_time ON rating (given_at);
    `);
    await tenantTable(runner, 'rating', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rating; ALTER TABLE desk DROP COLUMN asks_rating');
  }
}
