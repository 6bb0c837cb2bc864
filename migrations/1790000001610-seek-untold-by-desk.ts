import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until when people are to be warned hangs on the hours of the desk and on the channel. By their moment alone, a backlog of thousands
 * was read every two seconds for the sake of one desk that opens late. The tenant stands in front so that a look at one desk is estimated as
 * the few rows that it is: else the plan that is kept for every look joins in an index of all tickets of all tenants.
 */
export class SeekUntoldByDesk1790000001610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ticket_reply_untold, ticket_resolution_untold;
      CREATE INDEX ticket_reply_untold ON ticket (tenant_id, desk_id, channel, due_at) WHERE due_at IS NOT NULL AND reply_alerted < 2;
      CREATE INDEX ticket_resolution_untold ON ticket (tenant_id, desk_id, channel, resolve_due_at)
        WHERE resolve_due_at IS NOT NULL AND resolve_alerted < 2;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ticket_reply_untold, ticket_resolution_untold;
      CREATE INDEX ticket_reply_untold ON ticket (due_at) WHERE due_at IS NOT NULL AND reply_alerted < 2;
      CREATE INDEX ticket_resolution_untold ON ticket (resolve_due_at) WHERE resolve_due_at IS NOT NULL AND resolve_alerted < 2;
    `);
  }
}
