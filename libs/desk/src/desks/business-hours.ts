import { Temporal } from 'temporal-polyfill/full';
import { type DatedHours, type DeskHours, type HoursVersion, type OpeningWindow, versionsOf } from './desk-hours.js';
import { isHoliday } from './holidays.js';

export interface Opening {
  from: Date;
  to: Date;
}

/** `phone`: when calls are answered. `reply`: when forms and mails are. `call`: when we call people; a desk without phone does so when it writes. */
export type Purpose = 'phone' | 'reply' | 'call';

/** Replies of a desk that names no hours at all. */
const OFFICE: OpeningWindow[] = [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }];
/** After so many closed days in a row a desk counts as never opening again: 400 closings of its own on a desk that opens once a week. */
const MOST_IDLE_DAYS = 3_650;
/** The next opening is looked for as long as this. */
const YEAR_MS = 400 * 86_400_000;

/** The windows in which business time runs for replies. */
export const replyWindows = (hours: HoursVersion): OpeningWindow[] => {
  if (hours.reply && hours.reply.length > 0) return hours.reply;
  return hours.phone.length > 0 ? hours.phone : OFFICE;
};

const windowsFor = (hours: HoursVersion, purpose: Purpose): readonly OpeningWindow[] =>
  purpose === 'reply' || (purpose === 'call' && hours.phone.length === 0) ? replyWindows(hours) : hours.phone;

