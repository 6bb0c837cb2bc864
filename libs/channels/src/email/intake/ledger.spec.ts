import type { Mailbox } from './mailboxes.repository.js';
import { ledgerOf } from './ledger.js';

const mailbox = (id: string): Mailbox => ({
  tenantId: 't',
  id,
  deskId: 'd',
  address: `${id}@desk.example.jp`,
  imap: null,
  imapPassword: null,
  uidValidity: null,
  lastUid: '0',
  checkedAt: null,
  fault: null,
  faultSince: null,
  lastTest: null,
  stoppedAt: null,
  stoppedBy: null,
});
const at = new Date('2016-06-25T00:00:00Z');

test('fetched is the sum of all that became of the mail, for each mailbox apart', () => {
  const [one, two] = ledgerOf(
    [mailbox('one'), mailbox('two')],
    [
      { mailboxId: 'one', state: 'filed', reason: 'new_ticket', count: 5, oldest: at },
      { mailboxId: 'one', state: 'filed', reason: 'follow_up', count: 2, oldest: at },
      { mailboxId: 'one', state: 'ignored', reason: 'bounce', count: 3, oldest: at },
      { mailboxId: 'one', state: 'quarantined', reason: 'flood', count: 1, oldest: at },
      { mailboxId: 'one', state: 'fetched', reason: null, count: 4, oldest: at },
      { mailboxId: 'two', state: 'discarded', reason: 'unreadable', count: 1, oldest: at },
    ],
  );
  expect(one).toMatchObject({ fetched: 15, filed: 7, ignored: 3, quarantined: 1, pending: 4, discarded: 0 });
  expect(one!.ignoredBecause).toEqual({ bounce: 3 });
  expect(one!.oldestPendingAt).toBe(at.toISOString());
  expect(two).toMatchObject({ fetched: 1, discarded: 1, pending: 0 });
});
