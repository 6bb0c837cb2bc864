import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { MisuseRegister } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';

export const misuseQuery = queryOptions({
  queryKey: ['misuse'],
  queryFn: ({ signal }) => api.get<MisuseRegister>('misuse', { signal }),
  staleTime: 60_000,
});

/** The register, fresh whenever a report comes in or is decided. */
export const useMisuse = (enabled = true) => {
  const queries = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const refresh = () => void queries.invalidateQueries({ queryKey: misuseQuery.queryKey });
    const stops = [
      onPush('escalation.alert', ({ trigger }) => trigger === 'misuse' && refresh()),
      onPush('tickets.changed', ({ events }) => {
        if (events.some(({ type }) => type.startsWith('ticket.misuse_') || type === 'ticket.sorted')) refresh();
      }),
      onConnected(refresh),
    ];
    return () => stops.forEach((stop) => stop());
  }, [enabled, queries]);
  return useQuery({ ...misuseQuery, enabled });
};

/** How many reports nobody has judged; null for those who do not judge. */
export const useUndecidedMisuse = (): number | null => {
  const mayDecide = useCan('escalation:take');
  const { data } = useMisuse(mayDecide);
  return data?.counts.reported ?? null;
};
