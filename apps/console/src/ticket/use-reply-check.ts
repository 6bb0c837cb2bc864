import { useEffect, useState } from 'react';
import type { ReplyCheckView, ReplyProblem } from '#libs/contracts';
import { api, ApiError } from '../wire/api.js';
import { openPlaceholders } from './draft-text.js';

const SETTLE_MS = 400;

export interface ReplyCheck {
  problems: readonly ReplyProblem[];
  /** True while the server's answer to this very text is still out. */
  isChecking: boolean;
}

/** Problems that the screen finds by itself, at every key. */
const ownProblems = (text: string): ReplyProblem[] =>
  openPlaceholders(text).map((each) => ({ code: 'reply.placeholder_open', ...each }));

/** What would stop this text: at once what the screen can tell, a moment later what the server finds. */
export const useReplyCheck = (ticketId: string, text: string): ReplyCheck => {
  const [answer, setAnswer] = useState<{ text: string; problems: readonly ReplyProblem[] } | null>(null);
  useEffect(() => {
    if (text.trim() === '') return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api
        .post<ReplyCheckView>(`tickets/${ticketId}/reply-check`, { text }, { signal: leaving.signal })
        .then(({ problems }) => setAnswer({ text, problems }))
        .catch((error: unknown) => {
          // The server checks again when the reply is sent, so an answer that does not come stops nobody.
          if (!leaving.signal.aborted && error instanceof ApiError) setAnswer({ text, problems: ownProblems(text) });
        });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [ticketId, text]);

  if (text.trim() === '') return { problems: [], isChecking: false };
  const isCurrent = answer?.text === text;
  const theirs = (answer?.problems ?? []).filter((problem) => problem.code !== 'reply.placeholder_open');
  return { problems: [...ownProblems(text), ...(isCurrent ? theirs : [])], isChecking: !isCurrent };
};
