import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CannedPreview, CannedRow } from '#libs/contracts';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';

export const cannedQuery = (ticketId: string, words: string) =>
  queryOptions({
    queryKey: ['canned', ticketId, words],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: CannedRow[] }>('canned-responses', { query: { ticketId, q: words.trim() }, signal }))
        .items,
    staleTime: 30_000,
  });

/** One canned text filled with this ticket's facts. What is inserted is fetched, since a newer version may be told by now. */
export const cannedPreviewQuery = (ticketId: string, cannedId: string) =>
  queryOptions({
    queryKey: ['canned-preview', ticketId, cannedId],
    queryFn: ({ signal }) =>
      api.get<CannedPreview>(`canned-responses/${cannedId}/preview`, { query: { ticketId }, signal }),
    staleTime: 30_000,
  });

/** Whatever shows canned texts: palettes, scripts of the phone, the list of texts and their approvals. */
const SHOWING_TEXTS = new Set<unknown>(['canned', 'canned-preview', 'canned-texts', 'phone-script']);

/** A text that was approved or withdrawn is seen so at once, wherever it stands. */
export const useLiveTexts = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = () =>
      void queries.invalidateQueries({ predicate: ({ queryKey }) => SHOWING_TEXTS.has(queryKey[0]) });
    const stops = [onPush('texts.changed', refresh), onConnected(refresh)];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
};
