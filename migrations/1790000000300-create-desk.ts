import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, definerFunction, operatorTable, readableByDefiner, tenantTable } from './tenant-table.js';

/**
 * Desks, the requesters' tickets with their messages, search, canned responses and the outbox.
 *
 * Keys lead with `tenant_id`; the indexes for looking something up do not. The tenant policy (`tenant_id = ANY (scope)`) counts as ten
 * scans of any index that leads with `tenant_id`, so that a plan made while a table is small would read all rows of a tenant, and a
 * prepared statement keeps such a plan while the table grows.
 */
export class CreateDesk1790000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.desks(runner);
    await this.tickets(runner);
    await this.search(runner);
    await this.canned(runner);
    await this.outbox(runner);
  }

  private async desks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The slug is public, it stands in the desk's address: unique over all tenants on purpose.
      CREATE TABLE desk (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        incident_id uuid NOT NULL REFERENCES incident (id),
        engagement_id uuid NOT NULL,
        site_id uuid NOT NULL,
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
        name text NOT NULL,
        name_en text NOT NULL,
        sender_name text NOT NULL,
        reply_from text NOT NULL,
        signature text NOT NULL,
        signature_en text NOT NULL,
        shop_contact text NOT NULL,
        shop_contact_en text NOT NULL,
        phone_number text,
        phone_answer_as text,
        hours jsonb NOT NULL,
        form_open boolean NOT NULL,
        email_open boolean NOT NULL,
        phone_open boolean NOT NULL,
        first_reply_minutes integer NOT NULL DEFAULT 480 CHECK (first_reply_minutes > 0),
        opens_at timestamptz NOT NULL,
        closes_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, engagement_id) REFERENCES engagement (tenant_id, id),
        FOREIGN KEY (tenant_id, site_id) REFERENCES site (tenant_id, id)
      );
    `);
    await tenantTable(runner, 'desk');
    await readableByDefiner(runner, 'desk');
    await definerFunction(
      runner,
      'app.tenant_of_desk(text)',
      `CREATE FUNCTION app.tenant_of_desk(the_slug text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
         SET search_path = pg_catalog, public AS $$ SELECT tenant_id FROM desk WHERE slug = the_slug $$`,
    );
  }

  private async tickets(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE reference_number INCREMENT BY 20;
      GRANT USAGE ON SEQUENCE reference_number TO ${await appRole(runner)};

      CREATE TABLE requester (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        name text NOT NULL,
        kana text,
        email text,
        email_key text,
        phone text,
        phone_key text,
        order_number text,
        notice_received text,
        preferred_contact text NOT NULL DEFAULT 'email' CHECK (preferred_contact IN ('email', 'phone')),
        contact_band text,
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX requester_by_id ON requester (id);
      CREATE INDEX requester_by_email ON requester (email_key) WHERE email_key IS NOT NULL;
      CREATE INDEX requester_by_phone ON requester (phone_key) WHERE phone_key IS NOT NULL;

      CREATE TABLE ticket (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        number text NOT NULL,
        desk_id uuid NOT NULL,
        requester_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('new', 'open', 'waiting_requester', 'waiting_shop', 'waiting_approval',
          'callback_due', 'answered', 'closed', 'handed_back', 'merged', 'spam')),
        topic text NOT NULL,
        priority smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 2),
        channel text NOT NULL CHECK (channel IN ('form', 'email', 'phone')),
        language text NOT NULL CHECK (language IN ('ja', 'en')),
        subject text NOT NULL CHECK (length(subject) <= 300),
        excerpt text NOT NULL CHECK (length(excerpt) <= 300),
        assignee_id uuid REFERENCES app_user (id),
        version integer NOT NULL DEFAULT 1,
        -- Given by the form or the client: the same inquiry sent twice is one ticket.
        intake_key text,
        link_epoch smallint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        due_at timestamptz,
        waiting_since timestamptz,
        first_reply_at timestamptz,
        answered_at timestamptz,
        closed_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, number),
        UNIQUE (tenant_id, intake_key),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id),
        FOREIGN KEY (tenant_id, requester_id) REFERENCES requester (tenant_id, id),
        -- A colleague holds tickets only of tenants that he or she serves; without the membership the ticket is free again.
        FOREIGN KEY (tenant_id, assignee_id) REFERENCES membership (tenant_id, user_id) ON DELETE SET NULL (assignee_id)
      );
      CREATE INDEX ticket_newest ON ticket (created_at DESC, id DESC);
      CREATE INDEX ticket_newest_of_tenant ON ticket (tenant_id, created_at DESC, id DESC);
      CREATE INDEX ticket_by_id ON ticket (id);
      CREATE INDEX ticket_waiting_by_due ON ticket (due_at, id) WHERE state IN ('new', 'open', 'callback_due');
      CREATE INDEX ticket_of_assignee ON ticket (assignee_id, created_at DESC) WHERE assignee_id IS NOT NULL;
      CREATE INDEX ticket_answered ON ticket (tenant_id, answered_at) WHERE answered_at IS NOT NULL;
      CREATE INDEX ticket_of_requester ON ticket (requester_id);
      CREATE INDEX ticket_by_number ON ticket (number);

      CREATE TABLE message (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('inbound', 'outbound', 'note')),
        channel text NOT NULL CHECK (channel IN ('form', 'email', 'phone')),
        subject text,
        from_name text NOT NULL,
        author_id uuid REFERENCES app_user (id),
        body_text text NOT NULL CHECK (length(body_text) <= 20000),
        automatic boolean NOT NULL DEFAULT false,
        idempotency_key text,
        delivery_state text CHECK (delivery_state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
        delivery_attempts smallint NOT NULL DEFAULT 0,
        delivery_reason text,
        delivery_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE UNIQUE INDEX message_once ON message (tenant_id, ticket_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
      CREATE INDEX message_by_id ON message (id);
      CREATE INDEX message_of_ticket ON message (ticket_id, created_at, id);
      CREATE INDEX message_replies_of_author ON message (author_id, created_at) WHERE kind = 'outbound' AND NOT automatic;

      -- How many acknowledgements an address has got since when: a flood of forms must not become a flood of mail.
      CREATE TABLE acknowledgement_quota (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        email_key text NOT NULL,
        since timestamptz NOT NULL,
        given integer NOT NULL,
        PRIMARY KEY (tenant_id, email_key)
      );

      CREATE TABLE call (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        caller_role text NOT NULL,
        outcome text NOT NULL,
        duration_seconds integer CHECK (duration_seconds BETWEEN 0 AND 86400),
        agent_id uuid NOT NULL REFERENCES app_user (id),
        ended_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE INDEX call_of_ticket ON call (ticket_id);
    `);
    for (const table of ['requester', 'ticket', 'message', 'call', 'acknowledgement_quota']) {
      await tenantTable(runner, table);
    }
    await readableByDefiner(runner, 'ticket');
    await definerFunction(
      runner,
      'app.tenant_of_ticket(uuid)',
      `CREATE FUNCTION app.tenant_of_ticket(the_ticket uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
         SET search_path = pg_catalog, public AS $$ SELECT tenant_id FROM ticket WHERE id = the_ticket $$`,
    );
  }

  private async search(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Unigrams and bigrams of the folded text. Only app.search_tickets reads it: an operator that is not leakproof
      -- (@>) would never be pushed below the tenant policy, and the index would lie idle.
      CREATE TABLE ticket_search (
        tenant_id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        grams text[] NOT NULL,
        folded text NOT NULL,
        PRIMARY KEY (tenant_id, ticket_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id)
      );
      CREATE INDEX ticket_search_grams ON ticket_search USING gin (grams);
      CREATE INDEX ticket_search_newest ON ticket_search (created_at DESC, ticket_id DESC);
    `);
    await tenantTable(runner, 'ticket_search');
    await readableByDefiner(runner, 'ticket_search');
    await definerFunction(
      runner,
      'app.search_tickets(text[], text[], timestamptz, uuid, integer)',
      `CREATE FUNCTION app.search_tickets(the_grams text[], the_words text[], before_at timestamptz, before_id uuid, how_many integer)
         RETURNS TABLE (ticket_id uuid, created_at timestamptz)
         LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
       BEGIN
         -- Dynamic, so that each search is planned with its own words: rare ones by the GIN index, common ones by age.
         RETURN QUERY EXECUTE
           'SELECT s.ticket_id, s.created_at FROM ticket_search s
             WHERE s.tenant_id = ANY ($1) AND s.grams @> $2
               AND ($4 IS NULL OR (s.created_at, s.ticket_id) < ($4, $5))
               AND NOT EXISTS (SELECT FROM unnest($3) word WHERE position(word IN s.folded) = 0)
             ORDER BY s.created_at DESC, s.ticket_id DESC LIMIT $6'
           USING app.tenant_scope(), the_grams, the_words, before_at, before_id, least(how_many, 200);
       END $$`,
    );
  }

  private async canned(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE canned_response (
        id uuid PRIMARY KEY,
        incident_id uuid NOT NULL REFERENCES incident (id),
        key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
        language text NOT NULL CHECK (language IN ('ja', 'en')),
        title text NOT NULL,
        summary text NOT NULL,
        kana text NOT NULL DEFAULT '',
        topic text,
        body text NOT NULL CHECK (length(body) <= 8000),
        version integer NOT NULL DEFAULT 1,
        approved_by text NOT NULL,
        approved_at timestamptz NOT NULL,
        effective_from timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'approved' CHECK (state IN ('draft', 'approved', 'withdrawn')),
        UNIQUE (incident_id, key, language)
      );
      -- A shop's own text takes the place of the common one as a whole.
      CREATE TABLE canned_override (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        canned_id uuid NOT NULL REFERENCES canned_response (id),
        body text NOT NULL CHECK (length(body) <= 8000),
        version integer NOT NULL DEFAULT 1,
        approved_by text NOT NULL,
        approved_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, canned_id)
      );
      CREATE TABLE canned_use (
        tenant_id uuid NOT NULL,
        message_id uuid NOT NULL,
        canned_id uuid NOT NULL REFERENCES canned_response (id),
        version integer NOT NULL,
        PRIMARY KEY (tenant_id, message_id, canned_id),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
      );
      CREATE INDEX canned_use_of_text ON canned_use (canned_id, version);
    `);
    await operatorTable(runner, 'canned_response', 'SELECT, INSERT, UPDATE');
    await tenantTable(runner, 'canned_override');
    await tenantTable(runner, 'canned_use', 'SELECT, INSERT');
  }

  private async outbox(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_mail (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        to_address text NOT NULL,
        from_address text NOT NULL,
        subject text NOT NULL,
        body_text text NOT NULL,
        headers jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, message_id),
        FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
      );
      CREATE INDEX outbox_mail_newest ON outbox_mail (created_at DESC, id DESC);
    `);
    await tenantTable(runner, 'outbox_mail', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE outbox_mail, canned_use, canned_override, canned_response;
      DROP FUNCTION app.search_tickets(text[], text[], timestamptz, uuid, integer);
      DROP TABLE ticket_search, call, acknowledgement_quota, message, ticket, requester;
      DROP FUNCTION app.tenant_of_ticket(uuid), app.tenant_of_desk(text);
      DROP SEQUENCE reference_number;
      DROP TABLE desk;
    `);
  }
}
