import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/**
 * The words of a shop's own text stand behind the tenant wall too: its rows are seen by whoever sees the shop's row in own_text, and
 * by nobody else, whatever a statement asks for. One text is one shop's.
 */
export class WallOwnTexts1790000001460 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = await appRole(runner);
    await runner.query(`
      DROP INDEX own_text_by_own;
      CREATE UNIQUE INDEX own_text_of_one_shop ON own_text (own_id);

      ALTER TABLE canned_response ENABLE ROW LEVEL SECURITY;
      ALTER TABLE canned_response FORCE ROW LEVEL SECURITY;
      -- A new own text comes before the row that says whose it is; until then nobody sees it.
      CREATE POLICY own_text_wall ON canned_response TO ${role}
        USING (NOT owned OR EXISTS (SELECT FROM own_text o WHERE o.own_id = canned_response.id)) WITH CHECK (true);

      ALTER TABLE canned_version ENABLE ROW LEVEL SECURITY;
      ALTER TABLE canned_version FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_text_wall ON canned_version TO ${role}
        USING (EXISTS (SELECT FROM canned_response c WHERE c.id = canned_version.canned_id))
        WITH CHECK (EXISTS (SELECT FROM canned_response c WHERE c.id = canned_version.canned_id));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY own_text_wall ON canned_version;
      ALTER TABLE canned_version NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE canned_version DISABLE ROW LEVEL SECURITY;
      DROP POLICY own_text_wall ON canned_response;
      ALTER TABLE canned_response NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE canned_response DISABLE ROW LEVEL SECURITY;
      DROP INDEX own_text_of_one_shop;
      CREATE INDEX own_text_by_own ON own_text (own_id);
    `);
  }
}
