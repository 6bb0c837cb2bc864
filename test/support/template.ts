import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { alone } from '../../apps/standalone/src/embedded-postgres.gate.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres.js';
import { TEMPLATE_FAULT_VARIABLE, TEMPLATE_VARIABLE, type TemplateAddress } from './template-address.js';

const PREFIX = 'madoguchi-test-';
const SWEEP_PATIENCE_MS = 60_000;

/** Nothing of a test run outlives it, so nothing has to reach the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

let running: { postgres: EmbeddedPostgres; dataDir: string } | undefined;

/** Starts one PostgreSQL for the whole run and migrates its database once. A fault fails the tests that want a database, not the others. */
export async function prepareTemplate(): Promise<void> {
  // One at a time: of two runs that begin together neither removes the directory of a server that the other is stopping.
  await alone(path.join(os.tmpdir(), PREFIX), SWEEP_PATIENCE_MS, sweep);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings });
  running = { postgres, dataDir };
  try {
    const { ownerUrl } = postgres;
    const adminUrl = await allowCloning(ownerUrl, dataDir);
    // Only here: sources that do not load are a fault of the template too.
    const { migrate } = await import('#libs/platform');
    const address: TemplateAddress = { adminUrl, ownerUrl, appUrl: await migrate(ownerUrl) };
    process.env[TEMPLATE_VARIABLE] = JSON.stringify(address);
  } catch (error) {
    process.env[TEMPLATE_FAULT_VARIABLE] = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Stops the PostgreSQL of this run and removes every trace of it. */
export async function dropTemplate(): Promise<void> {
  if (!running) return;
  await running.postgres.stop();
  await rm(running.dataDir, { recursive: true, force: true });
}

/** The desk's owner may not create databases; the tests' owner must. Returns how the server's superuser connects. */
async function allowCloning(ownerUrl: string, dataDir: string): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = 'postgres';
  url.password = (await readFile(path.join(dataDir, 'postgres-password'), 'utf8')).trim();
  const client = new pg.Client(url.toString());
  await client.connect();
  await client.query('alter role madoguchi createdb');
  await client.end();
  return url.toString();
}

/** A killed run leaves its server behind: whoever runs next stops it. */
async function sweep(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const dataDir = path.join(os.tmpdir(), name);
    const left = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings }).catch(() => undefined);
    await left?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
