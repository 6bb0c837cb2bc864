import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DeskStatementView, MisuseRegister, TenantCounters, TicketPage, TicketView } from '#libs/contracts';
import { api } from '../wire/api.js';

/** Everything that 更新 reads again lies under this key. */
export const PORTAL_KEY = 'portal';
const RECENT = 100;
const PAGE = 30;

/** Portal pages stand still until 更新 is pressed. */
const still = { staleTime: Infinity, refetchOnReconnect: false } as const;

/** Reports of misuse to this shop; no names. */
export const misuseQuery = queryOptions({
  queryKey: [PORTAL_KEY, 'misuse'],
  queryFn: ({ signal }) => api.get<MisuseRegister>('misuse', { signal }),
  ...still,
});

export const figuresQuery = queryOptions({
  queryKey: [PORTAL_KEY, 'figures'],
  queryFn: async ({ signal }) => {
    const answer = await api.get<TenantCounters[] | { items: TenantCounters[] }>('queue/counters', { signal });
    return (Array.isArray(answer) ? answer : answer.items)[0] ?? null;
  },
  ...still,
});

/** What is published now about the incident of a desk. */
export const statementQuery = (deskId: string) =>
  queryOptions({
    queryKey: [PORTAL_KEY, 'statement', deskId],
    queryFn: async ({ signal }) =>
      (await api.get<DeskStatementView>(`desks/${deskId}/statement`, { signal })).statement,
    ...still,
  });

export const recentQuery = queryOptions({
  queryKey: [PORTAL_KEY, 'recent'],
  queryFn: async ({ signal }) => (await api.get<TicketPage>('tickets', { query: { limit: RECENT }, signal })).items,
  ...still,
});

/** What the buttons above the list narrow it to, as the route's `state`. */
export const STATE_FILTERS = {
  all: undefined,
  waiting: 'waiting',
  others: 'waiting_requester,waiting_shop,waiting_approval',
  answered: 'answered,closed',
  handed_back: 'handed_back',
} as const;
export type StateFilter = keyof typeof STATE_FILTERS;
export const isStateFilter = (value: unknown): value is StateFilter =>
  typeof value === 'string' && Object.hasOwn(STATE_FILTERS, value);

export const listQuery = (filter: StateFilter, q: string) =>
  infiniteQueryOptions({
    queryKey: [PORTAL_KEY, 'list', filter, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<TicketPage>('tickets', {
        query: { state: STATE_FILTERS[filter], q, limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...still,
  });

export const ticketQuery = (number: string) =>
  queryOptions({
    queryKey: [PORTAL_KEY, 'ticket', number],
    queryFn: ({ signal }) => api.get<TicketView>(`tickets/${encodeURIComponent(number)}`, { signal }),
    ...still,
  });
