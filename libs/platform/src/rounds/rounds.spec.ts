import { jest } from '@jest/globals';
import { Rounds } from './rounds.js';

/** A round that ends when the test says so. */
const held = () => {
  const ends: (() => void)[] = [];
  let begun = 0;
  return {
    begun: () => begun,
    end: () => ends.shift()?.(),
    round: () => {
      begun += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    },
  };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a round that takes long keeps the next ones out, and none is made up for', async () => {
  const work = held();
  const rounds = new Rounds('a look', 100, work.round);
  rounds.start();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(work.begun()).toBe(1);
  work.end();
  await jest.advanceTimersByTimeAsync(100);
  expect(work.begun()).toBe(2);
  work.end();
  await rounds.stop();
});

test('a round that fails does not end the rounds', async () => {
  let tries = 0;
  const rounds = new Rounds('a look', 100, async () => {
    tries += 1;
    throw new Error('the database is away');
  });
  rounds.start();
  await jest.advanceTimersByTimeAsync(350);
  expect(tries).toBe(3);
  await rounds.stop();
});

test('to stop is to wait for the round under way and to begin no other', async () => {
  const work = held();
  const rounds = new Rounds('a look', 100, work.round);
  rounds.start();
  await jest.advanceTimersByTimeAsync(100);
  let isStopped = false;
  const stopped = rounds.stop().then(() => (isStopped = true));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(isStopped).toBe(false);
  work.end();
  await stopped;
  expect(work.begun()).toBe(1);
});
