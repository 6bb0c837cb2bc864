import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isMissed, judgeDay } from '../replay/judge-day.js';
import { MIDNIGHT, ReplayDay } from '../replay/replay-day.js';
import { openFloor, type ReplayFloor } from '../replay/replay-floor.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** The first day after 980,000 were told, at a two-hundredth of its size; `npm run replay` plays it whole. */
const LOAD = { calls: 130, written: 70, phonePeople: 5, seed: 20_160_623 };
const WRITERS = 2;

let database: TestDatabase;
let floor: ReplayFloor;
const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-day-'));

beforeAll(async () => {
  database = await createDatabase();
  floor = await openFloor(
    { appUrl: database.appUrl, dataDir },
    { shops: 6, people: LOAD.phonePeople + WRITERS, at: new Date(MIDNIGHT) },
  );
});
afterAll(async () => {
  await floor?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a day at the desk ends with nothing lost, no promise forgotten, right figures and fair waiting', async () => {
  const ledger = await new ReplayDay(floor, LOAD).play();
  const verdict = await judgeDay(floor, ledger);
  expect(verdict.faults).toEqual([]);
  expect(ledger.written).toHaveLength(LOAD.written);
  expect(ledger.promises.some(isMissed)).toBe(true);
}, 180_000);
