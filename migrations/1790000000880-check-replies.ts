import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each desk's own charset, and what a reply's writer was warned of and sent all the same. */
export class CheckReplies1790000000880 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE desk ADD COLUMN reply_charset text NOT NULL DEFAULT 'utf-8'
        CHECK (reply_charset IN ('utf-8', 'iso-2022-jp'));
      ALTER TABLE message
        ADD COLUMN passed_warnings jsonb,
        ADD COLUMN warning_reason text CHECK (length(warning_reason) <= 500),
        ADD CONSTRAINT message_warnings_with_reason CHECK ((passed_warnings IS NULL) = (warning_reason IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message DROP COLUMN passed_warnings, DROP COLUMN warning_reason;
      ALTER TABLE desk DROP COLUMN reply_charset;
    `);
  }
}
