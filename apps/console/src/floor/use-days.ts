import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FloorDays } from '#libs/contracts';
import { api } from '../wire/api.js';
import { type Stretch, stretchesOf } from './day-strip.js';

/** A strip of a day shows minutes: who does what now stands beside it and comes at once. */
const DAYS_MS = 15_000;

/** How each person has spent this day, by user id. */
export const useDays = (): ReadonlyMap<string, readonly Stretch[]> => {
  const { data } = useQuery({
    queryKey: ['floor-days'],
    queryFn: ({ signal }) => api.get<FloorDays>('floor/days', { signal }),
    refetchInterval: DAYS_MS,
  });
  return useMemo(
    () => new Map(data?.people.map(({ userId, pieces }) => [userId, stretchesOf(data.began, pieces)])),
    [data],
  );
};
