import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FloorView, TenantCounters } from '#libs/contracts';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import { withCounters } from '../wire/counters.js';
import { usePushedCounters } from '../wire/use-pushed-counters.js';

const APPLY_MS = 1_000;
/** A lost push is healed at the latest after this time. */
const HEAL_MS = 30_000;

export const floorQuery = queryOptions({
  queryKey: ['floor'],
  queryFn: ({ signal }) => api.get<FloorView>('floor', { signal }),
  refetchInterval: HEAL_MS,
});

const ontoFloor = (floor: FloorView, pushed: readonly TenantCounters[]): FloorView => ({
  ...floor,
  counters: withCounters(floor.counters, pushed),
});

/** The floor as the server sees it. Pushes are collected and shown at most once a second. */
export const useFloor = () => {
  const queries = useQueryClient();
  useEffect(() => {
    let isStale = false;
    const apply = () => {
      // Asked for again with every change, the floor of a busy hour would never come.
      if (!isStale || queries.isFetching({ queryKey: floorQuery.queryKey }) > 0) return;
      if (document.visibilityState !== 'visible') return;
      isStale = false;
      void queries.refetchQueries({ queryKey: floorQuery.queryKey });
    };
    const stops = [
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
  usePushedCounters(floorQuery.queryKey, ontoFloor);
  return useQuery(floorQuery);
};
