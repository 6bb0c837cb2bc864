import type { MigrationInterface, QueryRunner } from 'typeorm';
import { operatorTable, tenantTable } from './tenant-table.js';

/** Mail out: undo, charset, unconfirmed deliveries, pacing per recipient domain, and each desk's own relay and DKIM key. */
export class CreateMailOut1790000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message
        ADD COLUMN charset text NOT NULL DEFAULT 'utf-8' CHECK (charset IN ('utf-8', 'iso-2022-jp')),
        -- Until then the reply waits, so that its author can take it back.
        ADD COLUMN undo_until timestamptz,
        -- What the ticket was before the reply; no words and no persons.
        ADD COLUMN ticket_before jsonb,
        -- When its recipient's domain has room for it.
        ADD COLUMN paced_at timestamptz,
        -- How often a relay took the text and never answered, and when it is tried again.
        ADD COLUMN unconfirmed smallint NOT NULL DEFAULT 0,
        ADD COLUMN retry_at timestamptz;
      ALTER TABLE message DROP CONSTRAINT message_delivery_state_check;
      ALTER TABLE message ADD CONSTRAINT message_delivery_state_check
        CHECK (delivery_state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'withdrawn'));
      CREATE INDEX message_on_its_way ON message (ticket_id, created_at, id) WHERE delivery_state IN ('queued', 'sending');

      -- A carrier counts what comes from one relay, whichever shop it is for: kept outside the tenant wall, without addresses.
      CREATE TABLE mail_pace (
        key text PRIMARY KEY,
        next_at timestamptz NOT NULL
      );
      CREATE TABLE mail_slot (
        message_id uuid PRIMARY KEY,
        key text NOT NULL,
        until timestamptz NOT NULL
      );
      CREATE INDEX mail_slot_of_key ON mail_slot (key);

      -- Sealed: the relay's URL holds a password, and whoever has the key writes in the desk's name.
      CREATE TABLE desk_mail_setting (
        tenant_id uuid NOT NULL,
        desk_id uuid NOT NULL,
        relay_url bytea,
        dkim_domain text,
        dkim_selector text CHECK (dkim_selector ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
        dkim_key bytea,
        dkim_public_key text,
        dkim_signing boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, desk_id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id),
        CHECK ((dkim_key IS NULL) = (dkim_domain IS NULL) AND (dkim_key IS NULL) = (dkim_selector IS NULL)
           AND (dkim_key IS NULL) = (dkim_public_key IS NULL) AND (dkim_key IS NOT NULL OR NOT dkim_signing))
      );
    `);
    await tenantTable(runner, 'desk_mail_setting');
    await operatorTable(runner, 'mail_pace');
    await operatorTable(runner, 'mail_slot');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE desk_mail_setting, mail_slot, mail_pace;
      DROP INDEX message_on_its_way;
      ALTER TABLE message DROP COLUMN charset, DROP COLUMN undo_until, DROP COLUMN ticket_before, DROP COLUMN paced_at,
        DROP COLUMN unconfirmed, DROP COLUMN retry_at;
    `);
  }
}
