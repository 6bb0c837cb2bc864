import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PromiseList, PromiseView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import { serverNow } from '../wire/server-clock.js';

export const promisesQuery = queryOptions({
  queryKey: ['promises'],
  queryFn: ({ signal }) => api.get<PromiseList>('promises', { signal }),
  staleTime: 30_000,
});

const NEAR_MS = 3_600_000;

/** Keeps the list fresh from pushes, and counts what is due within the hour or overdue, for the rail. */
export const useDuePromises = (): number | null => {
  const queries = useQueryClient();
  const mayRead = useCan('promise:read');
  const { data } = useQuery({ ...promisesQuery, enabled: mayRead });
  useEffect(() => {
    if (!mayRead) return;
    const again = () => void queries.invalidateQueries({ queryKey: promisesQuery.queryKey });
    const stops = [onPush('promises.changed', again), onConnected(again)];
    return () => stops.forEach((stop) => stop());
  }, [queries, mayRead]);
  return data ? data.items.filter(({ until }) => Date.parse(until) <= serverNow() + NEAR_MS).length : null;
};

type Verb = 'take' | 'call' | 'outcome' | 'change' | 'withdraw' | 'give-up';

export const promiseVerb = (id: string, verb: Verb, body: unknown = {}): Promise<PromiseView> =>
  api.post<PromiseView>(`promises/${id}/${verb}`, body);
