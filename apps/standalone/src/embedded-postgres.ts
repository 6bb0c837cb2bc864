import { createHmac } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StartFault } from '#libs/platform';
import { chooseAccount } from './embedded-postgres.account.js';
import { findPostgres } from './embedded-postgres.binaries.js';
import {
  disownPid,
  ensureCluster,
  findServer,
  logTail,
  readOrMakePassword,
  runsOn,
  spawnServer,
  type Cluster,
} from './embedded-postgres.cluster.js';
import { alone } from './embedded-postgres.gate.js';

/** What a desk needs to start its own PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** Holds the cluster (postgres/), the superuser's password (postgres-password, mode 600) and the log (postgres.log). */
  dataDir: string;
  log: (line: string) => void;
  /** Server settings on top of ours; only tests have a reason to. */
  settings?: Record<string, string>;
}

/** A running PostgreSQL that belongs to this desk alone. */
export interface EmbeddedPostgres {
  /** Connects as `madoguchi`, who owns the database `madoguchi` and may create roles, but is no superuser. */
  ownerUrl: string;
  /** True when the server had outlived a killed desk. */
  adopted: boolean;
  /** Fast shutdown; resolves when the server is gone. */
  stop(): Promise<void>;
}

/** Another desk is alive on the same DATA_DIR: two must never share one. */
export class DataDirInUseError extends StartFault {
  constructor(dataDir: string) {
    super({
      ja: `この DATA_DIR（${dataDir}）では、別の窓口が動いています。先にそちらを終えるか、別の DATA_DIR と PORT を指定してください。`,
      en: `Another desk is running on this DATA_DIR (${dataDir}). Stop it first, or choose another DATA_DIR and PORT.`,
    });
    this.name = 'DataDirInUseError';
  }
}

const OWNER = 'madoguchi';
/** The session-level advisory lock that a desk holds as long as it lives. */
const DESK_LOCK = 0x6d61646f;
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 60_000;
/** A killed desk's session ends a moment after its process. */
const LOCK_PATIENCE_MS = 2_000;
const STEP_MS = 25;

/** Starts PostgreSQL on `dataDir`, or takes over a server that outlived its desk; throws DataDirInUseError while another desk lives. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o711 });
  const dataDir = await realpath(options.dataDir);
  const dir = path.join(dataDir, 'postgres');
  const binaries = await findPostgres();
  const account = await chooseAccount(dir, [dataDir, binaries.home]);
  return alone(dataDir, START_PATIENCE_MS, async () => {
    const password = await readOrMakePassword(path.join(dataDir, 'postgres-password'));
    const cluster: Cluster = { dir, logFile: path.join(dataDir, 'postgres.log'), password, binaries, account };
    if (await ensureCluster(cluster)) options.log(`Made a new PostgreSQL database in ${dir}`);
    const server = (await joinServer(cluster)) ?? (await launchServer(cluster, options.settings ?? {}));
    const ownerPassword = createHmac('sha256', password).update(OWNER).digest('base64url');
    try {
      if (!(await takeDeskLock(server.session))) throw new DataDirInUseError(dataDir);
      await ensureOwner(server.session, ownerPassword);
    } catch (error) {
      await server.session.end();
      throw error;
    }
    options.log(`PostgreSQL ${server.adopted ? 'was still running' : 'started'} on 127.0.0.1:${server.port}`);
    return {
      ownerUrl: `postgresql://${OWNER}:${ownerPassword}@127.0.0.1:${server.port}/${OWNER}`,
      adopted: server.adopted,
      stop: keepDeskLock(cluster, server, options.log),
    };
  });
}

interface Server {
  pid: number;
  port: number;
  session: pg.Client;
  adopted: boolean;
}

/** Connects to the server that runs already; undefined when there is none, or when the one that ran finishes its shutdown. */
async function joinServer(cluster: Cluster): Promise<Server | undefined> {
  const deadline = Date.now() + START_PATIENCE_MS;
  for (let found = await findServer(cluster); found; found = await findServer(cluster)) {
    const session = found.port > 0 ? await connect(cluster, found.port) : undefined;
    if (session) return { ...found, session, adopted: true };
    if (Date.now() > deadline) {
      throw new Error(`A PostgreSQL server runs on ${cluster.dir} but lets nobody in:\n${await logTail(cluster)}`);
    }
    await pause(STEP_MS);
  }
  return undefined;
}

