import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres.js';
import { appUrlOf } from '#libs/platform';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export interface BenchDesk {
  url: string;
  /** Connects as the run-time role: measures what the product itself can reach. */
  appUrl: string;
  pool: pg.Pool;
  client(role: string): Promise<ApiClient>;
  /** Resident memory of the process that serves, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** The product as people run it, in a process of its own, on a PostgreSQL of its own in a new folder. */
export const startBenchDesk = async (): Promise<BenchDesk> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: postgres.ownerUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      SMTP_PORT: String(await freePort()),
      FORM_LIMIT_PER_HOUR: '1000000',
    },
  });
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the desk is ready', isReady, 120);
  const appUrl = appUrlOf(postgres.ownerUrl);
  const pool = new pg.Pool({ connectionString: appUrl, max: 16 });
  return {
    url,
    appUrl,
    pool,
    client: (role) => signedIn(url, dataDir, role),
    memory: () => residentMegabytes(server),
    stop: async () => {
      await pool.end();
      await ended(server);
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** Waits until the acknowledgements of what was sent have left: what is measured next is measured alone. */
export const settled = (desk: BenchDesk): Promise<boolean> =>
  until(
    'all mail has left',
    async () => {
      const { rows } = await desk.pool.query<{ count: string }>('SELECT count(*) FROM graphile_worker._private_jobs');
      return rows[0]!.count === '0';
    },
    180,
  );

const signedIn = async (url: string, dataDir: string, role: string): Promise<ApiClient> => {
  const { accounts } = JSON.parse(readFileSync(path.join(dataDir, 'demo-accounts.json'), 'utf8')) as {
    accounts: { email: string; password: string; role: string }[];
  };
  const account = accounts.find((each) => each.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  const client = new ApiClient(url);
  await client.signIn(account.email, account.password);
  return client;
};

const residentMegabytes = (server: ChildProcess): number => {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
};

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });

/** Below the range from which outgoing connections take theirs, so that nobody has it by the time the desk listens. */
const freePort = async (): Promise<number> => {
  for (let port = 21_000 + Math.floor(Math.random() * 9_000); ; port += 1) if (await isFree(port)) return port;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
