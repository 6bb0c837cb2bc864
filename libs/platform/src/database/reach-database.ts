import pg from 'pg';
import { StartFault } from '../process/start-fault.js';

const OLDEST = 150_000;
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Throws StartFault where the database of this URL cannot be used, naming the remedy and never the password. */
export const reachDatabase = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; name: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
    );
    const [{ version, name }] = rows as [{ version: number; name: string }];
    if (version < OLDEST) throw tooOld(name);
  } catch (error) {
    throw faultOf(error, new URL(ownerUrl));
  } finally {
    await client.end();
  }
};

const tooOld = (version: string): StartFault =>
  new StartFault({
    ja: `DATABASE_URL の PostgreSQL は ${version} です。15 以降が必要です。`,
    en: `The PostgreSQL in DATABASE_URL is ${version}; 15 or newer is needed.`,
  });

const faultOf = (error: unknown, { host, pathname }: URL): unknown => {
  if (error instanceof StartFault) return error;
  const { code, message } = error as { code?: string; message?: string };
  const told = (ja: string, en: string) => new StartFault({ ja, en }, { cause: error });
  if (UNREACHABLE.has(code ?? '') || message === 'timeout expired') {
    return told(
      `DATABASE_URL の PostgreSQL（${host}）に接続できません。動いているか、ホスト名とポートをお確かめください。`,
      `The PostgreSQL in DATABASE_URL (${host}) cannot be reached. Check that it runs, and its host and port.`,
    );
  }
  if (message?.includes('does not support SSL')) {
    return told(
      `PostgreSQL（${host}）は TLS に対応していません。DATABASE_URL の sslmode を外すか、サーバーで有効にしてください。`,
      `The PostgreSQL at ${host} offers no TLS. Remove sslmode from DATABASE_URL, or switch TLS on there.`,
    );
  }
  if (code === '28P01' || code === '28000') {
    return told(
      `PostgreSQL（${host}）が DATABASE_URL の利用者名かパスワードを受け付けません。`,
      `The PostgreSQL at ${host} refuses the user name or the password in DATABASE_URL.`,
    );
  }
  if (code === '3D000') {
    const name = pathname.slice(1);
    return told(
      `PostgreSQL（${host}）に ${name} というデータベースがありません。作ってから起動してください。`,
      `There is no database ${name} on the PostgreSQL at ${host}. Create it and start again.`,
    );
  }
  return error;
};
