import type { MailLedgerRow } from '#libs/contracts';

const PARTS = ['filed', 'quarantined', 'ignored', 'discarded', 'pending'] as const;

/** Where the mail of one or more mailboxes went. */
export interface LedgerSum extends Record<'fetched' | (typeof PARTS)[number], number> {
  ignoredBecause: [reason: string, count: number][];
  oldestQuarantinedAt: string | null;
  oldestPendingAt: string | null;
  /** Mails that are in no part, or in more than one; 0 when the sum adds up. */
  gap: number;
}

const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/** The sum over mailboxes. The gap is that of each mailbox for itself: one too many here does not make up for one too few there. */
export const ledgerSum = (rows: readonly MailLedgerRow[]): LedgerSum => {
  const because = new Map<string, number>();
  const sum: LedgerSum = {
    fetched: 0,
    filed: 0,
    quarantined: 0,
    ignored: 0,
    discarded: 0,
    pending: 0,
    ignoredBecause: [],
    oldestQuarantinedAt: null,
    oldestPendingAt: null,
    gap: 0,
  };
  for (const row of rows) {
    sum.fetched += row.fetched;
    for (const part of PARTS) sum[part] += row[part];
    sum.gap += Math.abs(row.fetched - PARTS.reduce((total, part) => total + row[part], 0));
    sum.oldestQuarantinedAt = earlier(sum.oldestQuarantinedAt, row.oldestQuarantinedAt);
    sum.oldestPendingAt = earlier(sum.oldestPendingAt, row.oldestPendingAt);
    for (const [reason, count] of Object.entries(row.ignoredBecause)) {
      because.set(reason, (because.get(reason) ?? 0) + count);
    }
  }
  sum.ignoredBecause = [...because].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return sum;
};

/** A quarantined mail waits no longer than this without being shown in amber. */
export const LONG_WAIT_MS = 4 * 3_600_000;

export const waitsLong = (receivedAt: string, now: number): boolean => now - Date.parse(receivedAt) > LONG_WAIT_MS;
