import { useCallback, useState } from 'react';
import { presentLanguage } from '../app/i18n.js';
import { ApiError } from '../wire/api.js';
import { announce } from './announcer.js';

/** One step at a time: whether it is under way, and the sentence of what the server refused, shown and said. A step refused answers null. */
export const useAttempt = () => {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const refuse = useCallback((sentence: string) => {
    setFailure(sentence);
    announce(sentence, 'assertive');
  }, []);
  const attempt = useCallback(
    async <T>(work: () => Promise<T>, onRefused?: (error: ApiError) => void): Promise<T | null> => {
      setBusy(true);
      setFailure(null);
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        onRefused?.(error);
        refuse(error.sentence(presentLanguage()));
        return null;
      } finally {
        setBusy(false);
      }
    },
    [refuse],
  );
  return { isBusy, failure, attempt, refuse };
};
