import type { FloorView } from '#libs/contracts';
import type { Work } from './move-dialog.js';
import { waitingDesks } from './waiting-rows.js';

/** All that could be moved: what waits at desks, the longest wait first, and then what people hold, the most first. */
export const worksOf = (
  { waitingByDesk, people }: Pick<FloorView, 'waitingByDesk' | 'people'>,
  nameOf: (deskId: string) => string,
): Work[] => [
  ...waitingDesks(waitingByDesk).map(({ deskId, total }) => ({
    source: { deskId },
    name: nameOf(deskId),
    count: total,
  })),
  ...people
    .filter(({ assigned }) => assigned > 0)
    .toSorted((one, other) => other.assigned - one.assigned)
    .map(({ userId, name, assigned }) => ({ source: { personId: userId }, name, count: assigned })),
];

export const isSame = (one: Work['source'], other: Work['source']): boolean =>
  'deskId' in one
    ? 'deskId' in other && one.deskId === other.deskId
    : 'personId' in other && one.personId === other.personId;
