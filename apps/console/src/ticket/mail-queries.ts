import { queryOptions } from '@tanstack/react-query';
import type { MailDetailView } from '#libs/contracts';
import { api } from '../wire/api.js';

/** What a mail is behind its text; it never changes once filed. */
export const mailDetailQuery = (ticketId: string, messageId: string) =>
  queryOptions({
    queryKey: ['mail-detail', messageId],
    queryFn: ({ signal }) => api.get<MailDetailView>(`tickets/${ticketId}/messages/${messageId}/mail`, { signal }),
    staleTime: Infinity,
  });