const zonedDay = (zone: string, instant: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** A clock time that comes twice on a day means its first coming; one that is left out means the moment of the change. */
const moment = (day: Temporal.PlainDate, clock: string, zone: string): number => {
  const atEnd = clock === '24:00';
  const wall = (atEnd ? day.add({ days: 1 }) : day).toPlainDateTime(atEnd ? '00:00' : clock);
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  return zoned.getTimeZoneTransition('next')!.epochMilliseconds;
};

type Stretch = [from: number, to: number];

const stretchesOf = (version: DatedHours, purpose: Purpose, day: Temporal.PlainDate, zone: string): Stretch[] => {
  const date = day.toString();
  const weekly = windowsFor(version, purpose);
  if (weekly.length === 0 || version.closedOn.includes(date)) return [];
  const extra = version.openOn?.filter((opening) => opening.date === date) ?? [];
  if (extra.length === 0 && version.holidays === 'closed' && isHoliday(date)) return [];
  const windows = extra.length > 0 ? extra : weekly.filter(({ days }) => days.includes(day.dayOfWeek));
  return windows.map(({ from, to }) => [moment(day, from, zone), moment(day, to, zone)]);
};

/** The openings of one day: each version's windows within the time in which it holds; what touches is one opening. */
const openingsOn = (hours: DeskHours, purpose: Purpose, day: Temporal.PlainDate): Opening[] => {
  const versions = versionsOf(hours);
  const stretches = versions.flatMap((version, place) => {
    const begins = version.from === null ? -Infinity : Date.parse(version.from);
    const ends = Date.parse(versions[place + 1]?.from ?? '') || Infinity;
    return stretchesOf(version, purpose, day, hours.zone).map(([from, to]): Stretch => [
      Math.max(from, begins),
      Math.min(to, ends),
    ]);
  });
  return joined(stretches.filter(([from, to]) => from < to)).map(([from, to]) => ({
    from: new Date(from),
    to: new Date(to),
  }));
};

const joined = (stretches: Stretch[]): Stretch[] => {
  const found: Stretch[] = [];
  for (const [from, to] of stretches.toSorted((one, other) => one[0] - other[0])) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
};

const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;
const KEPT_MOST = 1_000;
const kept = new Map<string, { openings: Opening[]; next: Temporal.PlainDate }>();

/**
 * The openings of the days around one day of UTC. Every inquiry asks for its due time, and calendar arithmetic with zones costs
 * more than all the rest of taking it in.
 */
const openingsAround = (hours: DeskHours, purpose: Purpose, instant: Date) => {
  const utcDay = Math.floor(instant.getTime() / DAY_MS);
  const key = `${utcDay} ${purpose} ${hours.zone} ${JSON.stringify(hours.versions ?? hours)}`;
  const known = kept.get(key);
  if (known) return known;
  let day = zonedDay(hours.zone, new Date(utcDay * DAY_MS));
  const openings: Opening[] = [];
  for (let step = 0; step < KEPT_DAYS; step += 1, day = day.add({ days: 1 })) {
    openings.push(...openingsOn(hours, purpose, day));
  }
  if (kept.size >= KEPT_MOST) kept.clear();
  const found = { openings, next: day };
  kept.set(key, found);
  return found;
};

/** The moment from which on no version names any window; `Infinity` where the last one does. */
const endOf = (hours: DeskHours, purpose: Purpose): number => {
  const versions = versionsOf(hours);
  const last = versions.findLastIndex((version) => windowsFor(version, purpose).length > 0);
  return last < 0 ? -Infinity : Date.parse(versions[last + 1]?.from ?? '') || Infinity;
};

/** Openings that end after `instant`, in order of time; without end where the desk goes on for ever. */
function* openingsFrom(hours: DeskHours, purpose: Purpose, instant: Date): Generator<Opening> {
  const end = endOf(hours, purpose);
  if (end <= instant.getTime()) return;
  const { openings, next } = openingsAround(hours, purpose, instant);
  for (const opening of openings) if (opening.to > instant) yield opening;
  const lastDay = end === Infinity ? null : zonedDay(hours.zone, new Date(end));
  let day = next;
  for (let idle = 0; idle < MOST_IDLE_DAYS; day = day.add({ days: 1 })) {
    if (lastDay && Temporal.PlainDate.compare(day, lastDay) > 0) return;
    const found = openingsOn(hours, purpose, day);
    yield* found;
    idle = found.length > 0 ? 0 : idle + 1;
  }
}

/** The opening that is running at `instant`, or null when it is closed then. One that runs on past midnight is one opening. */
export const openingAt = (hours: DeskHours, instant: Date, purpose: Purpose = 'phone'): Opening | null => {
  let found: Opening | null = null;
  for (const opening of openingsFrom(hours, purpose, instant)) {
    if (found === null ? opening.from > instant : opening.from > found.to) break;
    found = found === null ? opening : { from: found.from, to: opening.to };
    if (found.to.getTime() - instant.getTime() > KEPT_DAYS * DAY_MS) break;
  }
  return found;
};

export const isOpen = (hours: DeskHours, instant: Date): boolean => openingAt(hours, instant) !== null;

/** When the desk opens next after `instant`; while it is open, the opening after the present one. Null: never within a year. */
export const nextOpening = (hours: DeskHours, instant: Date, purpose: Purpose = 'phone'): Date | null => {
  let closes = openingAt(hours, instant, purpose)?.to ?? instant;
  for (const { from, to } of openingsFrom(hours, purpose, closes)) {
    if (from.getTime() > instant.getTime() + YEAR_MS) break;
    if (from > closes) return from;
    closes = to;
  }
  return null;
};

/**
 * The moment at which so many milliseconds of business time have passed since `from`. A quota that is used up exactly at closing
 * time is due then, not at the next opening. Null where the hours never open long enough.
 */
export const momentWithin = (hours: DeskHours, from: Date, milliseconds: number, purpose: Purpose): Date | null => {
  let left = milliseconds;
  for (const opening of openingsFrom(hours, purpose, from)) {
    const start = Math.max(opening.from.getTime(), from.getTime());
    const length = opening.to.getTime() - start;
    if (left <= length) return new Date(start + left);
    left -= length;
  }
  return null;
};

/** The same at any desk: where it never opens long enough, the clock on the wall counts. No inquiry is lost for want of a due time. */
export const momentAfter = (hours: DeskHours, from: Date, milliseconds: number, purpose: Purpose): Date =>
  momentWithin(hours, from, milliseconds, purpose) ?? new Date(from.getTime() + milliseconds);

/** The moment at which `minutes` of business time have passed since `from`. */
export const dueAt = (hours: DeskHours, from: Date, minutes: number, purpose: Purpose = 'reply'): Date =>
  momentAfter(hours, from, minutes * 60_000, purpose);

/** Milliseconds of business time between two moments; 0 where the second is not the later one. */
export const businessTime = (hours: DeskHours, from: Date, to: Date, purpose: Purpose = 'reply'): number =>
  businessClock(hours, from, purpose)(from.getTime(), to.getTime());

/** The same for very many moments, none of them before `begin`, in milliseconds: no opening is looked up twice. */
export const businessClock = (
  hours: DeskHours,
  begin: Date,
  purpose: Purpose = 'reply',
): ((from: number, to: number) => number) => {
  const source = openingsFrom(hours, purpose, begin);
  const openings: { from: number; to: number; before: number }[] = [];
  let isWhole = false;
  const readTo = (at: number): void => {
    while (!isWhole && !((openings.at(-1)?.to ?? -Infinity) >= at)) {
      const { value, done } = source.next();
      const last = openings.at(-1);
      if (done) isWhole = true;
      else {
        const before = last ? last.before + last.to - last.from : 0;
        openings.push({ from: value.from.getTime(), to: value.to.getTime(), before });
      }
    }
  };
  const passedAt = (at: number): number => {
    readTo(at);
    let [low, high] = [0, openings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (openings[middle]!.from <= at) low = middle + 1;
      else high = middle;
    }
    const opening = openings[low - 1];
    return opening ? opening.before + Math.min(at, opening.to) - opening.from : 0;
  };
  return (from, to) => Math.max(0, passedAt(to) - passedAt(from));
};

/** The day (`YYYY-MM-DD`) that an instant falls on where the desk is. */
export const businessDayOf = (hours: DeskHours, instant: Date): string => zonedDay(hours.zone, instant).toString();

/** The openings that touch [from, to), in order of time, uncut. */
export const openingsBetween = (hours: DeskHours, from: Date, to: Date, purpose: Purpose): Opening[] => {
  const found: Opening[] = [];
  for (const opening of openingsFrom(hours, purpose, from)) {
    if (opening.from >= to) break;
    found.push(opening);
  }
  return found;
};

/** Number of days with business time from `first` to `last`, both included (`YYYY-MM-DD`). */
export const businessDays = (hours: DeskHours, first: string, last: string): number => {
  const end = Temporal.PlainDate.from(last);
  let count = 0;
  for (
    let day = Temporal.PlainDate.from(first);
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (openingsOn(hours, 'reply', day).length > 0) count += 1;
  }
  return count;
};
