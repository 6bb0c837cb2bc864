import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type BenchDesk, settled, startBenchDesk } from './bench-desk.js';
import { benchNext } from './claims.bench.js';
import { type Figure, printFigure } from './figures.js';
import { fill } from './fill.js';
import { benchBurst, benchForms } from './forms.bench.js';
import { benchQueue, benchSearch } from './lists.bench.js';
import { benchMail } from './mail.bench.js';
import { benchPages } from './pages.bench.js';
import { benchPush, benchRest } from './push.bench.js';
import { benchReconnect } from './reconnect.bench.js';
import { benchStart } from './start.bench.js';

const SMALL = 1_000;
const LARGE = 147_000;

type Part = (desk: BenchDesk) => Promise<Figure | Figure[]>;

/** In this order: what needs a small database comes first. */
const PARTS: Record<string, Part> = {
  start: benchStart,
  rest: benchRest,
  forms: benchForms,
  burst: benchBurst,
  mail: benchMail,
  pages: benchPages,
  small: (desk) => filledTo(desk, SMALL, (size) => benchQueue(desk, size)),
  queue: (desk) => filledTo(desk, LARGE, (size) => benchQueue(desk, size)),
  search: (desk) => filledTo(desk, LARGE, () => benchSearch(desk)),
  push: (desk) => filledTo(desk, LARGE, () => benchPush(desk)),
  next: (desk) => filledTo(desk, LARGE, () => benchNext(desk)),
  reconnect: (desk) => filledTo(desk, LARGE, () => benchReconnect(desk)),
};

const filledTo = async <Result>(desk: BenchDesk, size: number, measure: (size: string) => Promise<Result>) => {
  await settled(desk);
  await fill(desk, size);
  return measure(size.toLocaleString('en'));
};

/** `npm run bench [-- --only forms,push] [--json FILE]`: fills a database of its own and prints each figure with what it must hold. */
const { values: given } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const chosen = given.only?.split(',') ?? Object.keys(PARTS);
for (const name of chosen) {
  if (!(name in PARTS)) throw new Error(`there is no part "${name}"; there are ${Object.keys(PARTS).join(', ')}`);
}

const figures: Figure[] = [];
const desk = await startBenchDesk();
try {
  process.stdout.write(
    `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; load client on the same cores\n`,
  );
  for (const name of Object.keys(PARTS).filter((part) => chosen.includes(part))) {
    for (const figure of [await PARTS[name]!(desk)].flat()) {
      figures.push(figure);
      printFigure(figure);
    }
  }
} finally {
  await desk.stop();
}
if (given.json) writeFileSync(given.json, `${JSON.stringify({ figures }, null, 2)}\n`);
