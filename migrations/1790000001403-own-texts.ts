import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole, tenantTable } from './tenant-table.js';

/**
 * A shop's own text is a canned text like any other: drafted, approved by another, told from a moment on, withdrawn. In the place of
 * which common text it is told is a row behind the tenant wall; without sight of that row nobody reads it.
 */
export class OwnTexts1790000001403 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      ALTER TABLE canned_response ADD COLUMN owned boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT canned_response_incident_id_key_language_key;
      CREATE UNIQUE INDEX canned_response_common ON canned_response (incident_id, key, language) WHERE NOT owned;
      CREATE TABLE own_text (
        tenant_id uuid NOT NULL REFERENCES tenant (id),
        canned_id uuid NOT NULL REFERENCES canned_response (id),
        own_id uuid NOT NULL REFERENCES canned_response (id),
        PRIMARY KEY (tenant_id, canned_id),
        UNIQUE (tenant_id, own_id),
        CHECK (own_id <> canned_id)
      );
      CREATE INDEX own_text_by_own ON own_text (own_id);

      CREATE TEMPORARY TABLE kept (tenant_id uuid, canned_id uuid, own_id uuid, body text, version integer, approved_by text,
        approved_at timestamptz) ON COMMIT DROP;
      ALTER TABLE canned_override NO FORCE ROW LEVEL SECURITY;
      INSERT INTO kept SELECT tenant_id, canned_id, gen_random_uuid(), body, version, approved_by, approved_at FROM canned_override;
      INSERT INTO canned_response (id, incident_id, key, language, owned)
      SELECT k.own_id, c.incident_id, c.key, c.language, true FROM kept k JOIN canned_response c ON c.id = k.canned_id;
      INSERT INTO canned_version (id, canned_id, version, state, title, summary, kana, topic, body, effective_from, approved_by, approved_at)
      SELECT gen_random_uuid(), k.own_id, k.version, 'approved', v.title, v.summary, v.kana, v.topic, k.body, k.approved_at, k.approved_by,
             k.approved_at
        FROM kept k JOIN LATERAL (SELECT * FROM canned_version n WHERE n.canned_id = k.canned_id ORDER BY n.version DESC LIMIT 1) v ON true;
      INSERT INTO own_text (tenant_id, canned_id, own_id) SELECT tenant_id, canned_id, own_id FROM kept;
      DROP TABLE canned_override;

      DROP FUNCTION app.canned_in_force(timestamptz);
      -- What may be told at a moment: of each text the newest version, unless that was withdrawn. Shops' own ones are told apart.
      CREATE FUNCTION app.canned_in_force(the_moment timestamptz)
        RETURNS TABLE (id uuid, incident_id uuid, key text, language text, owned boolean, version integer, title text, summary text,
                       kana text, topic text, body text, approved_by text, approved_at timestamptz)
        LANGUAGE sql STABLE AS $$
        SELECT c.id, c.incident_id, c.key, c.language, c.owned, v.version, v.title, v.summary, v.kana, v.topic, v.body, v.approved_by,
               v.approved_at
          FROM canned_response c CROSS JOIN LATERAL (
            SELECT n.* FROM canned_version n WHERE n.canned_id = c.id AND n.state = 'approved' AND n.effective_from <= the_moment
             ORDER BY n.effective_from DESC, n.version DESC LIMIT 1) v
         WHERE v.withdrawn_at IS NULL OR v.withdrawn_at > the_moment
      $$;
      -- The same for one shop: its own text in the place of the common one, while that one is told at all.
      CREATE FUNCTION app.canned_of_shop(the_moment timestamptz, the_tenant uuid)
        RETURNS TABLE (id uuid, incident_id uuid, key text, language text, version integer, title text, summary text, kana text,
                       topic text, body text, approved_by text, approved_at timestamptz, own_text boolean)
        LANGUAGE sql STABLE AS $$
        SELECT c.id, c.incident_id, c.key, c.language, told.version, told.title, told.summary, told.kana, told.topic, told.body,
               told.approved_by, told.approved_at, told.owned
          FROM app.canned_in_force(the_moment) c
          LEFT JOIN own_text o ON o.tenant_id = the_tenant AND o.canned_id = c.id
         CROSS JOIN LATERAL (
            SELECT t.* FROM app.canned_in_force(the_moment) t WHERE t.id IN (c.id, o.own_id) ORDER BY t.owned DESC LIMIT 1) told
         WHERE NOT c.owned
      $$;
      GRANT EXECUTE ON FUNCTION app.canned_in_force(timestamptz), app.canned_of_shop(timestamptz, uuid) TO ${role};
    `);
    await tenantTable(runner, 'own_text', 'SELECT, INSERT');
  }

  async down(): Promise<void> {
    throw new Error('the versions of the shops’ own texts would be lost');
  }
}
