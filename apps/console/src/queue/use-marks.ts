import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { TicketRow, TicketView, Topic } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { announce } from '../shared/announcer.js';
import { cannedPreviewQuery } from '../ticket/canned-queries.js';
import { newKey } from '../ticket/reply-draft.js';
import type { TicketVerbs } from '../ticket/use-ticket-verbs.js';
import { ApiError } from '../wire/api.js';
import { oneByOne, type Outcome } from './one-by-one.js';

/** The answer to one marked ticket: as it was seen, and the approved text of its shop in its language; null where that has none. */
export interface BulkAnswer {
  ticket: TicketRow;
  cannedId: string | null;
}

export interface Marks {
  ids: ReadonlySet<string>;
  /** Ticket id → what became of it, in one sentence. */
  results: ReadonlyMap<string, string>;
  /** The sum of the last run. */
  said: string | null;
  isBusy: boolean;
  toggle: (id: string) => void;
  /** Marks all of these, or, where they all are marked, none. */
  toggleAll: (shown: readonly string[]) => void;
  clear: () => void;
  assign: (assigneeId: string, name: string) => Promise<void>;
  sort: (topic: Topic) => Promise<void>;
  release: () => Promise<void>;
  /** Each gets its own shop's text with its own facts; one that changed since it was seen is not answered. */
  reply: (answers: readonly BulkAnswer[]) => Promise<void>;
  /** All other marked ones are answered by this one from now on. */
  mergeInto: (id: string) => Promise<void>;
}

/** Rows that are marked with X, and what is done to all of them: each by itself, so one that fails stops no other and stays marked. */
export const useMarks = (verbs: TicketVerbs, rows: ReadonlyMap<string, TicketRow>): Marks => {
  const { t } = useTranslation(['queue', 'words', 'merging', 'approvals']);
  const queries = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const run = async (
    work: (id: string) => Promise<TicketView>,
    done: string | ((after: TicketView) => string),
    { among = [...ids], atOnce }: { among?: readonly string[]; atOnce?: number } = {},
  ) => {
    if (isBusy || among.length === 0) return;
    setBusy(true);
    setSaid(null);
    setResults(new Map());
    const sentences = new Map<string, string>();
    const workAndSay = async (id: string) => {
      const after = await work(id);
      sentences.set(id, typeof done === 'string' ? done : done(after));
    };
    const tell = (id: string, outcome: Outcome) => {
      const sentence = outcome.failed === null ? sentences.get(id)! : sentenceOf(outcome.failed);
      setResults((before) => new Map(before).set(id, sentence));
      if (outcome.failed === null) setIds((before) => new Set([...before].filter((each) => each !== id)));
    };
    try {
      const failed = await oneByOne(among, workAndSay, tell, atOnce);
      const count = among.length - failed;
      const sum = failed === 0 ? t('queue:bulk.allDone', { count }) : t('queue:bulk.someFailed', { count, failed });
      setSaid(sum);
      announce(sum, failed === 0 ? 'polite' : 'assertive');
    } finally {
      setBusy(false);
    }
  };

  return {
    ids,
    results,
    said,
    isBusy,
    toggle: (id) => {
      const isMarked = ids.has(id);
      setSaid(null);
      setIds(isMarked ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id]));
      const number = rows.get(id)?.number ?? '';
      announce(t(isMarked ? 'queue:bulk.unmarked' : 'queue:bulk.marked', { number }));
    },
    toggleAll: (shown) => {
      const isMarked = shown.every((id) => ids.has(id));
      setSaid(null);
      setIds(new Set(isMarked ? [] : shown));
      announce(t(isMarked ? 'queue:bulk.clear' : 'queue:bulk.count', { count: shown.length }));
    },
    clear: () => {
      setIds(new Set());
      setResults(new Map());
      setSaid(null);
    },
    assign: (assigneeId, name) => run((id) => verbs.assign(id, assigneeId), t('queue:bulk.assigned', { name })),
    sort: (topic) =>
      run((id) => verbs.sort(id, { topic }), t('queue:bulk.sorted', { topic: t(`words:topic.${topic}`) })),
    release: () => run(verbs.release, t('queue:bulk.released')),
    reply: (answers) => {
      const answerOf = new Map(answers.map((answer) => [answer.ticket.id, answer]));
      const reply = async (id: string): Promise<TicketView> => {
        const { ticket, cannedId } = answerOf.get(id)!;
        if (cannedId === null) throw new Refusal(t('queue:bulk.noText'));
        const { key, text } = await queries.fetchQuery({ ...cannedPreviewQuery(id, cannedId), staleTime: 0 });
        return verbs.reply(id, { text, baseVersion: ticket.version, idempotencyKey: newKey(), cannedKeys: [key] });
      };
      const sentOrHeld = ({ state }: TicketView) =>
        t(state === 'waiting_approval' ? 'approvals:composer.sent' : 'queue:bulk.replied');
      return run(reply, sentOrHeld, { among: [...answerOf.keys()] });
    },
    mergeInto: async (id) => {
      let survivor: TicketRow | undefined = rows.get(id);
      if (!survivor) return;
      const merge = async (other: string): Promise<TicketView> => {
        const row = rows.get(other);
        if (!row || !survivor) throw new ApiError('not_found', 404, {}, null);
        const joined = await verbs.merge(row, survivor);
        survivor = joined;
        return joined;
      };
      const among = [...ids].filter((each) => each !== id);
      // One after the other: each has seen the survivor as the one before left it.
      await run(merge, t('merging:bulk.done', { number: survivor.number }), { among, atOnce: 1 });
    },
  };
};

/** What is refused before anything is asked of the server; its message is a sentence for people. */
class Refusal extends Error {}

const sentenceOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ApiError) return error.sentence(presentLanguage());
  throw error;
};
