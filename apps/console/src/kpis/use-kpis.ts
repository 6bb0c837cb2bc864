import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KpiGroup, KpiStep, KpiView } from '#libs/contracts';
import { isoDay } from '../shared/time.js';
import { api } from '../wire/api.js';
import { serverNow } from '../wire/server-clock.js';

const REFRESH_MS = 60_000;

export interface KpiRange {
  from: string;
  to: string;
}

/** Days of Japan as instants; the present day has no end yet, and with it the answer tells what waits now. */
const spanOf = ({ from, to }: KpiRange) => ({
  from: `${from}T00:00:00+09:00`,
  to: to >= isoDay(serverNow()) ? undefined : new Date(Date.parse(`${to}T00:00:00+09:00`) + 86_400_000).toISOString(),
});

/** The rows that are asked for and, computed from the same records and not from the rows, their total. */
export const useKpis = (range: KpiRange, step: KpiStep, by: KpiGroup) =>
  useQuery({
    queryKey: ['kpis', range, step, by],
    queryFn: async ({ signal }) => {
      const ask = (query: { step: KpiStep; by: KpiGroup }) =>
        api.get<KpiView>('kpis', { query: { ...spanOf(range), ...query }, signal });
      const [rows, whole] = await Promise.all([ask({ step, by }), ask({ step: 'whole', by: 'none' })]);
      return { step, by, rows: rows.items, total: whole.items[0]!, targets: whole.targets };
    },
    placeholderData: keepPreviousData,
    refetchInterval: range.to >= isoDay(serverNow()) && REFRESH_MS,
    retry: false,
  });
