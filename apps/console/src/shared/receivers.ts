import type { FloorPerson } from '#libs/contracts';

/** Whom work can be given to: agents who are here and free first, with the fewest tickets, supervisors after them; whoever is away not at all, since it would wait. */
export const receiversOf = (people: readonly FloorPerson[], except: string | null = null): FloorPerson[] =>
  people
    .filter(({ userId, state }) => state !== 'offline' && userId !== except)
    .toSorted(
      (one, other) => rank(one) - rank(other) || one.assigned - other.assigned || one.name.localeCompare(other.name),
    );

const rank = ({ state, isAgent }: FloorPerson): number => (isAgent ? 0 : 2) + (state === 'available' ? 0 : 1);
