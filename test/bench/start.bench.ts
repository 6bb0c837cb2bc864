import type { BenchDesk } from './bench-desk.js';
import type { Figure } from './figures.js';

/** What was measured when the desk started. */
export const benchStart = async ({ startMs }: BenchDesk): Promise<Figure> => ({
  name: 'start of api and worker in one process to ready, migrated database',
  values: { ms: startMs },
  aim: '≤ 5 s',
  held: startMs <= 5_000,
});
