import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, operatorTable } from './tenant-table.js';

/**
 * Each version of a canned text stays: what was told under it can be shown, the next one can wait for its approval and its hour, and
 * that the approver is none of the authors is a rule of the database.
 */
export class KeepCannedVersions1790000001181 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      CREATE TABLE canned_version (
        id uuid PRIMARY KEY,
        canned_id uuid NOT NULL REFERENCES canned_response (id),
        version integer NOT NULL CHECK (version > 0),
        state text NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'returned')),
        title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
        summary text NOT NULL CHECK (length(summary) <= 500),
        kana text NOT NULL DEFAULT '',
        topic text,
        body text NOT NULL CHECK (length(body) <= 8000),
        -- Null: a text that was approved elsewhere and brought here so.
        author_id uuid REFERENCES app_user (id),
        -- Everybody who has written in it.
        authors uuid[] NOT NULL DEFAULT '{}',
        -- Grows with each change; a decision names the one that was read.
        text_version integer NOT NULL DEFAULT 1,
        note text CHECK (length(note) <= 500),
        changed_at timestamptz,
        requested_at timestamptz,
        effective_from timestamptz,
        approved_by text,
        approved_at timestamptz,
        decided_by uuid REFERENCES app_user (id),
        return_code text CHECK (return_code IN ('wording', 'facts', 'identity', 'agreement', 'other')),
        return_words text CHECK (length(return_words) <= 500),
        withdrawn_at timestamptz,
        withdrawn_by uuid REFERENCES app_user (id),
        withdrawn_why text CHECK (length(withdrawn_why) <= 500),
        UNIQUE (canned_id, version),
        CHECK (author_id IS NULL OR author_id = ANY (authors)),
        CHECK (state <> 'waiting' OR requested_at IS NOT NULL),
        CHECK ((state = 'returned') = (return_code IS NOT NULL)),
        CHECK (state <> 'approved' OR (approved_by IS NOT NULL AND approved_at IS NOT NULL AND effective_from IS NOT NULL)),
        CONSTRAINT text_approver_is_no_author CHECK (
          state <> 'approved' OR author_id IS NULL OR (decided_by IS NOT NULL AND NOT decided_by = ANY (authors)))
      );
      CREATE UNIQUE INDEX canned_version_one_next ON canned_version (canned_id) WHERE state <> 'approved';
      CREATE INDEX canned_version_in_force ON canned_version (canned_id, effective_from DESC, version DESC) WHERE state = 'approved';

      INSERT INTO canned_version (id, canned_id, version, state, title, summary, kana, topic, body, effective_from, approved_by, approved_at,
                                  withdrawn_at, withdrawn_why)
      SELECT gen_random_uuid(), id, version, 'approved', title, summary, kana, topic, body, effective_from, approved_by, approved_at,
             CASE WHEN state = 'approved' THEN NULL ELSE approved_at END, CASE WHEN state = 'approved' THEN NULL ELSE state END
        FROM canned_response;
      ALTER TABLE canned_response DROP COLUMN title, DROP COLUMN summary, DROP COLUMN kana, DROP COLUMN topic, DROP COLUMN body,
        DROP COLUMN version, DROP COLUMN approved_by, DROP COLUMN approved_at, DROP COLUMN effective_from, DROP COLUMN state;

      CREATE FUNCTION app.keep_text_authors() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        IF NOT new.authors @> old.authors OR new.author_id IS DISTINCT FROM old.author_id OR new.canned_id <> old.canned_id THEN
          RAISE EXCEPTION 'who wrote a text stays written down' USING ERRCODE = 'check_violation';
        END IF;
        IF old.state = 'approved' AND (new.state <> 'approved' OR new.body <> old.body OR new.title <> old.title
             OR new.effective_from <> old.effective_from OR new.withdrawn_at IS DISTINCT FROM coalesce(old.withdrawn_at, new.withdrawn_at)) THEN
          RAISE EXCEPTION 'an approved text is not changed any more' USING ERRCODE = 'check_violation';
        END IF;
        RETURN new;
      END $$;
      CREATE TRIGGER keep_text_authors BEFORE UPDATE ON canned_version FOR EACH ROW EXECUTE FUNCTION app.keep_text_authors();

      -- What may be told at a moment: of each text the newest version, unless that was withdrawn.
      CREATE FUNCTION app.canned_in_force(the_moment timestamptz)
        RETURNS TABLE (id uuid, incident_id uuid, key text, language text, version integer, title text, summary text, kana text,
                       topic text, body text, approved_by text, approved_at timestamptz)
        LANGUAGE sql STABLE AS $$
        SELECT c.id, c.incident_id, c.key, c.language, v.version, v.title, v.summary, v.kana, v.topic, v.body, v.approved_by, v.approved_at
          FROM canned_response c CROSS JOIN LATERAL (
            SELECT n.* FROM canned_version n WHERE n.canned_id = c.id AND n.state = 'approved' AND n.effective_from <= the_moment
             ORDER BY n.effective_from DESC, n.version DESC LIMIT 1) v
         WHERE v.withdrawn_at IS NULL OR v.withdrawn_at > the_moment
      $$;
      GRANT EXECUTE ON FUNCTION app.keep_text_authors(), app.canned_in_force(timestamptz) TO ${role};
    `);
    await operatorTable(runner, 'canned_version', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.canned_in_force(timestamptz);
      ALTER TABLE canned_response ADD COLUMN title text, ADD COLUMN summary text, ADD COLUMN kana text NOT NULL DEFAULT '',
        ADD COLUMN topic text, ADD COLUMN body text, ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN approved_by text,
        ADD COLUMN approved_at timestamptz, ADD COLUMN effective_from timestamptz,
        ADD COLUMN state text NOT NULL DEFAULT 'approved';
      UPDATE canned_response c SET title = v.title, summary = v.summary, kana = v.kana, topic = v.topic, body = v.body, version = v.version,
             approved_by = v.approved_by, approved_at = v.approved_at, effective_from = v.effective_from,
             state = CASE WHEN v.withdrawn_at IS NULL THEN 'approved' ELSE 'withdrawn' END
        FROM (SELECT DISTINCT ON (canned_id) * FROM canned_version WHERE state = 'approved' ORDER BY canned_id, version DESC) v
       WHERE v.canned_id = c.id;
      DROP TABLE canned_version;
      DROP FUNCTION app.keep_text_authors();
    `);
  }
}
