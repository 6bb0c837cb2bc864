import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of a follow-up to a closed ticket is each desk's own decision. */
export class RuleFollowUps1790000000850 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days after closing within which a follow-up reopens the ticket; 0: never, null: always.
      ALTER TABLE desk ADD COLUMN reopen_days integer DEFAULT 14 CHECK (reopen_days BETWEEN 0 AND 365)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE desk DROP COLUMN reopen_days');
  }
}
