import type { TicketView } from '#libs/contracts';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, spread } from './figures.js';

const AGENTS = 300;

/** 300 requests for the next ticket at the same moment: each gets one of its own. */
export const benchNext = async (desk: BenchDesk): Promise<Figure> => {
  const client = await desk.client('supervisor');
  const durations: number[] = [];
  const owners = new Map<string, number>();
  await Promise.all(
    Array.from({ length: AGENTS }, async () => {
      const start = performance.now();
      const answer = await client.post<TicketView>('/api/v1/tickets/next');
      durations.push(performance.now() - start);
      if (answer.status === 200) owners.set(answer.body.id, (owners.get(answer.body.id) ?? 0) + 1);
    }),
  );
  const times = spread(durations);
  const doubled = [...owners.values()].filter((count) => count > 1).length;
  return {
    name: `next ticket, ${AGENTS} at the same moment`,
    values: { ...times, tickets: owners.size, doubled },
    aim: 'one winner each; p99 ≤ 50 ms',
    held: doubled === 0 && owners.size === AGENTS && times.p99 <= 50,
  };
};
