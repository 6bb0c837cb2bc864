import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres.js';
import { appUrlOf } from '#libs/platform';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { MeasuredProcess, postgresCpu } from './measured-process.js';

/** The product on a PostgreSQL of its own in a new folder: the api in one process, the worker, when it is wanted, in another. */
export interface BenchDesk {
  url: string;
  /** Where the worker takes mail. */
  smtpPort: number;
  /** Connects as the run-time role: measures what the product itself can reach. */
  appUrl: string;
  /** Connects as the owner of the schema, who may tidy it up. */
  ownerUrl: string;
  pool: pg.Pool;
  api: MeasuredProcess;
  worker: MeasuredProcess | null;
  /** Milliseconds from the start of the one process that `npm start` runs until it is ready, on a migrated database. */
  startMs: number;
  client(role: string): Promise<ApiClient>;
  /** CPU of PostgreSQL so far, in ms. */
  postgresCpu(): number;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

export const startBenchDesk = async (): Promise<BenchDesk> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    settings: {
      // When a change stood, to the microsecond: what follows is the push.
      track_commit_timestamp: 'on',
      // A month's tickets come in a month: the checkpoint after a minute's flood of them must not run beside what is measured.
      checkpoint_timeout: '1h',
      max_wal_size: '16GB',
    },
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const smtpPort = await freePort();
  const environment = {
    DATABASE_URL: postgres.ownerUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    FORM_LIMIT_PER_HOUR: '1000000',
  };
  const started = async (program: 'api' | 'standalone'): Promise<{ server: MeasuredProcess; ms: number }> => {
    const began = performance.now();
    const server = new MeasuredProcess(program, environment);
    await until('the desk is ready', () => isReady(url), 120);
    return { server, ms: Math.round(performance.now() - began) };
  };
  // Migrates and loads the demo; the second start is the one that is measured.
  await (await started('standalone')).server.end();
  const { server, ms: startMs } = await started('standalone');
  await server.end();
  const { server: api } = await started('api');
  const appUrl = appUrlOf(postgres.ownerUrl);
  const pool = new pg.Pool({ connectionString: appUrl, max: 16 });
  const desk: BenchDesk = {
    url,
    smtpPort,
    appUrl,
    ownerUrl: postgres.ownerUrl,
    pool,
    api,
    worker: null,
    startMs,
    client: (role) => signedIn(url, dataDir, role),
    postgresCpu: () => postgresCpu(dataDir),
    startWorker: async () => {
      desk.worker ??= new MeasuredProcess('worker', environment);
      await until('the worker listens', () => hasListener(pool, 'jobs:insert'), 60);
    },
    stopWorker: async () => {
      await desk.worker?.end();
      desk.worker = null;
    },
    stop: async () => {
      await pool.end();
      await desk.stopWorker();
      await api.end();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return desk;
};

/** Waits until the acknowledgements of what was sent have left: what is measured next is measured alone. */
export const settled = async (desk: BenchDesk): Promise<void> => {
  await desk.startWorker();
  await until('all mail has left', async () => (await waitingJobs(desk)) === 0, 600);
};

export const waitingJobs = async ({ pool }: BenchDesk): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE run_at <= now()',
  );
  return rows[0]!.count;
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

const hasListener = async (pool: pg.Pool, channel: string): Promise<boolean> => {
  const { rowCount } = await pool.query('SELECT 1 FROM pg_stat_activity WHERE query LIKE $1', [`LISTEN "${channel}"%`]);
  return rowCount === 1;
};

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
