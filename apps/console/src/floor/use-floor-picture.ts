import { useMemo } from 'react';
import { useNow } from '../shared/ticker.js';
import { useDesks } from '../wire/queries.js';
import { totalsOf } from './floor-state.js';
import { useStaffing, useToday } from './use-figures.js';
import { useFloor } from './use-floor.js';

/** What the floor and the wall show, and the query of the floor itself; `floor` and `totals` come together. */
export const useFloorPicture = () => {
  const query = useFloor();
  const floor = query.data;
  const today = useToday();
  const staffing = useStaffing();
  const desks = useDesks();
  const now = useNow(1_000);
  const totals = useMemo(() => floor && totalsOf(floor), [floor]);
  return { query, floor, totals, today, staffing, desks, now };
};
