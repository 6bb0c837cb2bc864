import { queryOptions } from '@tanstack/react-query';
import type { CannedPreview, CannedRow } from '#libs/contracts';
import { api } from '../wire/api.js';

export const cannedQuery = (ticketId: string, words: string) =>
  queryOptions({
    queryKey: ['canned', ticketId, words],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: CannedRow[] }>('canned-responses', { query: { ticketId, q: words.trim() }, signal }))
        .items,
    staleTime: 30_000,
  });

/** One canned text filled with this ticket's facts. */
export const cannedPreviewQuery = (ticketId: string, cannedId: string) =>
  queryOptions({
    queryKey: ['canned-preview', ticketId, cannedId],
    queryFn: ({ signal }) =>
      api.get<CannedPreview>(`canned-responses/${cannedId}/preview`, { query: { ticketId }, signal }),
    staleTime: 30_000,
  });
