import fc from 'fast-check';
import type { TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { type Shop, type World, world } from '../support/world.js';

/**
 * The largest number of other shops' tickets that may go before a shop that waits: the longest jump that an urgent ticket may make,
 * and one turn of each other shop.
 */
const LONGEST_WAIT = 21 + 1;

let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ worker: false });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const take = async (): Promise<string | null> => {
  const answer = await supervisor.post<TicketView>('/api/v1/tickets/next');
  return answer.status === 200 ? answer.body.tenantId : null;
};
const finish = async (): Promise<void> => {
  while (await take());
};

/** What comes in before each ticket that is taken: how many of the loud shop, how urgent; whether the quiet one writes. */
const moment = fc.record({
  loud: fc.integer({ min: 0, max: 3 }),
  urgent: fc.boolean(),
  byPhone: fc.boolean(),
  quiet: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

/** Misuse by phone without end, two for each that is taken, and one plain inquiry of the other shop at the beginning. */
const FLOOD = Array.from({ length: 40 }, (_, at) => ({ loud: 2, urgent: true, byPhone: true, quiet: at === 0 }));

test('a loud shop, however urgent, cannot starve a quiet one', async () => {
  const arrive = (shop: Shop, { urgent, byPhone }: { urgent: boolean; byPhone: boolean }) =>
    desk.inquiry(shop, { topic: urgent ? 'MIS' : 'AFF', ...(byPhone && { channel: 'phone' }) });
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 25, maxLength: 40 }), async (moments) => {
      await finish();
      let waited = 0;
      let quietWaiting = 0;
      let longest = 0;
      for (const each of moments) {
        for (let at = 0; at < each.loud; at += 1) await arrive(desk.a, each);
        if (each.quiet) {
          await arrive(desk.b, { urgent: false, byPhone: false });
          quietWaiting += 1;
        }
        const taken = await take();
        if (taken === desk.b.tenantId) quietWaiting -= 1;
        waited = taken === desk.a.tenantId && quietWaiting > 0 ? waited + 1 : 0;
        longest = Math.max(longest, waited);
      }
      expect(longest).toBeLessThanOrEqual(LONGEST_WAIT);
    }),
    { numRuns: 4, examples: [[FLOOD]] },
  );
}, 120_000);
