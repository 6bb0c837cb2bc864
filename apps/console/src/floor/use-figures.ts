import { queryOptions, useQuery } from '@tanstack/react-query';
import type { PhoneDay, StaffingView } from '#libs/contracts';
import { api } from '../wire/api.js';

/** Figures of the day are computed from all of its calls: often enough for people, seldom enough for the database. */
const PHONE_MS = 15_000;
const STAFFING_MS = 60_000;

const todayQuery = queryOptions({
  queryKey: ['kpis', 'phone'],
  queryFn: ({ signal }) => api.get<PhoneDay>('kpis/phone', { signal }),
  refetchInterval: PHONE_MS,
});

export const staffingQuery = queryOptions({
  queryKey: ['staffing', 'today'],
  queryFn: ({ signal }) => api.get<StaffingView>('staffing', { signal }),
  refetchInterval: STAFFING_MS,
});

/** The phone today over all shops, and what it is to keep; null until it is known. */
export const useToday = (): PhoneDay | null => useQuery(todayQuery).data ?? null;

export const useStaffing = (): StaffingView | null => useQuery(staffingQuery).data ?? null;
