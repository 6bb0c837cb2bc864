import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ServerAccount } from './embedded-postgres.account.js';
import { type PostgresBinaries } from './embedded-postgres.binaries.js';

/** One PostgreSQL cluster on disk: its paths, its account and its superuser's password. */
export interface Cluster {
  dir: string;
  logFile: string;
  password: string;
  binaries: PostgresBinaries;
  account: ServerAccount;
}

const MAJOR = '18';
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** No statement and no row ever reaches the log: it lies in clear text beside the database and holds no personal data. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  // A new desk's first flood fills its tables within seconds: plans for empty ones are out of date long before the usual minute is over.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_line_prefix: '%m [%p] ',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
};

/** Reads the superuser's password, or makes one that only the owner of the file may read. */
export async function readOrMakePassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return password;
}

/** Makes the cluster when there is none; a half-made one of a killed start is made anew. Returns whether it was made. */
export async function ensureCluster(cluster: Cluster): Promise<boolean> {
  const version = await readVersion(cluster.dir);
  if (version.trim() === MAJOR) return false;
  if (version) {
    throw new Error(
      `${cluster.dir} was made by PostgreSQL ${version.trim()}, this desk brings ${MAJOR}. Move it by pg_dump, or choose another DATA_DIR.`,
    );
  }
  const fresh = `${cluster.dir}.new`;
  const passwordFile = `${fresh}-password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  const { ids } = cluster.account;
  if (ids) await Promise.all([fresh, passwordFile].map((file) => chown(file, ids.uid, ids.gid)));
  try {
    await initialise(cluster, fresh, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, cluster.dir);
  return true;
}

async function readVersion(dir: string): Promise<string> {
  try {
    return await readFile(path.join(dir, 'PG_VERSION'), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Error(`${dir} cannot be read. Start as the user who made it, or choose another DATA_DIR.`, { cause });
  }
}

async function initialise(cluster: Cluster, dir: string, passwordFile: string): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { program, args, ids } = cluster.account.command(cluster.binaries.initdb, [
    `--pgdata=${dir}`,
    ...locale,
    ...access,
  ]);
  try {
    await promisify(execFile)(program, args, { ...ids, env: environment, cwd: '/' });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() ?? '';
    throw new Error(`PostgreSQL could not make a database in ${dir}: ${said || String(cause)}`, { cause });
  }
}

/** Starts a server on a free port of 127.0.0.1. It leads its own process group, so that a Ctrl-C in the terminal reaches only us. */
export async function spawnServer(
  cluster: Cluster,
  extra: Record<string, string>,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const options = Object.entries({ ...settings, ...extra }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { program, args, ids } = cluster.account.command(cluster.binaries.postgres, [
    '-D',
    cluster.dir,
    '-p',
    String(port),
    ...options,
  ]);
  const old = await stat(cluster.logFile).catch(() => undefined);
  if (old && old.size > LOG_LIMIT_BYTES) await rename(cluster.logFile, `${cluster.logFile}.1`);
  const log = await open(cluster.logFile, 'a', 0o600);
  try {
    const child = spawn(program, args, {
      ...ids,
      detached: true,
      cwd: '/',
      env: environment,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return { child, port };
  } finally {
    await log.close();
  }
}

/** The server that runs on this cluster now, ours or one that outlived its desk; a pid that another program got since is nobody. */
export async function findServer(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readFile(pidFile(cluster), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && (await runsOn(pid, cluster)) ? { pid, port } : undefined;
}

/**
 * PostgreSQL refuses to start while the pid in its old pid file is alive, whoever has it now. Our own pid, its parent's, it takes for
 * stale; the rest of the file stays, so that it still finds survivors of a crash by their shared memory.
 */
export async function disownPid(cluster: Cluster): Promise<void> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  const rest = text.indexOf('\n');
  if (rest > 0) await writeFile(pidFile(cluster), `${process.pid}${text.slice(rest)}`);
}

/** The last lines of the server's log, for an error text. */
export async function logTail(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-6).join('\n');
}

/** Whether process `pid` is a PostgreSQL server that was started on this cluster and is not yet gone. */
export async function runsOn(pid: number, cluster: Cluster): Promise<boolean> {
  if (process.platform === 'linux') {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    return words[words.indexOf('-D') + 1] === cluster.dir;
  }
  try {
    if (process.platform === 'win32') return process.kill(pid, 0);
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return stdout.includes(`-D ${cluster.dir} `);
  } catch {
    return false;
  }
}

function pidFile(cluster: Cluster): string {
  return path.join(cluster.dir, 'postmaster.pid');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
