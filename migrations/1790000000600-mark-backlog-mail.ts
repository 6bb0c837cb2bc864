import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lay in a mailbox before the desk was connected to it is filed, and answered by no acknowledgement. */
export class MarkBacklogMail1790000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE raw_mail ADD COLUMN backlog boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE raw_mail DROP COLUMN backlog');
  }
}
