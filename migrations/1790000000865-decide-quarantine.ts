import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a mail was set aside, and what one supervisor leaves for another with a mail that waits. */
export class DecideQuarantine1790000000865 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE raw_mail
        ADD COLUMN discard_reason text CHECK (discard_reason IN ('unwanted', 'repeated', 'machine', 'no_inquiry')),
        ADD COLUMN review_note text CHECK (length(review_note) <= 600),
        ADD COLUMN review_note_by uuid REFERENCES app_user (id),
        ADD COLUMN review_note_at timestamptz,
        ADD CONSTRAINT raw_mail_note_is_signed
          CHECK (num_nonnulls(review_note, review_note_by, review_note_at) IN (0, 3));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE raw_mail DROP COLUMN discard_reason, DROP COLUMN review_note, DROP COLUMN review_note_by,
        DROP COLUMN review_note_at;
    `);
  }
}
