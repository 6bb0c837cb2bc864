import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import type {
  DecidedMailPage,
  DeskMailSettingsView,
  MailAlarmView,
  MailboxView,
  MailLedgerRow,
  QuarantinedMailView,
  QuarantinePage,
  RawMailView,
  SameSenderPage,
} from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

const FRESH_MS = 15_000;
const DECIDED_PAGE = 50;

export const QUARANTINE_KEY = ['mail', 'quarantine'] as const;
export const SAME_SENDER_KEY = ['mail', 'same-sender'] as const;
/** What is counted over mail: it changes with each decision. */
export const MAIL_COUNTS = [
  ['mail', 'ledger'],
  ['mail', 'alarms'],
  ['mail', 'quarantined'],
  ['mail', 'alike'],
] as const;

/** What waits in one mailbox, or in all, page by page. */
export const quarantineQuery = (mailboxId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...QUARANTINE_KEY, mailboxId ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get<QuarantinePage>('mail/quarantine', { query: { mailboxId, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FRESH_MS,
  });

/** So many mails are decided about at once; what is more is marked again after them. */
export const MARKED_AT_MOST = 200;

const alike = (mailboxId: string | undefined, alikeTo: string, limit: number, signal?: AbortSignal) =>
  api.get<QuarantinePage>('mail/quarantine', { query: { mailboxId, alikeTo, limit }, signal });

/** How many of its sender's mails wait for the same reason as this one, itself among them. */
export const alikeCountQuery = (mailboxId: string | undefined, mailId: string) =>
  queryOptions({
    queryKey: ['mail', 'alike', mailboxId ?? null, mailId],
    queryFn: async ({ signal }) => (await alike(mailboxId, mailId, 1, signal)).total,
    refetchInterval: FRESH_MS,
  });

/** The oldest of them, as many as are decided about at once. */
export const readAlike = async (mailboxId: string | undefined, mailId: string): Promise<QuarantinedMailView[]> =>
  (await alike(mailboxId, mailId, MARKED_AT_MOST)).items;

export const ledgerQuery = queryOptions({
  queryKey: ['mail', 'ledger'],
  queryFn: ({ signal }) => getItems<MailLedgerRow>('mail/ledger', signal),
  refetchInterval: FRESH_MS,
});

export const DECIDED_KEY = ['mail', 'decided'] as const;

export const decidedQuery = (mailboxId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...DECIDED_KEY, mailboxId ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get<DecidedMailPage>('mail/decided', {
        query: { mailboxId, cursor: pageParam, limit: DECIDED_PAGE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FRESH_MS,
  });

export const alarmsQuery = queryOptions({
  queryKey: ['mail', 'alarms'],
  queryFn: ({ signal }) => getItems<MailAlarmView>('mail/alarms', signal),
  refetchInterval: FRESH_MS,
});

export const mailboxesQuery = queryOptions({
  queryKey: ['mail', 'mailboxes'],
  queryFn: ({ signal }) => getItems<MailboxView>('mailboxes', signal),
  refetchInterval: FRESH_MS,
});

/** Who reads a raw mail is recorded, so it is asked for once only. */
export const rawMailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', 'raw', id],
    queryFn: ({ signal }) => api.get<RawMailView>(`mail/${id}/raw`, { signal }),
    staleTime: Infinity,
  });

/** What else came from the sender of a held mail. */
export const sameSenderQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...SAME_SENDER_KEY, id],
    queryFn: ({ pageParam, signal }) =>
      api.get<SameSenderPage>(`mail/${id}/same-sender`, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const deskMailQuery = (deskId: string) =>
  queryOptions({
    queryKey: ['mail', 'desk', deskId],
    queryFn: ({ signal }) => api.get<DeskMailSettingsView>(`desks/${deskId}/mail-settings`, { signal }),
  });

/** How many mails wait for a decision; null for those who do not decide. */
export const useQuarantinedCount = (): number | null => {
  const mayReview = useCan('mail:review');
  const { data } = useQuery({
    queryKey: ['mail', 'quarantined'],
    queryFn: async ({ signal }) =>
      (await api.get<QuarantinePage>('mail/quarantine', { query: { limit: 1 }, signal })).total,
    refetchInterval: 60_000,
    enabled: mayReview,
  });
  return mayReview ? (data ?? null) : null;
};
