import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a mail asks to be answered, if that is not where it says that it comes from. */
export class NoteOtherReplyTo1790000001302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE mail_detail ADD COLUMN other_reply_to text[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_detail DROP COLUMN other_reply_to');
  }
}
