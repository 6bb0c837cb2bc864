import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { QualityList, QualityView } from '#libs/contracts';
import { api } from '../wire/api.js';

export const qualityQuery = infiniteQueryOptions({
  queryKey: ['quality', 'list'],
  queryFn: ({ pageParam, signal }) => api.get<QualityList>('quality', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

/** Who reads a drawn reply sees it as it was sent: it does not change any more. */
export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ['quality', 'one', id],
    queryFn: ({ signal }) => api.get<QualityView>(`quality/${id}`, { signal }),
  });
