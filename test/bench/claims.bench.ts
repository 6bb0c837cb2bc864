import { setTimeout as pause } from 'node:timers/promises';
import type { TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { bareClaims } from './bare.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, round, spread } from './figures.js';

const AGENTS = 300;
/** A floor of 300 presses N within ten seconds only in a rush: each works for minutes on what it got. */
const WITHIN_MS = 10_000;

/** 300 people ask for their next ticket, one after the other within ten seconds, then all at the same moment: each gets one of its own. */
export const benchNext = async (desk: BenchDesk): Promise<Figure[]> => {
  const client = await desk.client('supervisor');
  const bareLast = await bareClaims(desk, AGENTS);
  const inTurn = await asked(client, (index) => pause((index * WITHIN_MS) / AGENTS));
  const atOnce = await asked(client, () => Promise.resolve());
  const isRight = ({ tickets, doubled }: Asked['values']): boolean => tickets === AGENTS && doubled === 0;
  return [
    {
      name: `next ticket, ${AGENTS} people within ${WITHIN_MS / 1000} s`,
      values: inTurn.values,
      aim: 'one winner each; p99 ≤ 50 ms',
      held: isRight(inTurn.values) && inTurn.values.p99 <= 50,
    },
    {
      name: `next ticket, ${AGENTS} people at the same moment: until the last one has a ticket`,
      values: {
        ...atOnce.values,
        perSecond: round((AGENTS / atOnce.values.max) * 1000),
        bareLast,
        ratioToBare: round(atOnce.values.max / bareLast),
      },
      aim: 'one winner each; p99 ≤ 50 ms',
      held: isRight(atOnce.values) && atOnce.values.p99 <= 50,
    },
  ];
};

interface Asked {
  values: ReturnType<typeof spread> & { tickets: number; doubled: number };
}

const asked = async (client: ApiClient, begin: (index: number) => Promise<void>): Promise<Asked> => {
  const durations: number[] = [];
  const owners = new Map<string, number>();
  await Promise.all(
    Array.from({ length: AGENTS }, async (_, index) => {
      await begin(index);
      const start = performance.now();
      const answer = await client.post<TicketView>('/api/v1/tickets/next');
      durations.push(performance.now() - start);
      if (answer.status === 200) owners.set(answer.body.id, (owners.get(answer.body.id) ?? 0) + 1);
    }),
  );
  const doubled = [...owners.values()].filter((count) => count > 1).length;
  return { values: { ...spread(durations), tickets: owners.size, doubled } };
};
