import type { HoursVersion } from '#libs/contracts';

export type { ExtraOpening, HoursVersion, OpeningWindow, SlaPolicy, SlaTimes } from '#libs/contracts';

/** `from`: the moment from which it holds, ISO 8601, on a minute; null for the first, which holds from ever. */
export interface DatedHours extends HoursVersion {
  from: string | null;
}

/** Column `desk.hours`. Once hours have changed, `versions` names all of them, oldest first, and the fields beside it repeat the one in force. */
export interface DeskHours extends HoursVersion {
  /** IANA time zone. */
  zone: string;
  versions?: DatedHours[];
}

export const versionsOf = (hours: DeskHours): readonly DatedHours[] => {
  if (hours.versions) return hours.versions;
  const { zone: _, ...only } = hours;
  return [{ ...only, from: null }];
};

/** The version in force at `instant`. */
export const versionAt = (hours: DeskHours, instant: Date): DatedHours => {
  const versions = versionsOf(hours);
  return versions.findLast(({ from }) => from === null || Date.parse(from) <= instant.getTime()) ?? versions[0]!;
};

/** When the version in force gives way to the next; null where none is planned. */
export const nextChange = (hours: DeskHours, instant: Date): Date | null => {
  const next = versionsOf(hours).find(({ from }) => from !== null && Date.parse(from) > instant.getTime());
  return next ? new Date(next.from!) : null;
};

/** The same hours, read at `instant`: words and numbers beside `versions` are those in force then. */
export const hoursAt = (hours: DeskHours, instant: Date): DeskHours => {
  if (!hours.versions) return hours;
  const { from: _, ...inForce } = versionAt(hours, instant);
  return { ...inForce, zone: hours.zone, versions: hours.versions };
};

/** A desk with the hours and the phone number in force at `instant`. */
export const deskAt = <Desk extends { hours: DeskHours; phoneNumber: string | null }>(
  desk: Desk,
  instant: Date,
): Desk => {
  const hours = hoursAt(desk.hours, instant);
  return { ...desk, hours, phoneNumber: hours.phoneNumber ?? desk.phoneNumber };
};

/** The same hours with one version more, or another in the place of the one that began at the same moment. */
export const withVersion = (hours: DeskHours, version: DatedHours): DeskHours => {
  const others = versionsOf(hours).filter(({ from }) => from !== version.from);
  return { ...hours, versions: [...others, version].toSorted((one, other) => order(one) - order(other)) };
};

/** The same hours without a planned version. */
export const withoutVersion = (hours: DeskHours, from: string): DeskHours => ({
  ...hours,
  versions: versionsOf(hours).filter((version) => version.from !== from),
});

const order = ({ from }: DatedHours): number => (from === null ? -Infinity : Date.parse(from));
