import { createHmac } from 'node:crypto';
import pg from 'pg';
import { StartFault } from '../process/start-fault.js';

/**
 * The run-time role: owns nothing, is neither superuser nor BYPASSRLS. Its password follows from the owner's, so that every
 * process that knows DATABASE_URL can connect without another setting.
 */
export const appUrlOf = (ownerUrl: string): string => {
  const url = new URL(ownerUrl);
  const owner = decodeURIComponent(url.username);
  const password = createHmac('sha256', decodeURIComponent(url.password))
    .update('madoguchi run-time role')
    .digest('hex');
  url.username = encodeURIComponent(`${owner}_app`);
  url.password = password;
  return url.toString();
};

/** Creates or repairs the run-time role. Throws with the statement to run by hand where the owner may not create roles. */
export const provisionAppRole = async (ownerUrl: string, appUrl: string): Promise<void> => {
  const { username, password } = new URL(appUrl);
  const role = pg.escapeIdentifier(decodeURIComponent(username));
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const known = await client.query('SELECT rolsuper OR rolbypassrls AS unsafe FROM pg_roles WHERE rolname = $1', [
      decodeURIComponent(username),
    ]);
    if (known.rows[0]?.unsafe) {
      throw new StartFault({
        ja: `実行用のロール ${role} は、スーパーユーザーでも BYPASSRLS でもないものにしてください。`,
        en: `The run-time role ${role} must be neither superuser nor BYPASSRLS.`,
      });
    }
    const secret = pg.escapeLiteral(decodeURIComponent(password));
    // Only a role with CREATEDB may say NOCREATEDB of a role that exists, so an existing one gets its password alone.
    await client.query(
      known.rowCount
        ? `ALTER ROLE ${role} LOGIN PASSWORD ${secret}`
        : `CREATE ROLE ${role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD ${secret}`,
    );
  } catch (cause) {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    const statement = `CREATE ROLE ${role} LOGIN PASSWORD '…';`;
    throw new StartFault(
      {
        ja: `DATABASE_URL の利用者には、実行用のロールを作る権限がありません。作ってから（${statement}）、DATABASE_APP_URL に指定してください。`,
        en: `The owner in DATABASE_URL may not create the run-time role. Create it (${statement}) and set DATABASE_APP_URL.`,
      },
      { cause },
    );
  } finally {
    await client.end();
  }
};
