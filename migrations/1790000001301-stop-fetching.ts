import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction } from './tenant-table.js';

const imapMailboxes = (where: string): string =>
  `CREATE OR REPLACE FUNCTION app.imap_mailboxes() RETURNS TABLE (tenant_id uuid, mailbox_id uuid)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT tenant_id, id FROM mailbox WHERE ${where} $$`;

/** A person may stop the fetching of a mailbox; what was tested before steps were timed is forgotten. */
export class StopFetching1790000001301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mailbox
        ADD COLUMN stopped_at timestamptz,
        ADD COLUMN stopped_by uuid REFERENCES app_user (id),
        ADD CONSTRAINT mailbox_stop_is_signed CHECK (num_nonnulls(stopped_at, stopped_by) IN (0, 2));
      ALTER TABLE mailbox NO FORCE ROW LEVEL SECURITY;
      UPDATE mailbox SET last_test = NULL;
      ALTER TABLE mailbox FORCE ROW LEVEL SECURITY;
    `);
    await definerFunction(runner, 'app.imap_mailboxes()', imapMailboxes('imap IS NOT NULL AND stopped_at IS NULL'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await definerFunction(runner, 'app.imap_mailboxes()', imapMailboxes('imap IS NOT NULL'));
    await runner.query('ALTER TABLE mailbox DROP COLUMN stopped_at, DROP COLUMN stopped_by');
  }
}
