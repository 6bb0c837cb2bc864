import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction, readableByDefiner, tenantTable } from './tenant-table.js';

/** Mail in: the desks' mailboxes, each raw mail before anything is made of it, and what hung on it. */
export class CreateMailIn1790000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The address is public and unique over all tenants: it decides whose mail it is.
      CREATE TABLE mailbox (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        desk_id uuid NOT NULL,
        address text NOT NULL,
        address_key text NOT NULL UNIQUE,
        imap jsonb,
        imap_password bytea,
        uid_validity bigint,
        last_uid bigint NOT NULL DEFAULT 0,
        checked_at timestamptz,
        fault text,
        fault_since timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id)
      );
      CREATE INDEX mailbox_of_desk ON mailbox (desk_id);

      -- Every mail as it came, sealed; written before 250 is answered or the server's copy is touched.
      CREATE TABLE raw_mail (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        mailbox_id uuid NOT NULL,
        source text NOT NULL CHECK (source IN ('smtp', 'imap')),
        uid bigint,
        sha256 bytea NOT NULL,
        size integer NOT NULL,
        content bytea NOT NULL,
        envelope_from text NOT NULL,
        remote_address text,
        helo text,
        received_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'fetched' CHECK (state IN ('fetched', 'filed', 'quarantined', 'ignored', 'discarded')),
        reason text,
        message_id_header text,
        sender_key text,
        subject text,
        ticket_id uuid,
        message_id uuid,
        decided_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, mailbox_id, sha256),
        FOREIGN KEY (tenant_id, mailbox_id) REFERENCES mailbox (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
      );
      CREATE INDEX raw_mail_by_id ON raw_mail (id);
      CREATE INDEX raw_mail_by_header ON raw_mail (message_id_header) WHERE message_id_header IS NOT NULL;
      CREATE INDEX raw_mail_by_sender ON raw_mail (sender_key, received_at) WHERE sender_key IS NOT NULL;
      CREATE INDEX raw_mail_quarantined ON raw_mail (received_at, id) WHERE state = 'quarantined';
      CREATE INDEX raw_mail_of_message ON raw_mail (message_id) WHERE message_id IS NOT NULL;
      CREATE INDEX raw_mail_of_mailbox ON raw_mail (mailbox_id, state);

      -- How a filed mail reads: who sent it and whether that is proven, and its sanitised HTML.
      CREATE TABLE mail_detail (
        tenant_id uuid NOT NULL,
        message_id uuid NOT NULL,
        raw_mail_id uuid NOT NULL,
        from_address text,
        sender_known boolean NOT NULL,
        spf text NOT NULL,
        dkim text NOT NULL,
        dmarc text NOT NULL,
        charset text NOT NULL,
        charset_repaired boolean NOT NULL,
        fresh_length integer NOT NULL,
        html text,
        headers jsonb NOT NULL,
        unreadable text,
        PRIMARY KEY (tenant_id, message_id),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id),
        FOREIGN KEY (tenant_id, raw_mail_id) REFERENCES raw_mail (tenant_id, id)
      );
      CREATE INDEX mail_detail_of_message ON mail_detail (message_id);

      -- Quarantined: kept sealed, never executed, served only as a download.
      CREATE TABLE attachment (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        file_name text NOT NULL CHECK (length(file_name) <= 255),
        content_type text NOT NULL,
        size integer NOT NULL,
        scan text NOT NULL DEFAULT 'not_scanned' CHECK (scan IN ('not_scanned', 'clean', 'infected')),
        content bytea NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
      );
      CREATE INDEX attachment_by_id ON attachment (id);
      CREATE INDEX attachment_of_message ON attachment (message_id);

      ALTER TABLE message DROP CONSTRAINT message_delivery_state_check;
      ALTER TABLE message ADD CONSTRAINT message_delivery_state_check
        CHECK (delivery_state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'bounced'));
    `);
    for (const table of ['mailbox', 'raw_mail', 'mail_detail', 'attachment']) await tenantTable(runner, table);
    await readableByDefiner(runner, 'mailbox');
    await definerFunction(
      runner,
      'app.mailbox_of_address(text)',
      `CREATE FUNCTION app.mailbox_of_address(the_key text) RETURNS TABLE (tenant_id uuid, mailbox_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT tenant_id, id FROM mailbox WHERE address_key = the_key $$`,
    );
    await definerFunction(
      runner,
      'app.imap_mailboxes()',
      `CREATE FUNCTION app.imap_mailboxes() RETURNS TABLE (tenant_id uuid, mailbox_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT tenant_id, id FROM mailbox WHERE imap IS NOT NULL $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.imap_mailboxes();
      DROP FUNCTION app.mailbox_of_address(text);
      DROP TABLE attachment, mail_detail, raw_mail, mailbox;
    `);
  }
}
