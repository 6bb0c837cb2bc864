import type { QueryRunner } from 'typeorm';

/** The run-time role's name, given by the migrator; quoted for use in SQL. */
export const appRole = async (runner: QueryRunner): Promise<string> => {
  const [{ role }] = (await runner.query(`SELECT quote_ident(current_setting('madoguchi.app_role')) AS role`)) as [
    { role: string },
  ];
  return role;
};

/**
 * Puts the tenant wall around a table: row-level security, forced, one policy for reading and writing, and the grants of
 * the run-time role. The scope is read once per statement (scalar sub-select), not once per row.
 */
export const tenantTable = async (
  runner: QueryRunner,
  table: string,
  grants = 'SELECT, INSERT, UPDATE',
  column = 'tenant_id',
): Promise<void> => {
  const role = await appRole(runner);
  await runner.query(`
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant_wall ON ${table} TO ${role}
      USING (${column} = ANY ((SELECT app.tenant_scope())::uuid[]))
      WITH CHECK (${column} = ANY ((SELECT app.tenant_scope())::uuid[]));
    GRANT ${grants} ON ${table} TO ${role};
  `);
};

/**
 * Lets the owner read a forced table, for the audited SECURITY DEFINER functions that look something up before a scope is
 * known, or that search. The run-time role cannot use this policy.
 */
export const readableByDefiner = (runner: QueryRunner, table: string): Promise<unknown> =>
  runner.query(`CREATE POLICY definer_reads ON ${table} FOR SELECT TO CURRENT_USER USING (true)`);

/** A table of the operator, without tenants' rows. */
export const operatorTable = async (
  runner: QueryRunner,
  table: string,
  grants = 'SELECT, INSERT, UPDATE, DELETE',
): Promise<void> => {
  await runner.query(`GRANT ${grants} ON ${table} TO ${await appRole(runner)}`);
};

/** An audited definer function: pinned search path, callable by the run-time role alone. */
export const definerFunction = async (runner: QueryRunner, signature: string, sql: string): Promise<void> => {
  await runner.query(`${sql};
    REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${signature} TO ${await appRole(runner)};
  `);
};
