import type { AgentState, FloorPerson, TenantCounters } from '#libs/contracts';
import { earliest, inFloorOrder, LONG_CALL_MS, totalsOf } from './floor-state.js';

const counters = (tenantId: string, waiting: number, oldestWaitingSince: string | null = null): TenantCounters => ({
  tenantId,
  waiting,
  unassigned: waiting,
  dueSoon: 1,
  overdue: 0,
  oldestWaitingSince,
  byChannel: { form: waiting, email: 0, phone: 0 },
  answeredToday: 2,
  receivedToday: 3,
});

const NOW = Date.parse('2026-06-25T05:32:00Z');

const person = (name: string, state: AgentState, given: Partial<FloorPerson> = {}): FloorPerson => ({
  userId: name,
  name,
  shortName: name,
  here: state !== 'offline',
  since: null,
  state,
  stateSince: state === 'offline' ? null : new Date(NOW - 60_000).toISOString(),
  ticketsAtOnce: 10,
  trainingLevel: 'regular',
  isAgent: true,
  lookingAt: null,
  assigned: 0,
  repliesToday: 0,
  ...given,
});

describe('floor', () => {
  it('sums tenants and finds the oldest wait', () => {
    const totals = totalsOf({
      counters: [counters('a', 2, '2026-06-25T05:00:00Z'), counters('b', 3, '2026-06-25T04:00:00Z'), counters('c', 0)],
      people: [person('小川', 'available'), person('佐藤', 'offline')],
    });
    expect(totals).toMatchObject({ waiting: 5, dueSoon: 3, answeredToday: 6, receivedToday: 9, here: 1 });
    expect(totals.oldestWaitingSince).toBe('2026-06-25T04:00:00Z');
    expect(earliest([null, null])).toBeNull();
  });

  it('puts those who may need help first, and those who are away last', () => {
    const long = { stateSince: new Date(NOW - LONG_CALL_MS - 1_000).toISOString() };
    const people = [
      person('お', 'offline'),
      person('え', 'available'),
      person('う', 'on_call'),
      person('い', 'available', { trainingLevel: 'new' }),
      person('あ', 'recovering'),
      person('か', 'on_call', long),
    ];
    expect(inFloorOrder(people, NOW).map(({ name }) => name)).toEqual(['か', 'あ', 'い', 'う', 'え', 'お']);
  });
});
