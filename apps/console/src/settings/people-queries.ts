import { queryOptions } from '@tanstack/react-query';
import type { AccountView, RosterView, TeamView, WorkProfile, WorkRules } from '#libs/contracts';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

export const accountsQuery = queryOptions({
  queryKey: ['people', 'accounts'],
  queryFn: ({ signal }) => getItems<AccountView>('accounts', signal),
});

export const teamsQuery = queryOptions({
  queryKey: ['people', 'teams'],
  queryFn: ({ signal }) => getItems<TeamView>('teams', signal),
});

export const rosterQuery = (from: string, days: number) =>
  queryOptions({
    queryKey: ['people', 'roster', from, days],
    queryFn: ({ signal }) => api.get<RosterView>('roster', { query: { from, days }, signal }),
  });

export const profileQuery = (userId: string) =>
  queryOptions({
    queryKey: ['people', 'profile', userId],
    queryFn: ({ signal }) => api.get<WorkProfile>(`people/${userId}/profile`, { signal }),
  });

export const workRulesQuery = queryOptions({
  queryKey: ['people', 'rules'],
  queryFn: ({ signal }) => api.get<WorkRules>('work-rules', { signal }),
});
