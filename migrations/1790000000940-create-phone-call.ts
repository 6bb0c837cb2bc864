import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definerFunction, operatorTable, tenantTable } from './tenant-table.js';

/**
 * One record for each call, whether a telephony system told of it, an agent wrote it down, or both; the raw moments stay, so that
 * every figure can be computed again.
 */
export class CreatePhoneCall1790000000940 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE call RENAME TO phone_call;
      ALTER TABLE phone_call RENAME CONSTRAINT call_pkey TO phone_call_pkey;
      ALTER INDEX call_of_ticket RENAME TO phone_call_of_ticket;
      ALTER TABLE phone_call
        ALTER ticket_id DROP NOT NULL,
        ALTER caller_role DROP NOT NULL,
        ALTER outcome DROP NOT NULL,
        ALTER agent_id DROP NOT NULL,
        ALTER ended_at DROP NOT NULL,
        ADD desk_id uuid,
        ADD direction text NOT NULL DEFAULT 'inbound' CHECK (direction IN ('inbound', 'outbound')),
        ADD external_id text CHECK (length(external_id) <= 120),
        ADD idempotency_key text,
        ADD number_kind text NOT NULL DEFAULT 'number' CHECK (number_kind IN ('number', 'withheld', 'payphone')),
        ADD caller_number text,
        ADD caller_key text,
        ADD offered_at timestamptz,
        ADD answered_at timestamptz,
        ADD held_since timestamptz,
        ADD held_seconds integer NOT NULL DEFAULT 0 CHECK (held_seconds >= 0),
        ADD abandoned_at timestamptz,
        ADD wrap_ended_at timestamptz,
        ADD out_of_hours boolean NOT NULL DEFAULT false,
        ADD other_topics text[] NOT NULL DEFAULT '{}',
        ADD relay boolean NOT NULL DEFAULT false,
        ADD complaint_level smallint NOT NULL DEFAULT 0 CHECK (complaint_level BETWEEN 0 AND 3),
        ADD identity jsonb;
      -- What was written before the moments were kept: the end and the length are known, the wait was not measured.
      ALTER TABLE phone_call NO FORCE ROW LEVEL SECURITY;
      UPDATE phone_call c SET desk_id = t.desk_id,
             offered_at = c.ended_at - make_interval(secs => coalesce(c.duration_seconds, 0)),
             answered_at = c.ended_at - make_interval(secs => coalesce(c.duration_seconds, 0)),
             wrap_ended_at = c.ended_at
        FROM ticket t WHERE t.tenant_id = c.tenant_id AND t.id = c.ticket_id;
      ALTER TABLE phone_call FORCE ROW LEVEL SECURITY;
      ALTER TABLE phone_call
        ALTER desk_id SET NOT NULL,
        ALTER offered_at SET NOT NULL,
        DROP COLUMN duration_seconds,
        ADD FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id),
        ADD UNIQUE (tenant_id, external_id),
        ADD UNIQUE (tenant_id, idempotency_key),
        ADD CHECK (answered_at >= offered_at AND (ended_at >= answered_at OR answered_at IS NULL)),
        ADD CHECK (abandoned_at IS NULL OR answered_at IS NULL);
      CREATE INDEX phone_call_by_id ON phone_call (id);
      CREATE INDEX phone_call_by_time ON phone_call (offered_at);
      CREATE INDEX phone_call_running ON phone_call (offered_at) WHERE ended_at IS NULL AND abandoned_at IS NULL;
      CREATE INDEX phone_call_of_caller ON phone_call (caller_key, offered_at) WHERE caller_key IS NOT NULL;

      CREATE TABLE phone_call_event (
        tenant_id uuid NOT NULL,
        call_id uuid NOT NULL,
        event text NOT NULL CHECK (event IN ('ringing', 'answered', 'held', 'resumed', 'ended', 'abandoned')),
        at timestamptz NOT NULL,
        agent_id uuid REFERENCES app_user (id),
        received_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, call_id, event, at),
        FOREIGN KEY (tenant_id, call_id) REFERENCES phone_call (tenant_id, id)
      );
      -- A call is answered once and ends once; it may ring at several people and be held more than once.
      CREATE UNIQUE INDEX phone_call_event_once ON phone_call_event (tenant_id, call_id, event)
        WHERE event IN ('answered', 'ended', 'abandoned');

      CREATE TABLE call_event_key (
        id text PRIMARY KEY,
        secret_hash bytea NOT NULL,
        created_by uuid REFERENCES app_user (id),
        created_at timestamptz NOT NULL,
        valid_until timestamptz,
        last_used_at timestamptz
      );
      CREATE TABLE phone_extension (
        extension text PRIMARY KEY CHECK (extension ~ '^[0-9*#]{1,10}$'),
        user_id uuid NOT NULL UNIQUE REFERENCES app_user (id),
        since timestamptz NOT NULL
      );
      -- Numbers that one person may give to callers while the connection is away.
      CREATE TABLE leased_number (
        number text PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES app_user (id),
        leased_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX leased_number_of_user ON leased_number (user_id, leased_at) WHERE used_at IS NULL;
    `);
    await tenantTable(runner, 'phone_call_event', 'SELECT, INSERT');
    for (const table of ['call_event_key', 'phone_extension', 'leased_number']) await operatorTable(runner, table);
    await definerFunction(
      runner,
      'app.desks_of_phone(text)',
      `CREATE FUNCTION app.desks_of_phone(the_digits text) RETURNS TABLE (tenant_id uuid, desk_id uuid)
         LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
         SELECT d.tenant_id, d.id FROM desk d
          WHERE d.phone_open AND regexp_replace(d.phone_number, '[^0-9]', '', 'g') = the_digits LIMIT 2
       $$`,
    );
  }

  async down(): Promise<void> {
    throw new Error('the raw moments of calls would be lost');
  }
}