async function launchServer(cluster: Cluster, settings: Record<string, string>): Promise<Server> {
  const deadline = Date.now() + START_PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    await disownPid(cluster);
    const { child, port } = await spawnServer(cluster, settings);
    while (child.exitCode === null && child.signalCode === null) {
      const session = await connect(cluster, port);
      if (session && child.pid) return { pid: child.pid, port, session, adopted: false };
      if (Date.now() > deadline) child.kill('SIGQUIT');
      await pause(STEP_MS);
    }
    // Worth another try: somebody took the port, or the last processes of a crashed server still hold its shared memory.
    if (attempt >= 10 || Date.now() > deadline) {
      throw new Error(`PostgreSQL does not start on ${cluster.dir}:\n${await logTail(cluster)}`);
    }
    await pause(attempt * 100);
  }
}

/** A superuser session; undefined while the server does not take connections. */
async function connect(cluster: Cluster, port: number): Promise<pg.Client | undefined> {
  const session = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: cluster.password,
    database: 'postgres',
    application_name: 'madoguchi desk lock',
  });
  // A session that breaks also fails what waits for it, or ends: see keepDeskLock.
  session.on('error', () => undefined);
  try {
    await session.connect();
  } catch (error) {
    await session.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? '';
    if (code === '28P01')
      throw new StartFault(
        {
          ja: `postgres-password のファイルが、${cluster.dir} のデータベースと合いません。控えから戻してください。`,
          en: `The file postgres-password does not fit the database in ${cluster.dir}. Restore it from a backup.`,
        },
        { cause: error },
      );
    return undefined;
  }
  const { rows } = await session.query<{ dir: string }>(`select current_setting('data_directory') as dir`);
  if (rows[0]?.dir === cluster.dir) return session;
  await session.end();
  return undefined;
}

async function takeDeskLock(session: pg.Client): Promise<boolean> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const { rows } = await session.query<{ won: boolean }>('select pg_try_advisory_lock($1) as won', [DESK_LOCK]);
    if (rows[0]?.won) return true;
    if (Date.now() > deadline) return false;
    await pause(STEP_MS);
  }
}

/** Makes the owner and the database where they are missing; the password follows from the superuser's, so it is kept nowhere. */
async function ensureOwner(session: pg.Client, password: string): Promise<void> {
  const role = await session.query('select from pg_roles where rolname = $1', [OWNER]);
  const verb = role.rowCount ? 'alter' : 'create';
  await session.query(`${verb} role ${OWNER} with login createrole nosuperuser password ${pg.escapeLiteral(password)}`);
  const database = await session.query('select from pg_database where datname = $1', [OWNER]);
  if (!database.rowCount)
    await session.query(`create database ${OWNER} owner ${OWNER} template template0 encoding 'UTF8'`);
}

/** Takes the lock again when the server lost its sessions (a crashed backend takes all down), and returns the one way to stop. */
function keepDeskLock(cluster: Cluster, server: Server, log: (line: string) => void): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const retake = async (): Promise<void> => {
    const session = await connect(cluster, server.port);
    if (session && (await takeDeskLock(session))) return watch(session);
    await session?.end();
    await pause(1_000);
    if (!stopped) await retake();
  };
  const watch = (session: pg.Client): void => {
    session.once('end', () => {
      if (stopped) return;
      log('PostgreSQL dropped its sessions; taking the lock of this desk again');
      retake().catch((error: unknown) => log(`The lock of this desk is lost: ${String(error)}`));
    });
  };
  watch(server.session);
  return () => (stopped ??= shutDown(cluster, server.pid));
}

/** The signal comes before the lock goes (with the session), so that a desk that starts meanwhile waits for the end. */
async function shutDown(cluster: Cluster, pid: number): Promise<void> {
  const deadline = Date.now() + STOP_PATIENCE_MS;
  for (let asked = false; await runsOn(pid, cluster); asked = true) {
    if (!asked) askToStop(pid);
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
    await pause(STEP_MS);
  }
}

function askToStop(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It went between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
