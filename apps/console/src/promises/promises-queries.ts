import { infiniteQueryOptions, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  PROMISE_GROUPS,
  PROMISE_KINDS,
  type PromiseCounts,
  type PromiseGroup,
  type PromiseKind,
  type PromiseList,
  type PromiseView,
} from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';

/** All that is read of promises; what has changed is read again under this key. */
export const PROMISES = ['promises'] as const;

export interface PromiseFilter {
  kind: PromiseKind | null;
  /** One's own and nobody's. */
  isMine: boolean;
}

export const promisesQuery = ({ kind, isMine }: PromiseFilter) =>
  infiniteQueryOptions({
    queryKey: [...PROMISES, 'list', kind, isMine],
    queryFn: ({ pageParam, signal }) =>
      api.get<PromiseList>('promises', { query: { kind, mine: isMine ? 'true' : null, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 30_000,
  });

/** Time alone moves a promise from one group to the next. */
export const promiseCountsQuery = (isMine: boolean) =>
  queryOptions({
    queryKey: [...PROMISES, 'counts', isMine],
    queryFn: ({ signal }) =>
      api.get<PromiseCounts>('promises/counts', { query: { mine: isMine ? 'true' : null }, signal }),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });

export const promiseQuery = (id: string) =>
  queryOptions({
    queryKey: [...PROMISES, 'one', id],
    queryFn: ({ signal }) => api.get<PromiseView>(`promises/${id}`, { signal }),
  });

/** How many are owed of these kinds and groups. */
export const owedOf = (
  { owed }: PromiseCounts,
  kinds: readonly PromiseKind[] = PROMISE_KINDS,
  groups: readonly PromiseGroup[] = PROMISE_GROUPS,
): number => kinds.flatMap((kind) => groups.map((group) => owed[kind][group])).reduce((sum, count) => sum + count, 0);

/** Keeps all of it fresh from pushes, and counts what is due within the hour or overdue, for the rail. */
export const useDuePromises = (): number | null => {
  const queries = useQueryClient();
  const mayRead = useCan('promise:read');
  const { data } = useQuery({ ...promiseCountsQuery(false), enabled: mayRead });
  useEffect(() => {
    if (!mayRead) return;
    const again = () => void queries.invalidateQueries({ queryKey: PROMISES });
    const stops = [onPush('promises.changed', again), onConnected(again)];
    return () => stops.forEach((stop) => stop());
  }, [queries, mayRead]);
  return data ? owedOf(data, PROMISE_KINDS, ['over', 'hour']) : null;
};

type Verb = 'take' | 'call' | 'outcome' | 'change' | 'withdraw' | 'give-up';

export const promiseVerb = (id: string, verb: Verb, body: unknown = {}): Promise<PromiseView> =>
  api.post<PromiseView>(`promises/${id}/${verb}`, body);
