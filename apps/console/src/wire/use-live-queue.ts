import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { TicketPage, TicketRow } from '#libs/contracts';
import { api, ApiError } from './api.js';
import {
  EMPTY_QUEUE,
  hasPending,
  reduceLiveQueue,
  type LiveQueue,
  type LiveQueueAction,
  type QueueRules,
} from './live-queue.js';
import { countersQuery } from './queries.js';
import { ask, onConnected, onPush } from './socket.js';
import { serverNow } from './server-clock.js';

/** One list: what the server is asked, and the same rule for rows that are pushed. */
export interface QueueList {
  /** Changes when another list is meant. */
  key: string;
  query: Record<string, string | undefined>;
  rules: QueueRules;
  /** True where time alone moves rows in, as for 期限間近: the first page is then read again every minute. */
  ages: boolean;
}

const PAGE = 100;
/** Pushes of this long are applied together: one render for a burst. */
const BURST_MS = 40;
/** Repairs what was lost on a connection that never dropped. */
const SYNC_EVERY_MS = 20_000;
const AGE_EVERY_MS = 60_000;
/** How long a row that somebody else changed is tinted. */
export const TINT_MS = 1_200;

export interface LiveQueueHandle {
  queue: LiveQueue;
  /** Ticket id → when somebody else changed it, in milliseconds. */
  touched: ReadonlyMap<string, number>;
  /** When the list was last known to be right, in milliseconds. */
  freshAt: number;
  failure: ApiError | null;
  /** How often so much was missed that the list was read anew. */
  reloads: number;
  /** True when an apply would change what is shown. */
  pending: boolean;
  apply: () => void;
  loadMore: () => void;
  retry: () => void;
  /** Rows that an answer to one's own request brought. */
  take: (rows: readonly TicketRow[]) => void;
}

const readPage = (list: QueueList, cursor: string | null, signal?: AbortSignal): Promise<TicketPage> =>
  api.get<TicketPage>('tickets', { query: { ...list.query, limit: PAGE, cursor }, signal });

/** Keeps one list equal to the server's: reads it page by page, applies pushes, and asks for all that was missed at every connection. */
export const useLiveQueue = (list: QueueList, ownId: string): LiveQueueHandle => {
  const queries = useQueryClient();
  const rules = useRef(list.rules);
  rules.current = list.rules;
  const [queue, dispatch] = useReducer(
    (state: LiveQueue, action: LiveQueueAction) => reduceLiveQueue(state, action, rules.current, serverNow()),
    EMPTY_QUEUE,
  );
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [freshAt, setFreshAt] = useState(() => serverNow());
  const [attempt, setAttempt] = useState(0);
  const [reloads, setReloads] = useState(0);
  const cursor = useRef<string | null>(null);
  const isReading = useRef(false);
  const position = useRef<string | null>(null);
  const touched = useRef(new Map<string, number>());
  const present = useRef(list);
  present.current = list;

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    dispatch({ type: 'reset' });
    setFailure(null);
    cursor.current = null;
    position.current = null;
    touched.current = new Map();

    let burst: TicketRow[] = [];
    let isLoaded = false;

    const guarded = async (work: () => Promise<void>) => {
      try {
        await work();
        if (!signal.aborted) {
          setFailure(null);
          setFreshAt(serverNow());
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFailure(error);
      }
    };

    const load = () =>
      guarded(async () => {
        isReading.current = true;
        dispatch({ type: 'asked' });
        const page = await readPage(present.current, null, signal).finally(() => {
          isReading.current = false;
        });
        show(page);
      });

    const show = (page: TicketPage) => {
      cursor.current = page.nextCursor;
      isLoaded = true;
      dispatch({ type: 'loaded', rows: page.items, more: page.nextCursor !== null });
    };

    const refresh = () =>
      guarded(async () => {
        const page = await readPage(present.current, null, signal);
        // The line broke before the list was there.
        if (!isLoaded && !isReading.current) show(page);
        else dispatch({ type: 'refreshed', rows: page.items });
      });

    const leave = (ids: readonly string[]) => {
      const gone = new Set(ids);
      burst = burst.filter(({ id }) => !gone.has(id));
      dispatch({ type: 'gone', ids });
    };

    const sync = async () => {
      const since = position.current;
      const answer = await ask('queue.sync', { since });
      if (!answer || signal.aborted) return;
      position.current = answer.position;
      if (!answer.reload && answer.gone) leave(answer.gone);
      dispatch({ type: 'synced', rows: answer.reload ? [] : answer.rows, position: answer.position });
      setFreshAt(serverNow());
      if (!answer.reload) queries.setQueryData(countersQuery.queryKey, answer.counters);
      else await queries.invalidateQueries({ queryKey: countersQuery.queryKey });
      if (answer.reload && since !== null) {
        await load();
        setReloads((before) => before + 1);
      }
      // The page may have been read before the position was known: what lies between the two is in neither.
      else if (since === null || !isLoaded) await refresh();
    };

    void load();
    const stopConnected = onConnected(() => void sync());
    let flush: ReturnType<typeof setTimeout> | undefined;
    const stopPushes = onPush('tickets.changed', (batch) => {
      const now = serverNow();
      for (const event of batch.events) if (event.actorId !== ownId) touched.current.set(event.ticketId, now);
      if (batch.gone) leave(batch.gone);
      burst.push(...batch.rows);
      flush ??= setTimeout(() => {
        flush = undefined;
        dispatch({ type: 'pushed', rows: burst });
        burst = [];
        setFreshAt(serverNow());
      }, BURST_MS);
    });
    const syncing = setInterval(() => void sync(), SYNC_EVERY_MS);
    const ageing = present.current.ages ? setInterval(() => void refresh(), AGE_EVERY_MS) : undefined;
    return () => {
      leaving.abort();
      stopConnected();
      stopPushes();
      clearTimeout(flush);
      clearInterval(syncing);
      clearInterval(ageing);
    };
  }, [list.key, ownId, attempt, queries]);

  const loadMore = useCallback(() => {
    const from = cursor.current;
    const asked = present.current;
    if (from === null || isReading.current) return;
    isReading.current = true;
    readPage(asked, from)
      .then((page) => {
        if (present.current.key !== asked.key) return;
        cursor.current = page.nextCursor;
        dispatch({ type: 'appended', rows: page.items, more: page.nextCursor !== null });
      })
      .catch((error: unknown) => setFailure(error instanceof ApiError ? error : new ApiError('internal', 0, {}, null)))
      .finally(() => {
        isReading.current = false;
      });
  }, []);

  return {
    queue,
    touched: touched.current,
    freshAt,
    failure,
    reloads,
    pending: hasPending(queue, list.rules, serverNow()),
    apply: useCallback(() => dispatch({ type: 'applied' }), []),
    loadMore,
    retry: useCallback(() => setAttempt((before) => before + 1), []),
    take: useCallback((rows: readonly TicketRow[]) => dispatch({ type: 'pushed', rows }), []),
  };
};
