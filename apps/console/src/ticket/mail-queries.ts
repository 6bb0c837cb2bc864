import { queryOptions } from '@tanstack/react-query';
import type { MailDetailView, RawMailView } from '#libs/contracts';
import { api } from '../wire/api.js';

const SCAN_MS = 4_000;

/** The mail as it came. Who reads it is recorded, so it is asked for once only. */
export const rawBehindQuery = (ticketId: string, messageId: string) =>
  queryOptions({
    queryKey: ['mail-raw', messageId],
    queryFn: ({ signal }) => api.get<RawMailView>(`tickets/${ticketId}/messages/${messageId}/mail/raw`, { signal }),
    staleTime: Infinity,
  });

/** What a mail is behind its text; once filed it changes only while attachments wait for the scanner. */
export const mailDetailQuery = (ticketId: string, messageId: string) =>
  queryOptions({
    queryKey: ['mail-detail', messageId],
    queryFn: ({ signal }) => api.get<MailDetailView>(`tickets/${ticketId}/messages/${messageId}/mail`, { signal }),
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data?.attachments.some(({ scan }) => scan === 'waiting' || scan === 'failed') ? SCAN_MS : false,
  });
