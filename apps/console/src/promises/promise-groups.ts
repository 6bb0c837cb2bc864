import type { PromiseGroup, PromiseView } from '#libs/contracts';
import { isoDay } from '../shared/time.js';

const HOUR_MS = 3_600_000;

/** Where a promise stands at this moment: past its time, within the hour, later on the same day in Japan, or after that. */
export const groupOf = ({ until }: Pick<PromiseView, 'until'>, now: number): PromiseGroup => {
  const end = Date.parse(until);
  if (end <= now) return 'over';
  if (end <= now + HOUR_MS) return 'hour';
  return isoDay(until) === isoDay(now) ? 'today' : 'later';
};

/** One row's place in the list. */
export interface Place {
  id: string;
  group: PromiseGroup;
}

/** The order in which promises fall due: by the end of their band. */
export const placesOf = (promises: readonly PromiseView[], now: number): Place[] =>
  promises
    .toSorted((one, other) => Date.parse(one.until) - Date.parse(other.until) || one.id.localeCompare(other.id))
    .map((promise) => ({ id: promise.id, group: groupOf(promise, now) }));

/** How many rows would come, go or move to another group or neighbour if the list were put in order now. */
export const changesBetween = (shown: readonly Place[], fresh: readonly Place[]): number => {
  const before = new Map(shown.map(({ id, group }) => [id, group]));
  const after = new Set(fresh.map(({ id }) => id));
  const gone = shown.filter(({ id }) => !after.has(id)).length;
  const moved = fresh.filter(({ id, group }) => before.get(id) !== group).length;
  const kept = (places: readonly Place[]) => places.filter(({ id }) => after.has(id) && before.has(id));
  const order = kept(fresh).map(({ id }) => id);
  const swapped = kept(shown).filter(({ id, group }, at) => order[at] !== id && before.get(id) === group).length;
  return gone + moved + (moved + gone === 0 ? Math.ceil(swapped / 2) : 0);
};
