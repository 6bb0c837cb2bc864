import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { log, readConfig } from '#libs/platform';
import { type RunningDesk, startDesk } from '../../apps/standalone/src/standalone.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** `npm run story` and `npm run simulate-calls` as somebody at a terminal runs them, against a running demo. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-story-'));
let database: TestDatabase;
let desk: RunningDesk;

beforeAll(async () => {
  database = await createDatabase();
  log.level = 'fatal';
  desk = await startDesk(
    readConfig({
      PORT: '0',
      SMTP_PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      UNDO_SECONDS: '0',
    }),
  );
});
afterAll(async () => {
  await desk?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Ended {
  code: number;
  said: string;
  complained: string;
}

const run = (file: string, settings: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PORT: new URL(desk.url).port, DATA_DIR: dataDir, ...settings };
    const child = execFile(
      process.execPath,
      ['--import', './scripts/register-ts.mjs', `apps/standalone/src/${file}.ts`],
      { cwd: root, env },
      (_, said, complained) => resolve({ code: child.exitCode ?? -1, said, complained }),
    );
  });

test.each([
  ['en', 'The story holds.', 'It stands in the lists of both'],
  ['ja_JP.UTF-8', '物語のとおりに動きました。', '担当者と上席の一覧に届く'],
])('the story holds and is told in the language of the terminal (%s)', async (LANG, end, arrival) => {
  const { code, said, complained } = await run('story', { LANG });
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  const lines = said.trimEnd().split('\n');
  expect(lines.at(-1)).toBe(end);
  const steps = lines.filter((line) => /^[ \d]\d\. /.test(line));
  expect(steps).toHaveLength(15);
  expect(steps.every((line) => /\S {2}\(\d+ ms\)$/.test(line))).toBe(true);
  // The way from the form to the consoles takes a time of its own.
  expect(steps[4]).toContain(arrival);
  expect(steps[4]).not.toContain('(0 ms)');
});

test('where no desk is, both say so in a sentence', async () => {
  for (const file of ['story', 'simulate-calls']) {
    const { code, complained } = await run(file, { PORT: '1' });
    expect(code).toBe(1);
    expect(complained).toBe(
      'No desk answers at http://127.0.0.1:1. Start it with npm start, or give the PORT of the running desk.\n',
    );
  }
});
