import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, tenantTable } from './tenant-table.js';

/** Replies that wait for a second person. That the approver is none of the authors is a rule of the database, whatever the code does. */
export class CreateApproval1790000000970 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reply_approval (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'returned', 'pulled_back')),
        reasons text[] NOT NULL CHECK (cardinality(reasons) > 0),
        author_id uuid NOT NULL REFERENCES app_user (id),
        -- Everybody who has written in it.
        authors uuid[] NOT NULL,
        body_text text NOT NULL CHECK (length(body_text) <= 10000),
        text_version integer NOT NULL DEFAULT 1,
        note text CHECK (length(note) <= 500),
        -- The approved text that it began as, filled; with the facts and versions that it stands on.
        approved_text text,
        changed_percent smallint,
        canned jsonb NOT NULL,
        facts jsonb NOT NULL,
        charset text NOT NULL CHECK (charset IN ('utf-8', 'iso-2022-jp')),
        then_state text NOT NULL CHECK (then_state IN ('answered', 'waiting_requester', 'handed_back')),
        -- Why its writer sends it in spite of warnings.
        warning_reason text,
        idempotency_key text,
        -- The id that its message will have: the mail that is read is the mail that leaves, to the Message-ID.
        message_id uuid NOT NULL,
        ticket_version integer NOT NULL,
        state_before text NOT NULL,
        requested_at timestamptz NOT NULL,
        reviewer_id uuid REFERENCES app_user (id),
        review_until timestamptz,
        decided_by uuid REFERENCES app_user (id),
        decided_at timestamptz,
        undo_until timestamptz,
        return_code text CHECK (return_code IN ('wording', 'facts', 'identity', 'agreement', 'other')),
        return_words text CHECK (length(return_words) <= 500),
        override_reason text CHECK (length(override_reason) <= 500),
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, message_id),
        FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
        CHECK (author_id = ANY (authors)),
        CHECK ((reviewer_id IS NULL) = (review_until IS NULL)),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state = 'waiting') = (decided_at IS NULL)),
        CHECK ((state = 'returned') = (return_code IS NOT NULL)),
        CONSTRAINT approver_is_no_author CHECK (state <> 'approved' OR NOT decided_by = ANY (authors))
      );
      CREATE UNIQUE INDEX reply_approval_one_waits ON reply_approval (tenant_id, ticket_id) WHERE state = 'waiting';
      CREATE UNIQUE INDEX reply_approval_once ON reply_approval (tenant_id, ticket_id, idempotency_key)
        WHERE idempotency_key IS NOT NULL;
      CREATE INDEX reply_approval_by_id ON reply_approval (id);
      CREATE INDEX reply_approval_of_ticket ON reply_approval (ticket_id, requested_at);
      CREATE INDEX reply_approval_waiting ON reply_approval (requested_at) WHERE state = 'waiting';
      CREATE INDEX reply_approval_decided ON reply_approval (decided_at) WHERE decided_at IS NOT NULL;

      CREATE FUNCTION app.keep_authors() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NOT new.authors @> old.authors OR new.author_id <> old.author_id OR new.ticket_id <> old.ticket_id THEN
          RAISE EXCEPTION 'who wrote a reply stays written down' USING ERRCODE = 'check_violation';
        END IF;
        IF old.state = 'approved' AND new.body_text <> old.body_text THEN
          RAISE EXCEPTION 'an approved text is not changed any more' USING ERRCODE = 'check_violation';
        END IF;
        RETURN new;
      END $$;
      CREATE TRIGGER keep_authors BEFORE UPDATE ON reply_approval FOR EACH ROW EXECUTE FUNCTION app.keep_authors();

      -- What a shop wishes; without a row, the rules alone.
      CREATE TABLE approval_wish (
        tenant_id uuid NOT NULL,
        desk_id uuid NOT NULL,
        wish text NOT NULL CHECK (wish IN ('rules', 'free_text', 'all')),
        PRIMARY KEY (tenant_id, desk_id),
        FOREIGN KEY (tenant_id, desk_id) REFERENCES desk (tenant_id, id)
      );

      GRANT EXECUTE ON FUNCTION app.keep_authors() TO ${await appRole(runner)};
    `);
    await tenantTable(runner, 'reply_approval');
    await tenantTable(runner, 'approval_wish');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approval_wish, reply_approval; DROP FUNCTION app.keep_authors();');
  }
}
