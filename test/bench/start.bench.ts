import type { BenchDesk } from './bench-desk.js';
import type { Figure } from './figures.js';

/** What was measured when the desk started. */
export const benchStart = async ({ startMs, api }: BenchDesk): Promise<Figure> => ({
  name: 'start of api and worker in one process to ready, migrated database',
  values: { ms: startMs, apiAloneMB: api.memory() },
  aim: '≤ 5 s',
  held: startMs <= 5_000,
});
