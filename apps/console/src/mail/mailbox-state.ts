import type { MailboxView, MailLedgerRow } from '#libs/contracts';
import { ledgerSum } from './ledger-sum.js';

/** How a mailbox stands, the worst first: its sum has a gap, it is not fetched or cannot be, mail waits for people, all is well. */
export type MailboxState =
  | { kind: 'gap'; count: number }
  | { kind: 'fault'; since: string | null }
  | { kind: 'stopped' }
  | { kind: 'quarantined'; count: number }
  | { kind: 'ok'; at: string | null }
  | { kind: 'waiting' }
  | { kind: 'smtp' };

export const mailboxState = (mailbox: MailboxView, row: MailLedgerRow | undefined): MailboxState => {
  const gap = row ? ledgerSum([row]).gap : 0;
  if (gap > 0) return { kind: 'gap', count: gap };
  if (mailbox.stopped) return { kind: 'stopped' };
  if (mailbox.fault) return { kind: 'fault', since: mailbox.faultSince };
  if (row && row.quarantined > 0) return { kind: 'quarantined', count: row.quarantined };
  if (mailbox.imap === null) return { kind: 'smtp' };
  return mailbox.checkedAt === null ? { kind: 'waiting' } : { kind: 'ok', at: mailbox.checkedAt };
};

/** A server may stumble; after ten minutes it is down. */
const STUMBLE_MS = 10 * 60_000;

export const faultTone = (since: string | null, now: number): 'warn' | 'danger' =>
  since !== null && now - Date.parse(since) < STUMBLE_MS ? 'warn' : 'danger';
