import { queryOptions } from '@tanstack/react-query';
import type { CallbackBand, CallerView, CallsNow, PhoneScriptView, Topic } from '#libs/contracts';
import { api } from '../wire/api.js';

const MANY_DIGITS = 9;

/** Whole enough to look for: half a number finds nobody. */
const isNumber = (phone: string): boolean => phone.normalize('NFKC').replace(/\D/g, '').length >= MANY_DIGITS;

export const callerQuery = (deskId: string | null, phone: string) =>
  queryOptions({
    queryKey: ['caller', deskId, isNumber(phone) ? phone : null],
    queryFn: ({ signal }) =>
      api.post<CallerView>('calls/caller', { deskId, number: isNumber(phone) ? phone : null }, { signal }),
    enabled: deskId !== null,
    staleTime: 60_000,
  });

export const scriptQuery = (deskId: string | null, topic: Topic | undefined) =>
  queryOptions({
    queryKey: ['phone-script', deskId, topic ?? null],
    queryFn: ({ signal }) =>
      api.get<PhoneScriptView>(`desks/${deskId}/phone-script`, { query: { topic: topic ?? 'AFF' }, signal }),
    enabled: deskId !== null,
    staleTime: 5 * 60_000,
  });

export const bandsQuery = (deskId: string | null) =>
  queryOptions({
    queryKey: ['callback-bands', deskId],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: CallbackBand[] }>(`desks/${deskId}/callback-bands`, { signal })).items,
    enabled: deskId !== null,
    staleTime: 60_000,
  });

export const callsNowQuery = queryOptions({
  queryKey: ['calls-now'],
  queryFn: ({ signal }) => api.get<CallsNow>('calls/now', { signal }),
  refetchInterval: 15_000,
});
