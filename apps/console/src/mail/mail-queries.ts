import { queryOptions, useQuery } from '@tanstack/react-query';
import type {
  DecidedMailView,
  DeskMailSettingsView,
  MailAlarmView,
  MailboxView,
  MailLedgerRow,
  QuarantinedMailView,
  RawMailView,
} from '#libs/contracts';
import { useCan } from '../app/session.js';
import { api } from '../wire/api.js';
import { getItems } from '../wire/queries.js';

const FRESH_MS = 15_000;

export const quarantineQuery = queryOptions({
  queryKey: ['mail', 'quarantine'],
  queryFn: ({ signal }) => getItems<QuarantinedMailView>('mail/quarantine', signal),
  refetchInterval: FRESH_MS,
});

export const ledgerQuery = queryOptions({
  queryKey: ['mail', 'ledger'],
  queryFn: ({ signal }) => getItems<MailLedgerRow>('mail/ledger', signal),
  refetchInterval: FRESH_MS,
});

export const decidedQuery = queryOptions({
  queryKey: ['mail', 'decided'],
  queryFn: ({ signal }) => getItems<DecidedMailView>('mail/decided', signal),
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

export const deskMailQuery = (deskId: string) =>
  queryOptions({
    queryKey: ['mail', 'desk', deskId],
    queryFn: ({ signal }) => api.get<DeskMailSettingsView>(`desks/${deskId}/mail-settings`, { signal }),
  });

/** How many mails wait for a decision; null for those who do not decide. */
export const useQuarantinedCount = (): number | null => {
  const mayReview = useCan('mail:review');
  const { data } = useQuery({ ...quarantineQuery, refetchInterval: 60_000, enabled: mayReview });
  return mayReview ? (data?.length ?? null) : null;
};
