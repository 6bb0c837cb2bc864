import fc from 'fast-check';
import { drawSample } from './sample.js';

const replies = (authorId: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ authorId, messageId: `${authorId}-${at}` }));

test.each([
  [1, 1],
  [20, 1],
  [21, 2],
  [100, 5],
  [101, 6],
])('of %d replies of one agent %d are drawn', (sent, drawn) => {
  expect(drawSample(replies('a', sent), 'seed', 5)).toHaveLength(drawn);
});

test('everybody who wrote is read, and nobody who did not', () => {
  const drawn = drawSample([...replies('a', 40), ...replies('b', 3)], 'seed', 5);
  expect(drawn.map(({ authorId }) => authorId).sort()).toEqual(['a', 'a', 'b']);
  expect(drawSample([], 'seed', 5)).toEqual([]);
});

test('the same seed draws the same, in whatever order; another seed others', () => {
  const sent = replies('a', 200);
  const ids = (seed: string, from: typeof sent) => drawSample(from, seed, 5).map(({ messageId }) => messageId);
  fc.assert(
    fc.property(fc.shuffledSubarray(sent, { minLength: sent.length }), (shuffled) => {
      expect(ids('seed', shuffled)).toEqual(ids('seed', sent));
    }),
  );
  expect(ids('other', sent)).not.toEqual(ids('seed', sent));
});

test('no reply is drawn much more often than another', () => {
  const sent = replies('a', 20);
  const times = new Map<string, number>();
  for (let seed = 0; seed < 4_000; seed += 1) {
    for (const { messageId } of drawSample(sent, `${seed}`, 5)) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  }
  // 4,000 draws of one in twenty: 200 each, with a standard deviation below 14.
  for (const count of times.values()) expect(Math.abs(count - 200)).toBeLessThan(84);
  expect(times.size).toBe(20);
});
