import type { FloorPerson } from '#libs/contracts';

/** Whom work can be given to: who is here and free first, with the fewest tickets; whoever is away not at all, since it would wait. */
export const receiversOf = (people: readonly FloorPerson[], except: string | null = null): FloorPerson[] =>
  people
    .filter(({ userId, state }) => state !== 'offline' && userId !== except)
    .toSorted(
      (one, other) => rank(one) - rank(other) || one.assigned - other.assigned || one.name.localeCompare(other.name),
    );

const rank = ({ state }: FloorPerson): number => (state === 'available' ? 0 : 1);
