import type { FloorPerson, FloorView, TenantCounters } from '#libs/contracts';

export interface FloorTotals {
  waiting: number;
  unassigned: number;
  dueSoon: number;
  overdue: number;
  receivedToday: number;
  answeredToday: number;
  oldestWaitingSince: string | null;
  here: number;
}

/** All tenants of the supervisor's scope in one line. Tickets are summed with tickets only; people are counted apart. */
export const totalsOf = (floor: Pick<FloorView, 'counters' | 'people'>): FloorTotals => {
  const sum = (of: (counters: TenantCounters) => number) =>
    floor.counters.reduce((total, counters) => total + of(counters), 0);
  return {
    waiting: sum((counters) => counters.waiting),
    unassigned: sum((counters) => counters.unassigned),
    dueSoon: sum((counters) => counters.dueSoon),
    overdue: sum((counters) => counters.overdue),
    receivedToday: sum((counters) => counters.receivedToday),
    answeredToday: sum((counters) => counters.answeredToday),
    oldestWaitingSince: earliest(floor.counters.map((counters) => counters.oldestWaitingSince)),
    here: floor.people.filter((person) => person.here).length,
  };
};

/** The earliest of ISO times; null when none is set. */
export const earliest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>(
    (first, time) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );

/** Present people first, then by name, so that a row only moves when somebody comes or goes. */
export const inFloorOrder = (people: readonly FloorPerson[]): FloorPerson[] =>
  [...people].sort((a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name, 'ja'));
