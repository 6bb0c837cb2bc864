import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose findings about a mail's sender the desk goes by: a mail server's, by its name, or (null) its own. */
export class VouchForSenders1790000001240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_detail ADD COLUMN vouched_by text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_detail DROP COLUMN vouched_by');
  }
}
