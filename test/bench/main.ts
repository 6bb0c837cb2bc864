import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { settled, startBenchDesk } from './bench-desk.js';
import { benchNext } from './claims.bench.js';
import { type Figure, printFigure } from './figures.js';
import { fill } from './fill.js';
import { benchForms } from './forms.bench.js';
import { benchQueue, benchSearch } from './lists.bench.js';
import { benchPages } from './pages.bench.js';
import { benchPush } from './push.bench.js';

const SMALL = 1_000;
const LARGE = 147_000;

/** `npm run bench [-- --json FILE]`: fills a database of its own and prints each figure with what it must hold. */
const json = process.argv[process.argv.indexOf('--json') + 1];
const figures: Figure[] = [];
const add = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const desk = await startBenchDesk();
try {
  process.stdout.write(
    `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; load client on the same cores\n`,
  );
  for (const figure of await benchForms(desk)) add(figure);
  for (const figure of await benchPages(desk)) add(figure);
  await settled(desk);
  await fill(desk, SMALL);
  const small = await benchQueue(desk, SMALL.toLocaleString('en'), null);
  add(small.figure);
  await fill(desk, LARGE);
  add((await benchQueue(desk, LARGE.toLocaleString('en'), small.p95)).figure);
  for (const figure of await benchSearch(desk)) add(figure);
  add(await benchPush(desk));
  add(await benchNext(desk));
} finally {
  await desk.stop();
}
if (process.argv.includes('--json') && json) writeFileSync(json, `${JSON.stringify({ figures }, null, 2)}\n`);
