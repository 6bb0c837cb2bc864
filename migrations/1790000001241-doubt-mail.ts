import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Another mail under a Message-ID that was there before, and the alarm about a sender whose mail was stopped. */
export class DoubtMail1790000001241 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mail_detail ADD COLUMN message_id_reused boolean NOT NULL DEFAULT false;
      ALTER TABLE mail_alarm DROP CONSTRAINT mail_alarm_kind_check;
      ALTER TABLE mail_alarm ADD CONSTRAINT mail_alarm_kind_check
        CHECK (kind IN ('undecided', 'vanished', 'unfetched', 'overlooked', 'suspended'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM mail_alarm WHERE kind = 'suspended';
      ALTER TABLE mail_alarm DROP CONSTRAINT mail_alarm_kind_check;
      ALTER TABLE mail_alarm ADD CONSTRAINT mail_alarm_kind_check
        CHECK (kind IN ('undecided', 'vanished', 'unfetched', 'overlooked'));
      ALTER TABLE mail_detail DROP COLUMN message_id_reused;
    `);
  }
}
