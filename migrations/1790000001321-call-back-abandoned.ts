import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who hung up before anybody answered is called back: such a callback was told to nobody, and there is one for each number and desk. */
export class CallBackAbandoned1790000001321 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE promise
        ADD source text NOT NULL DEFAULT 'told' CHECK (source IN ('told', 'abandoned')),
        ADD caller_key text,
        ADD CONSTRAINT abandoned_by_a_number CHECK (source = 'told' OR caller_key IS NOT NULL);
      CREATE UNIQUE INDEX promise_abandoned_once ON promise (tenant_id, desk_id, caller_key)
        WHERE state = 'open' AND source = 'abandoned';
      CREATE INDEX promise_open_of_number ON promise (desk_id, caller_key) WHERE state = 'open' AND caller_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE promise DROP COLUMN source, DROP COLUMN caller_key');
  }
}
