import { type FloorPerson, type FloorView, READY_STATES, type TenantCounters } from '#libs/contracts';

export interface FloorTotals {
  waiting: number;
  unassigned: number;
  dueSoon: number;
  overdue: number;
  receivedToday: number;
  answeredToday: number;
  oldestWaitingSince: string | null;
  here: number;
  /** Of those who are here the ones whom callers can have: neither on a break nor in training. */
  ready: number;
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
    here: floor.people.filter(({ state }) => state !== 'offline').length,
    ready: floor.people.filter(({ state }) => READY_STATES.includes(state)).length,
  };
};

/** The earliest of ISO times; null when none is set. */
export const earliest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>(
    (first, time) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );

/** Beyond this a call needs a supervisor's ear. */
export const LONG_CALL_MS = 20 * 60_000;

/** Who may need help comes first: long calls, a rest after a hard one, somebody new; then those at the desk, then the others, by name. */
const needOf = (person: FloorPerson, now: number): number => {
  if (person.state === 'offline') return 4;
  if (person.state === 'on_call' && person.stateSince && now - Date.parse(person.stateSince) > LONG_CALL_MS) return 0;
  if (person.state === 'recovering') return 1;
  return person.trainingLevel === 'new' ? 2 : 3;
};

export const inFloorOrder = (people: readonly FloorPerson[], now: number): FloorPerson[] =>
  [...people].sort((a, b) => needOf(a, now) - needOf(b, now) || a.name.localeCompare(b.name, 'ja'));
