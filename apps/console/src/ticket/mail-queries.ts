import { queryOptions } from '@tanstack/react-query';
import type { MailDetailView } from '#libs/contracts';
import { api } from '../wire/api.js';

const SCAN_MS = 4_000;

/** What a mail is behind its text; once filed it changes only while attachments wait for the scanner. */
export const mailDetailQuery = (ticketId: string, messageId: string) =>
  queryOptions({
    queryKey: ['mail-detail', messageId],
    queryFn: ({ signal }) => api.get<MailDetailView>(`tickets/${ticketId}/messages/${messageId}/mail`, { signal }),
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data?.attachments.some(({ scan }) => scan === 'waiting' || scan === 'failed') ? SCAN_MS : false,
  });
