import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRole } from './tenant-table.js';

/**
 * A job without a key as one row and nothing else. graphile-worker's own add_job runs four statements, and its NOTIFY holds one lock of
 * the whole server until the commit is on disk; here the committing process wakes the workers afterwards.
 */
export class AddJobsQuietly1790000000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.add_job(task text, payload json) RETURNS bigint LANGUAGE plpgsql STRICT AS $$
      DECLARE job bigint;
      BEGIN
        LOOP
          INSERT INTO graphile_worker._private_jobs (task_id, payload)
          SELECT known.id, add_job.payload FROM graphile_worker._private_tasks known WHERE known.identifier = task
          RETURNING id INTO job;
          EXIT WHEN FOUND;
          INSERT INTO graphile_worker._private_tasks (identifier) VALUES (task) ON CONFLICT DO NOTHING;
        END LOOP;
        RETURN job;
      END $$;
      REVOKE ALL ON FUNCTION app.add_job(text, json) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION app.add_job(text, json) TO ${await appRole(runner)};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION app.add_job(text, json)');
  }
}
