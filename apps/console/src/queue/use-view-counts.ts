import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { countersQuery, ownTicketsQuery } from '../wire/queries.js';
import { onPush } from '../wire/socket.js';
import { IN_HAND_STATES, type QueueView } from './queue-views.js';

const SETTLE_MS = 500;

/** How many tickets each view holds; null where nobody counts them. */
export const useViewCounts = (ownId: string): Record<QueueView, number | null> => {
  const queries = useQueryClient();
  const own = useQuery(ownTicketsQuery(IN_HAND_STATES)).data?.items;
  const counters = useQuery(countersQuery).data;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onPush('tickets.changed', ({ rows }) => {
      const { queryKey } = ownTicketsQuery(IN_HAND_STATES);
      const known = new Set(queries.getQueryData(queryKey)?.items.map((row) => row.id));
      if (!rows.some((row) => row.assigneeId === ownId || known.has(row.id))) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey });
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, ownId]);

  const sum = (of: 'waiting' | 'dueSoon') => counters?.reduce((total, each) => total + each[of], 0) ?? null;
  return {
    waiting: sum('waiting'),
    mine: own?.length ?? null,
    due: sum('dueSoon'),
    all: null,
  };
};
