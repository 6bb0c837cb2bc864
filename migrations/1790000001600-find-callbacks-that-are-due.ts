import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The free callbacks of a shop, by their moment. Without an index of their own the planner, where few tickets wait, read all that wait
 * once for each shop of the person who asks for the next ticket.
 */
export class FindCallbacksThatAreDue1790000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ticket_callback_free ON ticket (tenant_id, due_at, id) WHERE assignee_id IS NULL AND state = 'callback_due'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ticket_callback_free');
  }
}
