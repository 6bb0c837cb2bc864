import { useState } from 'react';
import { announce } from './announcer.js';
import { useAttempt } from './use-attempt.js';

/** One change of settings at a time: what it is doing, why it failed, and what it said when done. */
export const useChange = () => {
  const { isBusy, failure, attempt } = useAttempt();
  const [done, setDone] = useState<string | null>(null);
  const change = async (work: () => Promise<unknown>, words: string): Promise<boolean> => {
    setDone(null);
    const isDone = await attempt(async () => {
      await work();
      setDone(words);
      announce(words, 'assertive');
      return true;
    });
    return isDone === true;
  };
  return { isBusy, failure, done, change };
};
