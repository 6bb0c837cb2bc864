import type { FloorPerson, TenantCounters } from '#libs/contracts';
import { earliest, inFloorOrder, totalsOf } from './floor-state.js';

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

const person = (name: string, here: boolean): FloorPerson => ({
  userId: name,
  name,
  shortName: name,
  here,
  since: null,
  lookingAt: null,
  assigned: 0,
  repliesToday: 0,
});

describe('floor', () => {
  it('sums tenants and finds the oldest wait', () => {
    const totals = totalsOf({
      counters: [counters('a', 2, '2026-06-25T05:00:00Z'), counters('b', 3, '2026-06-25T04:00:00Z'), counters('c', 0)],
      people: [person('小川', true), person('佐藤', false)],
    });
    expect(totals).toMatchObject({ waiting: 5, dueSoon: 3, answeredToday: 6, receivedToday: 9, here: 1 });
    expect(totals.oldestWaitingSince).toBe('2026-06-25T04:00:00Z');
    expect(earliest([null, null])).toBeNull();
  });

  it('puts those who are here first', () => {
    expect(inFloorOrder([person('い', false), person('あ', true), person('う', true)]).map(({ name }) => name)).toEqual(
      ['あ', 'う', 'い'],
    );
  });
});
