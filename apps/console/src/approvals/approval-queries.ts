import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApprovalCounts, ApprovalList, ApprovalMail, ApprovalView, TicketApproval } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { useWaitingTexts } from './text-queries.js';
import { onConnected, onPush } from '../wire/socket.js';

/** What is read of all approvals; after a decision it is read again under this key. */
export const ALL_APPROVALS = ['approvals', 'all'] as const;

export const approvalsQuery = (limit: number) =>
  queryOptions({
    queryKey: [...ALL_APPROVALS, 'list', limit],
    queryFn: ({ signal }) => api.get<ApprovalList>('approvals', { query: { limit }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

export const approvalCountsQuery = queryOptions({
  queryKey: [...ALL_APPROVALS, 'counts'],
  queryFn: ({ signal }) => api.get<ApprovalCounts>('approvals/counts', { signal }),
  refetchInterval: 60_000,
});

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', 'one', id],
    queryFn: ({ signal }) => api.get<ApprovalView>(`approvals/${id}`, { signal }),
  });

/** The mail to the letter; it follows the text's version. */
export const approvalMailQuery = (id: string, textVersion: number) =>
  queryOptions({
    queryKey: ['approvals', 'mail', id, textVersion],
    queryFn: ({ signal }) => api.get<ApprovalMail>(`approvals/${id}/mail`, { signal }),
  });

export const ticketApprovalQuery = (ticketId: string, version: number) =>
  queryOptions({
    queryKey: ['approvals', 'ticket', ticketId, version],
    queryFn: ({ signal }) => api.get<TicketApproval>(`tickets/${ticketId}/approval`, { signal }),
    refetchInterval: 30_000,
  });

const concerns = ({ type }: { type: string }): boolean =>
  type.startsWith('ticket.approval') || type === 'ticket.replied' || type === 'ticket.reply_withdrawn';

/** Keeps all that is shown of approvals as fresh as the event log. */
const useApprovalNews = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: ['approvals'] });
    const stopPushes = onPush('tickets.changed', ({ events }) => {
      if (events.some(concerns)) refresh();
    });
    const stopConnected = onConnected(refresh);
    return () => {
      stopPushes();
      stopConnected();
    };
  }, [queries]);
};

/** How many replies and texts wait for somebody like this person; null for those who do not decide. */
export const useApprovalCount = (): number | null => {
  const mayDecide = useCan('approval:decide');
  const { data } = useQuery({ ...approvalCountsQuery, enabled: mayDecide });
  const texts = useWaitingTexts();
  useApprovalNews();
  if (!mayDecide || !data) return null;
  return data.decidable + texts.filter(({ next }) => next.mayDecide).length;
};
