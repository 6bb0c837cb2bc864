import type { TicketState } from '#libs/contracts';
import { takesFollowUps } from './reopening.policy.js';

const now = new Date('2016-06-25T05:00:00Z');
const closedBefore = (days: number) => ({
  state: 'closed' as const,
  closedAt: new Date(now.getTime() - days * 86_400_000),
});

test.each([
  ['within the days', 14, 13.9, true],
  ['when the days are over', 14, 14, false],
  ['never', 0, 0, false],
  ['always', null, 3_000, true],
])('a closed ticket reopens %s', (_, rule, days, takes) => {
  expect(takesFollowUps(closedBefore(days), rule, now)).toBe(takes);
});

test.each(['new', 'open', 'waiting_requester', 'answered', 'handed_back'] satisfies TicketState[])(
  'a ticket that is %s and not closed takes what is added, whatever the rule',
  (state) => {
    for (const rule of [0, 14, null]) expect(takesFollowUps({ state, closedAt: null }, rule, now)).toBe(true);
  },
);

test.each(['merged', 'spam'] satisfies TicketState[])('a ticket that is %s takes nothing', (state) => {
  for (const closedAt of [null, now]) expect(takesFollowUps({ state, closedAt }, null, now)).toBe(false);
});
