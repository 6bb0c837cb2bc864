import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow, TicketView, Topic } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { announce } from '../shared/announcer.js';
import type { TicketVerbs } from '../ticket/use-ticket-verbs.js';
import { ApiError } from '../wire/api.js';
import { oneByOne, type Outcome } from './one-by-one.js';

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
  /** All other marked ones are answered by this one from now on. */
  mergeInto: (id: string) => Promise<void>;
}

/** Rows that are marked with X, and what is done to all of them: each by itself, so one that fails stops no other and stays marked. */
export const useMarks = (verbs: TicketVerbs, rows: ReadonlyMap<string, TicketRow>): Marks => {
  const { t } = useTranslation(['queue', 'words', 'merging']);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const run = async (
    work: (id: string) => Promise<TicketView>,
    done: string,
    { among = [...ids], atOnce }: { among?: readonly string[]; atOnce?: number } = {},
  ) => {
    if (isBusy || among.length === 0) return;
    setBusy(true);
    setSaid(null);
    setResults(new Map());
    const tell = (id: string, outcome: Outcome) => {
      const sentence = outcome.failed === null ? done : sentenceOf(outcome.failed);
      setResults((before) => new Map(before).set(id, sentence));
      if (outcome.failed === null) setIds((before) => new Set([...before].filter((each) => each !== id)));
    };
    try {
      const failed = await oneByOne(among, work, tell, atOnce);
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

const sentenceOf = (error: unknown): string => {
  if (error instanceof ApiError) return error.sentence(presentLanguage());
  throw error;
};
