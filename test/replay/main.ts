// npm run replay [-- --persons 980000 --rate 0.15]: plays the first day after so many were told, faster than the day itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { log, migrate } from '#libs/platform';
import {
  agentsNeeded,
  DAY_SHARES,
  DEFAULT_ASSUMPTIONS,
  HOUR_SHARES,
  offeredLoad,
  writersNeeded,
} from '#libs/reporting';
import { startEmbeddedPostgres } from '../../apps/standalone/src/embedded-postgres.js';
import { isMissed, judgeDay } from './judge-day.js';
import { MIDNIGHT, ReplayDay } from './replay-day.js';
import { openFloor } from './replay-floor.js';

const SHOPS = 53;
const SEED = 20_160_623;
/** Written inquiries are answered from 9 to 21. */
const WRITING_MINUTES = 12 * 60;

const { values: given } = parseArgs({
  options: { persons: { type: 'string', default: '980000' }, rate: { type: 'string', default: '0.15' } },
});
const contacts = Number(given.persons) * Number(given.rate) * DAY_SHARES[0]!;
const { channels, handlingSeconds, answerWithin } = DEFAULT_ASSUMPTIONS;
const calls = Math.round(contacts * channels.phone);
const written = Math.round(contacts * (channels.form + channels.email));
const busiest = offeredLoad(calls * Math.max(...HOUR_SHARES), handlingSeconds, 3_600);
const phonePeople = agentsNeeded({ erlangs: busiest, handlingSeconds, answerWithin }, DEFAULT_ASSUMPTIONS);
const writers = Math.ceil(
  writersNeeded({
    arrivals: written,
    backlog: 0,
    handlingSeconds: 480,
    minutes: WRITING_MINUTES,
    occupancy: 0.85,
    shrinkage: 0,
  }),
);

log.level = 'error';
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-replay-'));
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const began = performance.now();
const minutes = (): string => ((performance.now() - began) / 60_000).toFixed(1);
try {
  say(
    `${calls} calls and ${written} inquiries in writing at ${SHOPS} shops; ${phonePeople} people on the phone, ${writers} writing`,
  );
  const appUrl = await migrate(postgres.ownerUrl);
  const floor = await openFloor(
    { appUrl, dataDir },
    { shops: SHOPS, people: phonePeople + writers, at: new Date(MIDNIGHT) },
  );
  const ledger = await new ReplayDay(floor, { calls, written, phonePeople, seed: SEED }).play((second) =>
    say(`  ${second / 3_600}:00 after ${minutes()} min`),
  );
  const { faults, ...figures } = await judgeDay(floor, ledger);
  const missed = ledger.promises.filter(isMissed).length;
  say(
    `${calls} calls (${ledger.calls.filter(({ answered }) => answered === null).length} gave up), ${written} written (${figures.replied} replied, ${figures.stillWaiting} wait), ` +
      `${ledger.promises.length} promises (${missed} left lying on purpose, each told as missed), ${ledger.escalations} escalations`,
  );
  say(
    `p90 from receipt to a person: loud shop ${figures.loudWait} min, quietest treated shop ${figures.quietWait} min; replayed in ${minutes()} min`,
  );
  for (const fault of faults) say(`  ✕ ${fault}`);
  say(faults.length === 0 ? 'nothing lost, nothing forgotten, every figure as it happened' : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
  await floor.stop();
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
