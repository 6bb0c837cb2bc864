import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

interface Desk {
  process: ChildProcess;
  said: { ownerUrl: string; adopted: boolean; refusal?: string };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let dataDir: string;
let desks: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'madoguchi-desk-'));
  desks = [];
});

afterEach(async () => {
  await Promise.all(desks.map(end));
  // What a killed desk left behind is taken over once more and stopped.
  await end((await startDesk()).process);
  expect(await statOf('postgres/postmaster.pid')).toBeUndefined();
  await rm(dataDir, { recursive: true, force: true });
});

async function startDesk(): Promise<Desk> {
  const loader = ['--import', './scripts/register-ts.mjs', 'test/support/desk-holder.ts'];
  const child = spawn(process.execPath, [...loader, dataDir], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  desks.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { process: child, said: JSON.parse(line) as Desk['said'] };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}

async function kill(desk: Desk): Promise<void> {
  const gone = once(desk.process, 'exit');
  desk.process.kill('SIGKILL');
  await gone;
}

async function statOf(name: string): Promise<number | undefined> {
  return stat(path.join(dataDir, name)).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
}

async function query<Row extends pg.QueryResultRow>(desk: Desk, sql: string): Promise<Row[]> {
  const client = new pg.Client(desk.said.ownerUrl);
  // A server that is killed under the session is part of the story.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const inquiry = `create table inquiry (words text unique); insert into inquiry values ('返金はいつですか')`;

test('a fresh start gives a database of our own, and its log keeps statements and rows to itself', async () => {
  const desk = await startDesk();
  expect(desk.said.adopted).toBe(false);
  const [facts] = await query(
    desk,
    `select current_user as role, rolsuper, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba) as owner,
       pg_encoding_to_char(encoding) as encoding, current_setting('server_version_num')::int / 10000 as major,
       current_setting('timezone') as timezone, lower('ＡÉ') as lower
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  );
  expect(facts).toEqual({
    role: 'madoguchi',
    rolsuper: false,
    rolcreaterole: true,
    rolcreatedb: false,
    owner: 'madoguchi',
    encoding: 'UTF8',
    major: 18,
    timezone: 'UTC',
    lower: 'ａé',
  });
  expect(await statOf('postgres-password')).toBe(0o600);
  await query(desk, inquiry);
  await expect(query(desk, `insert into inquiry values ('返金はいつですか')`)).rejects.toThrow('duplicate key');
  const log = await readFile(path.join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toMatch(/返金|insert/i);
});

test('of two starts in the same moment one wins, and the other is told why', async () => {
  const both = await Promise.all([startDesk(), startDesk()]);
  const refused = both.filter(({ said }) => said.refusal);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.said.refusal).toMatch(/^Another desk is running on this DATA_DIR/);
  const [winner] = both.filter(({ said }) => !said.refusal);
  expect(winner && (await query(winner, 'select 1 as one'))).toEqual([{ one: 1 }]);
});

test('after a kill -9 of the desk the server that lives on is taken over', async () => {
  const killed = await startDesk();
  await query(killed, inquiry);
  await kill(killed);
  const next = await startDesk();
  expect(next.said.adopted).toBe(true);
  expect(await query(next, 'select words from inquiry')).toEqual([{ words: '返金はいつですか' }]);
});

test('after a kill -9 of desk and server the next start recovers what was committed', async () => {
  const killed = await startDesk();
  await query(killed, inquiry);
  await kill(killed);
  process.kill(Number.parseInt(await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10), 'SIGKILL');
  const next = await startDesk();
  expect(next.said.adopted).toBe(false);
  expect(await query(next, 'select words from inquiry')).toEqual([{ words: '返金はいつですか' }]);
});

test('a pid file whose pid belongs to somebody else by now does not stop a start', async () => {
  await end((await startDesk()).process);
  const stranger = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'inherit'] });
  desks.push(stranger);
  const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
  await writeFile(
    pidFile,
    `${stranger.pid}\n${dataDir}/postgres\n1700000000\n5432\n\n127.0.0.1\n        0         0\nready   \n`,
  );
  const desk = await startDesk();
  expect(desk.said).toMatchObject({ adopted: false });
  expect(stranger.exitCode).toBeNull();
});
