import type { QuarantinedMailView, QuarantinePage } from '#libs/contracts';
import { waitingOf, withoutMails } from './quarantine-list.js';

const mail = (id: string): QuarantinedMailView => ({
  id,
  tenantId: 't',
  deskId: 'd',
  mailboxAddress: 'privacy@shop.example.jp',
  envelopeFrom: 'flood@mail.example.jp',
  senderAddress: 'flood@mail.example.jp',
  subject: null,
  reason: 'flood',
  size: 1,
  receivedAt: '2016-06-25T00:00:00Z',
  proof: null,
  note: null,
});
const page = (total: number, ...ids: string[]): QuarantinePage => ({ items: ids.map(mail), nextCursor: null, total });

describe('the list of held mails', () => {
  it('counts a mail that was decided about between two pages once', () => {
    // The second page was read after the decision, the first one before it.
    const list = { pages: [page(4, 'a', 'b'), page(3, 'c', 'd')], pageParams: [null, 'b'] };
    expect(waitingOf(list)).toBe(4);
    const after = withoutMails(list, new Set(['a']))!;
    expect(after.pages.map(({ items }) => items.map(({ id }) => id))).toEqual([['b'], ['c', 'd']]);
    expect(waitingOf(after)).toBe(3);
  });

  it('does not count again what it no longer lists', () => {
    const list = { pages: [page(2, 'b', 'c')], pageParams: [null] };
    expect(waitingOf(withoutMails(list, new Set(['a']))!)).toBe(2);
  });
});
