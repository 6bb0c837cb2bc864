import type { MailLedgerRow } from '#libs/contracts';
import { ledgerSum, waitsLong } from './ledger-sum.js';

const row = (over: Partial<MailLedgerRow>): MailLedgerRow => ({
  mailboxId: 'm',
  tenantId: 't',
  deskId: 'd',
  address: 'privacy@shop.example.jp',
  source: 'smtp',
  fetched: 0,
  filed: 0,
  quarantined: 0,
  ignored: 0,
  discarded: 0,
  pending: 0,
  ignoredBecause: {},
  oldestPendingAt: null,
  oldestQuarantinedAt: null,
  fault: null,
  faultSince: null,
  checkedAt: null,
  ...over,
});

describe('the ledger', () => {
  it('adds up mailboxes and their reasons, the most frequent first', () => {
    const sum = ledgerSum([
      row({ fetched: 5, filed: 3, ignored: 2, ignoredBecause: { bounce: 1, duplicate: 1 } }),
      row({ fetched: 4, quarantined: 1, ignored: 3, ignoredBecause: { bounce: 3 }, oldestQuarantinedAt: '2016-06-25' }),
    ]);
    expect(sum).toMatchObject({ fetched: 9, filed: 3, quarantined: 1, ignored: 5, gap: 0 });
    expect(sum.ignoredBecause).toEqual([
      ['bounce', 4],
      ['duplicate', 1],
    ]);
    expect(sum.oldestQuarantinedAt).toBe('2016-06-25');
  });

  it('does not let one mailbox make up for another', () => {
    expect(ledgerSum([row({ fetched: 5, filed: 4 }), row({ fetched: 5, filed: 6 })]).gap).toBe(2);
  });

  it('calls four hours long', () => {
    const now = Date.parse('2016-06-25T10:00:00Z');
    expect(waitsLong('2016-06-25T05:59:00Z', now)).toBe(true);
    expect(waitsLong('2016-06-25T06:01:00Z', now)).toBe(false);
  });
});
