import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/**
 * What was accepted earlier under an intake key. A function, so that the statement whose insert met the key can ask: its own moment
 * lies before the commit that it waited for, and a volatile function looks at a newer one.
 */
export class FindKnownIntake1790000001270 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.known_intake(tenant uuid, key text)
      RETURNS TABLE (id uuid, message_id uuid, number text, created_at timestamptz, due_at timestamptz, link_epoch smallint)
      LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        RETURN QUERY
        SELECT t.id, (SELECT m.id FROM message m WHERE m.ticket_id = t.id ORDER BY m.created_at, m.id LIMIT 1),
               t.number, t.created_at, t.due_at, t.link_epoch
          FROM ticket t WHERE t.tenant_id = known_intake.tenant AND t.intake_key = known_intake.key;
      END $$;
      REVOKE ALL ON FUNCTION app.known_intake(uuid, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION app.known_intake(uuid, text) TO ${await appRole(runner)};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION app.known_intake(uuid, text)');
  }
}
