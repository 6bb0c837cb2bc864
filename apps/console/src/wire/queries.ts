import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeskView, SessionView, StaffView, TenantCounters } from '#libs/contracts';
import { api, setCsrfToken } from './api.js';

/** The session of this browser; fails with `session.required` when there is none. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await api.get<SessionView>('session', { signal });
    setCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
});

/** Lists come bare or as `{ items }`. */
const items = <T>(answer: T[] | { items: T[] }): T[] => (Array.isArray(answer) ? answer : answer.items);

export const desksQuery = queryOptions({
  queryKey: ['desks'],
  queryFn: async ({ signal }) => items(await api.get<DeskView[] | { items: DeskView[] }>('desks', { signal })),
  staleTime: 5 * 60_000,
});

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: async ({ signal }) => items(await api.get<StaffView[] | { items: StaffView[] }>('staff', { signal })),
  staleTime: 5 * 60_000,
});

export const countersQuery = queryOptions({
  queryKey: ['queue', 'counters'],
  queryFn: async ({ signal }) =>
    items(await api.get<TenantCounters[] | { items: TenantCounters[] }>('queue/counters', { signal })),
  staleTime: 60_000,
});

/** The desks that this person sees, by id. */
export const useDesks = (): ReadonlyMap<string, DeskView> => {
  const { data: desks } = useQuery(desksQuery);
  return useMemo(() => new Map((desks ?? []).map((desk) => [desk.id, desk])), [desks]);
};
