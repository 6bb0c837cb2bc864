import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer is there: waits for a fact, not for a time. Fails after `seconds`. */
export const until = async <T>(
  what: string,
  find: () => Promise<T | null | undefined | false>,
  seconds = 10,
): Promise<T> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(20);
  }
};
