import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was found out about a mail's sender when it came stays with the raw mail, whatever becomes of that: what waits for a person is
 * filed with it later.
 */
export class KeepSenderProof1790000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE raw_mail ADD COLUMN proof jsonb;
      ALTER TABLE raw_mail NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail NO FORCE ROW LEVEL SECURITY;
      UPDATE raw_mail r SET proof = jsonb_build_object('spf', d.spf, 'dkim', d.dkim, 'dmarc', d.dmarc, 'vouchedBy', d.vouched_by)
        FROM mail_detail d WHERE d.tenant_id = r.tenant_id AND d.raw_mail_id = r.id;
      ALTER TABLE raw_mail FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail DROP COLUMN spf, DROP COLUMN dkim, DROP COLUMN dmarc, DROP COLUMN vouched_by;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mail_detail ADD COLUMN spf text NOT NULL DEFAULT 'none', ADD COLUMN dkim text NOT NULL DEFAULT 'none',
        ADD COLUMN dmarc text NOT NULL DEFAULT 'none', ADD COLUMN vouched_by text;
      ALTER TABLE raw_mail NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail NO FORCE ROW LEVEL SECURITY;
      UPDATE mail_detail d SET spf = r.proof->>'spf', dkim = r.proof->>'dkim', dmarc = r.proof->>'dmarc',
             vouched_by = r.proof->>'vouchedBy'
        FROM raw_mail r WHERE d.tenant_id = r.tenant_id AND d.raw_mail_id = r.id AND r.proof IS NOT NULL;
      ALTER TABLE raw_mail FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail FORCE ROW LEVEL SECURITY;
      ALTER TABLE mail_detail ALTER COLUMN spf DROP DEFAULT, ALTER COLUMN dkim DROP DEFAULT, ALTER COLUMN dmarc DROP DEFAULT;
      ALTER TABLE raw_mail DROP COLUMN proof;
    `);
  }
}
