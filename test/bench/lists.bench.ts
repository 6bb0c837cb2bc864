import type { ApiClient } from '../support/client.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round, spread } from './figures.js';

const RUNS = 60;

const timed = async (
  client: ApiClient,
  paths: readonly string[],
): Promise<{ p50: number; p95: number; p99: number; max: number }> => {
  const durations: number[] = [];
  for (let run = 0; run < RUNS + 5; run += 1) {
    const start = performance.now();
    for (const path of paths) {
      const answer = await client.get(path);
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    }
    if (run >= 5) durations.push(performance.now() - start);
  }
  return spread(durations);
};

const PAGE = ['/api/v1/tickets?state=waiting&sort=due&limit=50', '/api/v1/queue/counters'];
const NEWEST = ['/api/v1/tickets?limit=50'];

/** p95 of the queue page by the first size that was measured: later ones must not be slower by much. */
let first: number | null = null;

/** The queue page with its counters, as the supervisor of all tenants loads it. */
export const benchQueue = async (desk: BenchDesk, size: string): Promise<Figure> => {
  const client = await desk.client('supervisor');
  const page = await timed(client, PAGE);
  const newest = await timed(client, NEWEST);
  const grown: Record<string, number> = first === null ? {} : { timesSmall: round(page.p95 / first) };
  first ??= page.p95;
  return {
    name: `queue page of 50 with counters, ${size} tickets`,
    values: { ...page, newestP95: newest.p95, ...grown },
    aim: 'p95 ≤ 50 ms, flat',
    held: page.p95 <= 50,
  };
};

/** 返金 stands in 57 of 100 tickets; 転売 in three of all. */
export const benchSearch = async (desk: BenchDesk): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [role, scope] of [
    ['supervisor', '56 tenants'],
    ['shop_user', '1 tenant'],
  ] as const) {
    const client = await desk.client(role);
    for (const word of ['返金', '返', '転売', '住所', 'カード番号']) {
      const times = await timed(client, [`/api/v1/tickets?q=${encodeURIComponent(word)}&limit=50`]);
      figures.push({ name: `search ${word}, ${scope}`, values: times, aim: 'p95 ≤ 100 ms', held: times.p95 <= 100 });
    }
  }
  return figures;
};
