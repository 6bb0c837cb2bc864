import { useRef, useState } from 'react';
import { PROMISE_GROUPS, type PromiseGroup, type PromiseView } from '#libs/contracts';
import { changesBetween, type Place, placesOf } from './promise-groups.js';

export interface PlacedPromise {
  promise: PromiseView;
  /** It is no longer owed; the row stays until the list is put in order. */
  isGone: boolean;
}

/** Rows keep their places while words and minutes in them change; a new order comes when the person asks for it. */
export const useStillPlaces = (promises: readonly PromiseView[] | undefined, filter: string, now: number) => {
  const [shown, setShown] = useState<{ filter: string; places: Place[] } | null>(null);
  const known = useRef(new Map<string, PromiseView>());
  for (const promise of promises ?? []) known.current.set(promise.id, promise);
  const fresh = placesOf(promises ?? [], now);
  if (promises && shown?.filter !== filter) setShown({ filter, places: fresh });
  const places = shown?.filter === filter ? shown.places : fresh;
  const present = new Set(fresh.map(({ id }) => id));
  const rowsOf = (group: PromiseGroup): PlacedPromise[] =>
    places
      .filter((place) => place.group === group)
      .flatMap(({ id }) => {
        const promise = known.current.get(id);
        return promise ? [{ promise, isGone: !present.has(id) }] : [];
      });
  return {
    groups: PROMISE_GROUPS.map((group) => ({ group, rows: rowsOf(group) })),
    changes: promises ? changesBetween(places, fresh) : 0,
    arrange: () => setShown({ filter, places: fresh }),
  };
};
