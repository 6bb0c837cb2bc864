import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { TenantCounters } from '#libs/contracts';
import { withCounters } from './counters.js';
import { onPush } from './socket.js';

const APPLY_MS = 1_000;

/**
 * Puts pushed counters on top of what a query knows. While its answer is on its way both wait for it: asked for again with every push,
 * one that takes longer than the second between two pushes would never come.
 */
export const usePushedCounters = <Known>(
  queryKey: QueryKey,
  onto: (known: Known, pushed: readonly TenantCounters[]) => Known,
): void => {
  const queries = useQueryClient();
  useEffect(() => {
    let waiting: TenantCounters[] = [];
    const apply = () => {
      if (waiting.length === 0 || queries.isFetching({ queryKey, exact: true }) > 0) return;
      const pushed = waiting;
      waiting = [];
      queries.setQueryData<Known>(queryKey, (known) => known && onto(known, pushed));
    };
    const stop = onPush('queue.counters', (pushed) => {
      waiting = withCounters(waiting, pushed);
      apply();
    });
    const ticker = setInterval(apply, APPLY_MS);
    return () => {
      clearInterval(ticker);
      stop();
    };
  }, [queries, queryKey, onto]);
};
