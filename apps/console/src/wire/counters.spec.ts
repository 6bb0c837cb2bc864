import type { TenantCounters } from '#libs/contracts';
import { withCounters } from './counters.js';

const counters = (tenantId: string, waiting: number): TenantCounters => ({
  tenantId,
  waiting,
  unassigned: waiting,
  dueSoon: 0,
  overdue: 0,
  oldestWaitingSince: null,
  byChannel: { form: waiting, email: 0, phone: 0 },
  answeredToday: 0,
  receivedToday: 0,
});

describe('counters', () => {
  it('applies a partial push without losing the other tenants', () => {
    const known = [counters('a', 2), counters('b', 3)];
    const next = withCounters(known, [counters('b', 4), counters('c', 1)]);
    expect(next.map(({ tenantId, waiting }) => [tenantId, waiting])).toEqual([
      ['a', 2],
      ['b', 4],
      ['c', 1],
    ]);
    expect(withCounters(next, [counters('b', 4), counters('c', 1)])).toEqual(next);
  });
});
