import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction, tenantTable } from './tenant-table.js';

/** The second book of incoming mail: what arrived, written apart from what became of it, and what does not agree. */
export class AuditMail1790000000860 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each time that a mail was taken, also for mail that was known already. It refers to the raw mail by its id alone, so
      -- that it still speaks when that is gone.
      CREATE TABLE mail_arrival (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        mailbox_id uuid NOT NULL,
        source text NOT NULL CHECK (source IN ('smtp', 'imap')),
        uid_validity bigint,
        uid bigint,
        raw_mail_id uuid NOT NULL,
        arrived_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, mailbox_id, uid_validity, uid),
        FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id)
      );
      CREATE INDEX mail_arrival_of_raw ON mail_arrival (raw_mail_id);

      CREATE TABLE mail_alarm (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        mailbox_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('undecided', 'vanished', 'unfetched')),
        -- What it is about, unique within its kind: a raw mail, or a UID of a server.
        subject text NOT NULL,
        raw_mail_id uuid,
        uid_validity bigint,
        uid bigint,
        arrived_at timestamptz,
        noticed_at timestamptz NOT NULL,
        resolved_at timestamptz,
        resolved_by uuid REFERENCES app_user (id),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, mailbox_id, kind, subject),
        FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id)
      );
      CREATE INDEX mail_alarm_open ON mail_alarm (noticed_at, id) WHERE resolved_at IS NULL;

      -- How the last test of the mailbox ended, with its mark.
      ALTER TABLE mailbox ADD COLUMN last_test jsonb;
    `);
    for (const table of ['mail_arrival', 'mail_alarm']) await tenantTable(runner, table);
    await definerFunction(
      runner,
      'app.mail_tenants()',
      `CREATE FUNCTION app.mail_tenants() RETURNS TABLE (tenant_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT DISTINCT tenant_id FROM mailbox $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.mail_tenants();
      ALTER TABLE mailbox DROP COLUMN last_test;
      DROP TABLE mail_alarm, mail_arrival;
    `);
  }
}
