import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '#migrations';
import { appUrlOf, provisionAppRole } from './app-role.js';
import { reachDatabase } from './reach-database.js';

/** Brings the database of `ownerUrl` to the newest schema and gives the run-time role its rights. Returns the run-time URL. */
export const migrate = async (ownerUrl: string, givenAppUrl: string | null = null): Promise<string> => {
  await reachDatabase(ownerUrl);
  const appUrl = givenAppUrl ?? appUrlOf(ownerUrl);
  if (givenAppUrl === null) await provisionAppRole(ownerUrl, appUrl);
  const appRole = decodeURIComponent(new URL(appUrl).username);
  await runMigrations({ connectionString: ownerUrl });
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    extra: { options: `-c madoguchi.app_role=${appRole}`, max: 1 },
  });
  await source.initialize();
  try {
    // Two starters at once: the second waits here and finds nothing left to do.
    await source.query(`SELECT pg_advisory_lock(hashtext('madoguchi migrations'))`);
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
  await grantJobs(ownerUrl, appRole);
  return appUrl;
};

/** graphile-worker protects its tables by row-level security without a policy; the run-time role adds and runs jobs. */
const grantJobs = async (ownerUrl: string, appRole: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  const role = pg.escapeIdentifier(appRole);
  try {
    await client.query(`GRANT USAGE ON SCHEMA graphile_worker TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO ${role}`);
    const tables = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relkind = 'r'
        AND c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'run_time_role')`,
    );
    for (const { name } of tables.rows) {
      await client.query(
        `CREATE POLICY run_time_role ON graphile_worker.${pg.escapeIdentifier(name)} TO ${role} USING (true) WITH CHECK (true)`,
      );
    }
  } finally {
    await client.end();
  }
};
