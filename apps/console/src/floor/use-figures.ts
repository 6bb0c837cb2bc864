import { queryOptions, useQuery } from '@tanstack/react-query';
import type { KpiRow, KpiView, StaffingView } from '#libs/contracts';
import { api } from '../wire/api.js';

/** Figures of the day are computed from all of its records: often enough for people, seldom enough for the database. */
const KPI_MS = 15_000;
const STAFFING_MS = 60_000;

const todayQuery = queryOptions({
  queryKey: ['kpis', 'today'],
  queryFn: async ({ signal }) => {
    const view = await api.get<KpiView>('kpis', { query: { step: 'whole', by: 'none' }, signal });
    return view.items[0] ?? null;
  },
  refetchInterval: KPI_MS,
});

export const staffingQuery = queryOptions({
  queryKey: ['staffing', 'today'],
  queryFn: ({ signal }) => api.get<StaffingView>('staffing', { signal }),
  refetchInterval: STAFFING_MS,
});

/** This day's figures over all shops, channels and people; null until they are known. */
export const useToday = (): KpiRow | null => useQuery(todayQuery).data ?? null;

export const useStaffing = (): StaffingView | null => useQuery(staffingQuery).data ?? null;
