import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  DeskView,
  ListView,
  SameRequester,
  SessionView,
  StaffView,
  TenantCounters,
  TicketFactsView,
  TicketPage,
  TicketView,
} from '#libs/contracts';
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

/** A list that has no pages, as rows. */
export const getItems = async <T>(path: string, signal: AbortSignal): Promise<T[]> =>
  (await api.get<ListView<T>>(path, { signal })).items;

export const desksQuery = queryOptions({
  queryKey: ['desks'],
  queryFn: ({ signal }) => getItems<DeskView>('desks', signal),
  staleTime: 5 * 60_000,
});

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => getItems<StaffView>('staff', signal),
  staleTime: 5 * 60_000,
});

export const countersQuery = queryOptions({
  queryKey: ['queue', 'counters'],
  queryFn: ({ signal }) => getItems<TenantCounters>('queue/counters', signal),
  staleTime: 60_000,
});

/** Short names of colleagues, by id. */
export const useStaffNames = (): ReadonlyMap<string, string> => {
  const { data: staff } = useQuery(staffQuery);
  return useMemo(() => new Map((staff ?? []).map((person) => [person.id, person.shortName])), [staff]);
};

/** The desks that this person sees, by id. */
export const useDesks = (): ReadonlyMap<string, DeskView> => {
  const { data: desks } = useQuery(desksQuery);
  return useMemo(() => new Map((desks ?? []).map((desk) => [desk.id, desk])), [desks]);
};

/** One ticket with its conversation, by its reference number. */
export const ticketQuery = (number: string) =>
  queryOptions({
    queryKey: ['ticket', number],
    queryFn: ({ signal }) => api.get<TicketView>(`tickets/${encodeURIComponent(number)}`, { signal }),
    staleTime: 5_000,
  });

/** Shows the answer to one's own step, unless what is known already tells of later steps: that answer was the slower one. */
export const takeTicket = (queries: QueryClient, answer: TicketView): void => {
  queries.setQueryData(ticketQuery(answer.number).queryKey, (known) =>
    known && known.version > answer.version ? known : answer,
  );
};

/** Read anew with each version of the ticket: a merge changes who counts as the same. */
export const sameRequesterQuery = ({ id, version }: { id: string; version: number }) =>
  queryOptions({
    queryKey: ['ticket-same', id, version],
    queryFn: ({ signal }) => getItems<SameRequester>(`tickets/${id}/same-requester`, signal),
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    staleTime: 5_000,
  });

export const ticketFactsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['ticket-facts', ticketId],
    queryFn: ({ signal }) => api.get<TicketFactsView>(`tickets/${ticketId}/facts`, { signal }),
    staleTime: 60_000,
  });

/** The first tickets in this person's hands; enough to count them. */
export const ownTicketsQuery = (states: readonly string[]) =>
  queryOptions({
    queryKey: ['queue', 'own'],
    queryFn: ({ signal }) =>
      api.get<TicketPage>('tickets', { query: { assignee: 'me', state: states.join(','), limit: 100 }, signal }),
    staleTime: 30_000,
  });
