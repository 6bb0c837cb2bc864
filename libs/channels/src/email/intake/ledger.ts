import type { MailLedgerRow } from '#libs/contracts';
import type { Mailbox } from './mailboxes.repository.js';
import type { RawMailState } from './raw-mails.repository.js';

export interface LedgerSum {
  mailboxId: string;
  state: RawMailState;
  reason: string | null;
  count: number;
  oldest: Date;
}

const COLUMN = {
  fetched: 'pending',
  filed: 'filed',
  quarantined: 'quarantined',
  ignored: 'ignored',
  discarded: 'discarded',
} as const satisfies Record<RawMailState, keyof MailLedgerRow>;

/** Each mailbox with what became of its mail: fetched = filed + quarantined + ignored + discarded + pending, by construction. */
export const ledgerOf = (mailboxes: readonly Mailbox[], sums: readonly LedgerSum[]): MailLedgerRow[] =>
  mailboxes.map((mailbox) => {
    const row = emptyRow(mailbox);
    for (const sum of sums) {
      if (sum.mailboxId !== mailbox.id) continue;
      row.fetched += sum.count;
      row[COLUMN[sum.state]] += sum.count;
      if (sum.state === 'ignored') row.ignoredBecause[sum.reason ?? 'unknown'] = sum.count;
      if (sum.state === 'fetched') row.oldestPendingAt = sum.oldest.toISOString();
      if (sum.state === 'quarantined') row.oldestQuarantinedAt = earlier(row.oldestQuarantinedAt, sum.oldest);
    }
    return row;
  });

const emptyRow = (mailbox: Mailbox): MailLedgerRow => ({
  mailboxId: mailbox.id,
  tenantId: mailbox.tenantId,
  deskId: mailbox.deskId,
  address: mailbox.address,
  source: mailbox.imap ? 'both' : 'smtp',
  fetched: 0,
  filed: 0,
  quarantined: 0,
  ignored: 0,
  discarded: 0,
  pending: 0,
  ignoredBecause: {},
  oldestPendingAt: null,
  oldestQuarantinedAt: null,
  fault: mailbox.fault,
  faultSince: mailbox.faultSince?.toISOString() ?? null,
  checkedAt: mailbox.checkedAt?.toISOString() ?? null,
});

const earlier = (known: string | null, at: Date): string =>
  known !== null && known < at.toISOString() ? known : at.toISOString();
