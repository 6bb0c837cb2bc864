import { useState } from 'react';
import { presentLanguage } from '../app/i18n.js';
import { announce } from '../shared/announcer.js';
import { ApiError } from '../wire/api.js';

/** One change of settings at a time: what it is doing, why it failed, and what it said when done. */
export const useChange = () => {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const change = async (work: () => Promise<unknown>, words: string): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    setDone(null);
    try {
      await work();
      setDone(words);
      announce(words, 'assertive');
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const sentence = error.sentence(presentLanguage());
      setFailure(sentence);
      announce(sentence, 'assertive');
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, done, change };
};
