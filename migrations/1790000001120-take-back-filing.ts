import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decided about a mail that waited, and the alarm about one that nobody has decided about for a day. */
export class TakeBackFiling1790000001120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE raw_mail ADD COLUMN decided_by uuid REFERENCES app_user (id);
      CREATE INDEX raw_mail_decided_by_people ON raw_mail (decided_at) WHERE decided_by IS NOT NULL;
      ALTER TABLE mail_alarm DROP CONSTRAINT mail_alarm_kind_check;
      ALTER TABLE mail_alarm ADD CONSTRAINT mail_alarm_kind_check
        CHECK (kind IN ('undecided', 'vanished', 'unfetched', 'overlooked'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM mail_alarm WHERE kind = 'overlooked';
      ALTER TABLE mail_alarm DROP CONSTRAINT mail_alarm_kind_check;
      ALTER TABLE mail_alarm ADD CONSTRAINT mail_alarm_kind_check CHECK (kind IN ('undecided', 'vanished', 'unfetched'));
      ALTER TABLE raw_mail DROP COLUMN decided_by;
    `);
  }
}
