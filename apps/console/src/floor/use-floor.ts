import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FloorView, TenantCounters } from '#libs/contracts';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import { withCounters } from '../wire/counters.js';

const APPLY_MS = 1_000;
/** A lost push is healed at the latest after this time. */
const HEAL_MS = 30_000;

export const floorQuery = queryOptions({
  queryKey: ['floor'],
  queryFn: ({ signal }) => api.get<FloorView>('floor', { signal }),
  refetchInterval: HEAL_MS,
});

/** The floor as the server sees it. Pushes are collected and shown at most once a second. */
export const useFloor = () => {
  const queries = useQueryClient();
  useEffect(() => {
    let counters: TenantCounters[] = [];
    let isStale = false;
    const apply = () => {
      // An answer under way would overwrite what is applied now: both wait for it.
      if (queries.isFetching({ queryKey: floorQuery.queryKey }) > 0) return;
      if (counters.length > 0) {
        const freshCounters = counters;
        counters = [];
        queries.setQueryData(
          floorQuery.queryKey,
          (floor) =>
            floor && {
              ...floor,
              counters: withCounters(floor.counters, freshCounters),
            },
        );
      }
      if (isStale && document.visibilityState === 'visible') {
        isStale = false;
        void queries.refetchQueries({ queryKey: floorQuery.queryKey });
      }
    };
    const stops = [
      onPush('queue.counters', (pushed) => {
        counters = withCounters(counters, pushed);
      }),
      onPush('floor.changed', () => {
        isStale = true;
      }),
      onPush('tickets.changed', () => {
        isStale = true;
      }),
      onConnected(() => {
        isStale = true;
      }),
    ];
    const ticker = setInterval(apply, APPLY_MS);
    return () => {
      clearInterval(ticker);
      for (const stop of stops) stop();
    };
  }, [queries]);
  return useQuery(floorQuery);
};
