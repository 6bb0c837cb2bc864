import { useEffect, useState } from 'react';
import {
  REPLY_LENGTH,
  type ReplyCharset,
  type ReplyCheckView,
  type ReplyProblem,
  type ReplyWarning,
} from '#libs/contracts';
import { api, ApiError } from '../wire/api.js';
import { openPlaceholders, shiftRanges } from './draft-text.js';

const SETTLE_MS = 400;

export interface ReplyCheck {
  problems: readonly ReplyProblem[];
  warnings: readonly ReplyWarning[];
  addressee: ReplyCheckView['addressee'];
  lostCharacters: readonly string[];
  /** True while the server's answer to this very text is still out. */
  isChecking: boolean;
}

type Answer = Omit<ReplyCheckView, 'charset'>;
type Placed = Exclude<ReplyProblem, { code: 'reply.empty' }>;

const NOTHING: Answer = { problems: [], warnings: [], addressee: 'none', lostCharacters: [] };

/** Problems that the screen finds by itself, at every key. */
const ownProblems = (text: string): ReplyProblem[] =>
  openPlaceholders(text).map((each) => ({ code: 'reply.placeholder_open', ...each }));

/** Those that only the server finds. */
const isTheirs = (problem: ReplyProblem): problem is Placed =>
  problem.code !== 'reply.placeholder_open' && problem.code !== 'reply.empty';

/**
 * What would stop this text and what needs a reason: at once what the screen can tell, a moment later what the server finds.
 * Until it answers anew, what it found before stays where it stands, unless the edit touched it.
 */
export const useReplyCheck = (ticketId: string, text: string, charset: ReplyCharset | null): ReplyCheck => {
  const [{ answer, of }, setAnswer] = useState({ answer: NOTHING, of: { text: '', charset } });
  useEffect(() => {
    if (text.trim() === '' || text.length > REPLY_LENGTH) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api
        .post<ReplyCheckView>(
          `tickets/${ticketId}/reply-check`,
          { text, ...(charset && { charset }) },
          { signal: leaving.signal },
        )
        .then((found) => setAnswer({ answer: found, of: { text, charset } }))
        .catch((error: unknown) => {
          // The server checks again when the reply is sent, so an answer that does not come stops nobody.
          if (!leaving.signal.aborted && error instanceof ApiError)
            setAnswer({ answer: NOTHING, of: { text, charset } });
        });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [ticketId, text, charset]);

  if (text.trim() === '') return { ...NOTHING, isChecking: false };
  return {
    problems: [...ownProblems(text), ...shiftRanges(answer.problems.filter(isTheirs), of.text, text)],
    warnings: shiftRanges(answer.warnings, of.text, text),
    addressee: answer.addressee,
    lostCharacters: of.charset === charset ? answer.lostCharacters.filter((each) => text.includes(each)) : [],
    isChecking: of.text !== text || of.charset !== charset,
  };
};
