import type { FloorPerson } from '#libs/contracts';
import { receiversOf } from './receivers.js';

const person = (userId: string, over: Partial<FloorPerson>): FloorPerson => ({
  userId,
  name: userId,
  shortName: userId,
  isAgent: true,
  here: true,
  since: null,
  state: 'available',
  stateSince: null,
  ticketsAtOnce: 10,
  trainingLevel: 'regular',
  lookingAt: null,
  assigned: 0,
  repliesToday: 0,
  ...over,
});

test('work goes to agents who are free, the least laden first; to a supervisor last, to nobody who is away or who has it', () => {
  const people = [
    person('supervisor', { isAgent: false }),
    person('talking', { state: 'on_call' }),
    person('laden', { assigned: 4 }),
    person('away', { state: 'offline' }),
    person('free', { assigned: 1 }),
    person('holder', {}),
  ];
  const order = receiversOf(people, 'holder').map(({ userId }) => userId);
  expect(order).toEqual(['free', 'laden', 'talking', 'supervisor']);
});
