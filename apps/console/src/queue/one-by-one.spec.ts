import { oneByOne, type Outcome } from './one-by-one.js';

test('each gets its own result, and one that fails stops no other', async () => {
  const results = new Map<string, Outcome>();
  const ids = Array.from({ length: 10 }, (_, index) => `ticket-${index}`);
  let running = 0;
  let most = 0;
  const work = async (id: string): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (id === 'ticket-3' || id === 'ticket-7') throw new Error(id);
  };
  expect(await oneByOne(ids, work, (id, outcome) => results.set(id, outcome))).toBe(2);
  expect([...results.keys()].toSorted()).toEqual(ids.toSorted());
  expect(ids.filter((id) => results.get(id)!.failed !== null)).toEqual(['ticket-3', 'ticket-7']);
  expect(most).toBeLessThanOrEqual(4);
});
