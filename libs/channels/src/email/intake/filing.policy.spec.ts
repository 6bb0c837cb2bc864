import fc from 'fast-check';
import { type FilingFacts, filingOf, NEW_TICKETS_PER_HOUR } from './filing.policy.js';

const now = new Date('2016-06-25T05:00:00Z');
const answered = { ticketId: 't1', requesterKey: 'm@mail.example.jp', state: 'answered' as const, closedAt: null };
const facts: FilingFacts = {
  answered: null,
  reopenDays: 14,
  senderKey: 'm@mail.example.jp',
  senderForged: false,
  automatic: null,
  fromOurselves: false,
  fromStaff: false,
  senderProven: false,
  recentFromSender: 0,
  duplicateOf: null,
  unreadable: false,
};

test('an answer of the known sender goes to its ticket', () => {
  expect(filingOf({ ...facts, answered }, now)).toEqual({ to: 'ticket', ticketId: 't1' });
});

test.each([
  ['somebody else with the right token', { answered, senderKey: 'x@evil.example' }],
  ['a forged sender', { answered, senderForged: true }],
  ['two senders', { answered, senderKey: null }],
])('%s becomes a new ticket that names the other', (_, over) => {
  const related = { ticketId: 't1', because: 'sender_not_known' };
  expect(filingOf({ ...facts, ...over }, now)).toMatchObject({ to: 'new_ticket', related });
});

const closedBefore = { ...answered, state: 'closed' as const, closedAt: new Date('2016-06-12T05:00:00Z') };

test.each([14, null])('a follow-up thirteen days after closing goes to its ticket by the rule %s', (reopenDays) => {
  expect(filingOf({ ...facts, answered: closedBefore, reopenDays }, now)).toEqual({ to: 'ticket', ticketId: 't1' });
});

test.each([12, 0])('a follow-up thirteen days after closing is an inquiry of its own by the rule %s', (reopenDays) => {
  expect(filingOf({ ...facts, answered: closedBefore, reopenDays }, now)).toMatchObject({
    to: 'new_ticket',
    related: { ticketId: 't1', because: 'closed' },
  });
});

test.each([
  ['auto_reply', 'automatic_reply'],
  ['bounce', 'bounce'],
  ['own', 'ourselves'],
] as const)('%s opens and reopens nothing', (automatic, because) => {
  expect(filingOf({ ...facts, answered, automatic }, now)).toEqual({ to: 'ignored', because });
});

test('nobody writes as one of us without proof, and our own address opens nothing with it either', () => {
  for (const us of [{ fromOurselves: true }, { fromStaff: true }]) {
    expect(filingOf({ ...facts, ...us, answered }, now)).toEqual({ to: 'quarantine', because: 'impersonation' });
  }
  expect(filingOf({ ...facts, fromOurselves: true, senderProven: true }, now)).toEqual({
    to: 'ignored',
    because: 'ourselves',
  });
  expect(filingOf({ ...facts, fromStaff: true, senderProven: true }, now).to).toBe('new_ticket');
});

test('a list or bulk mail is filed and never answered', () => {
  for (const automatic of ['bulk', 'list'] as const) {
    expect(filingOf({ ...facts, automatic }, now)).toEqual({ to: 'new_ticket', related: null, acknowledge: false });
  }
});

test.each(['answered', 'waiting_requester', 'closed'] as const)(
  'what calls itself bulk wakes no ticket that is %s: it becomes one of its own that names it',
  (state) => {
    const given = { ...facts, automatic: 'bulk' as const, answered: { ...answered, state } };
    expect(filingOf(given, now)).toEqual({
      to: 'new_ticket',
      related: { ticketId: 't1', because: 'distributed' },
      acknowledge: false,
    });
    const open = { ...given, answered: { ...answered, state: 'open' as const } };
    expect(filingOf(open, now)).toEqual({ to: 'ticket', ticketId: 't1' });
  },
);

test('the sixth new ticket of one sender within the hour waits for a person', () => {
  expect(filingOf({ ...facts, recentFromSender: NEW_TICKETS_PER_HOUR - 1 }, now).to).toBe('new_ticket');
  expect(filingOf({ ...facts, recentFromSender: NEW_TICKETS_PER_HOUR }, now)).toEqual({
    to: 'quarantine',
    because: 'flood',
  });
});

test('no combination files to a ticket unless its own requester wrote, unforged', () => {
  const any = fc.record({
    reopenDays: fc.option(fc.nat(30)),
    answered: fc.option(fc.constant(answered)),
    senderKey: fc.option(fc.constantFrom('m@mail.example.jp', 'x@evil.example')),
    senderForged: fc.boolean(),
    automatic: fc.option(
      fc.constantFrom('auto_reply' as const, 'bulk' as const, 'list' as const, 'bounce' as const, 'own' as const),
    ),
    fromOurselves: fc.boolean(),
    fromStaff: fc.boolean(),
    senderProven: fc.boolean(),
    recentFromSender: fc.nat(20),
    duplicateOf: fc.option(fc.constant('r1')),
    unreadable: fc.boolean(),
  });
  fc.assert(
    fc.property(any, (given) => {
      const filing = filingOf(given, now);
      const wroteItself =
        given.answered !== null &&
        given.senderKey === 'm@mail.example.jp' &&
        !given.senderForged &&
        !given.fromOurselves &&
        (!given.fromStaff || given.senderProven);
      expect(filing.to !== 'ticket' || wroteItself).toBe(true);
      expect(filing.to !== 'new_ticket' || !filing.acknowledge || given.automatic === null).toBe(true);
    }),
  );
});
