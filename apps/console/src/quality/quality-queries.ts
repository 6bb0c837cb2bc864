import { queryOptions } from '@tanstack/react-query';
import type { QualityList, QualityView } from '#libs/contracts';
import { api } from '../wire/api.js';

export const qualityQuery = queryOptions({
  queryKey: ['quality', 'list'],
  queryFn: ({ signal }) => api.get<QualityList>('quality', { signal }),
});

/** Who reads a drawn reply sees it as it was sent: it does not change any more. */
export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ['quality', 'one', id],
    queryFn: ({ signal }) => api.get<QualityView>(`quality/${id}`, { signal }),
  });
