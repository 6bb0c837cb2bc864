import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One index of merged tickets, by their survivor. With a second one by time the planner, while it believed that nothing is merged, read
 * all merged tickets for each one that a report looks at: minutes instead of a moment.
 */
export class FindMergedBySurvivor1790000001480 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ticket_merged, ticket_of_survivor;
      CREATE INDEX ticket_of_survivor ON ticket (survivor_id) INCLUDE (tenant_id, created_at, answered_at)
        WHERE survivor_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ticket_of_survivor;
      CREATE INDEX ticket_of_survivor ON ticket (survivor_id) WHERE survivor_id IS NOT NULL;
      CREATE INDEX ticket_merged ON ticket (created_at) WHERE survivor_id IS NOT NULL;
    `);
  }
}
