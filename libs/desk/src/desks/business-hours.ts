import holidayJp from '@holiday-jp/holiday_jp';
import { Temporal } from 'temporal-polyfill/full';

/** One opening on the named weekdays (ISO: 1 = Monday … 7 = Sunday). Half-open: at `to` it is closed. `24:00` is the day's end. */
export interface OpeningWindow {
  days: number[];
  from: string;
  to: string;
}

/** When a desk is there. Column `desk.hours`. */
export interface DeskHours {
  /** IANA time zone. */
  zone: string;
  /** When the phone is answered; empty for a desk without phone. */
  phone: OpeningWindow[];
  holidays: 'closed' | 'open';
  /** More closed days, `YYYY-MM-DD`. */
  closedOn: string[];
  /** When replies are written, where that differs from the phone's hours. */
  reply?: OpeningWindow[];
}

export interface Opening {
  from: Date;
  to: Date;
}

/** Replies of a desk that names no hours at all. */
const OFFICE: OpeningWindow[] = [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }];
/** Beyond this a desk counts as never opening again: longer than any run of holidays and closed days in use. */
const HORIZON_DAYS = 400;
const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** The windows in which business time runs for replies. */
export const replyWindows = (hours: DeskHours): OpeningWindow[] => {
  if (hours.reply && hours.reply.length > 0) return hours.reply;
  return hours.phone.length > 0 ? hours.phone : OFFICE;
};

/** National holiday of Japan? Looked up by date text: the library's own Date check would use the process's zone. */
export const isHoliday = (date: string): boolean => HOLIDAYS.has(date);

const zonedDay = (zone: string, instant: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();

const moment = (day: Temporal.PlainDate, clock: string, zone: string): Date => {
  const atEnd = clock === '24:00';
  const zoned = (atEnd ? day.add({ days: 1 }) : day).toZonedDateTime({
    timeZone: zone,
    plainTime: atEnd ? '00:00' : clock,
  });
  return new Date(zoned.epochMilliseconds);
};

const openingsOn = (hours: DeskHours, windows: readonly OpeningWindow[], day: Temporal.PlainDate): Opening[] => {
  const date = day.toString();
  if (hours.closedOn.includes(date)) return [];
  if (hours.holidays === 'closed' && isHoliday(date)) return [];
  return windows
    .filter((window) => window.days.includes(day.dayOfWeek))
    .map((window) => ({ from: moment(day, window.from, hours.zone), to: moment(day, window.to, hours.zone) }))
    .toSorted((one, other) => one.from.getTime() - other.from.getTime());
};

const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;
const KEPT_MOST = 1_000;
const kept = new Map<string, { openings: Opening[]; next: Temporal.PlainDate }>();

/**
 * The openings of the days around one day of UTC. Every inquiry asks for its due time, and calendar arithmetic with zones costs
 * more than all the rest of taking it in.
 */
const openingsAround = (hours: DeskHours, windows: readonly OpeningWindow[], instant: Date) => {
  const utcDay = Math.floor(instant.getTime() / DAY_MS);
  const key = `${utcDay} ${hours.zone} ${hours.holidays} ${hours.closedOn.join()} ${JSON.stringify(windows)}`;
  const known = kept.get(key);
  if (known) return known;
  let day = zonedDay(hours.zone, new Date(utcDay * DAY_MS));
  const openings: Opening[] = [];
  for (let step = 0; step < KEPT_DAYS; step += 1, day = day.add({ days: 1 })) {
    openings.push(...openingsOn(hours, windows, day));
  }
  if (kept.size >= KEPT_MOST) kept.clear();
  const found = { openings, next: day };
  kept.set(key, found);
  return found;
};

/** Openings that end after `instant`, in order of time. */
function* openingsFrom(hours: DeskHours, windows: readonly OpeningWindow[], instant: Date): Generator<Opening> {
  const { openings, next } = openingsAround(hours, windows, instant);
  for (const opening of openings) if (opening.to > instant) yield opening;
  let day = next;
  for (let step = KEPT_DAYS; step < HORIZON_DAYS; step += 1, day = day.add({ days: 1 })) {
    yield* openingsOn(hours, windows, day);
  }
}

const firstFrom = (hours: DeskHours, windows: readonly OpeningWindow[], instant: Date): Opening | null => {
  const found = openingsFrom(hours, windows, instant).next();
  return found.done ? null : found.value;
};

/** The opening of the phone that is running at `instant`, or null when it is closed then. */
export const openingAt = (hours: DeskHours, instant: Date): Opening | null => {
  const first = firstFrom(hours, hours.phone, instant);
  return first && first.from <= instant ? first : null;
};

export const isOpen = (hours: DeskHours, instant: Date): boolean => openingAt(hours, instant) !== null;

/** When the phone opens next after `instant`; while it is open, the opening after the present one. Null: never within a year. */
export const nextOpening = (hours: DeskHours, instant: Date): Date | null => {
  for (const opening of openingsFrom(hours, hours.phone, instant)) if (opening.from > instant) return opening.from;
  return null;
};

/**
 * The moment at which `minutes` of business time (reply hours) have passed since `from`. A quota that is used up exactly at
 * closing time is due then, not at the next opening. Throws where the hours never open.
 */
export const dueAt = (hours: DeskHours, from: Date, minutes: number): Date => {
  let left = minutes * 60_000;
  for (const opening of openingsFrom(hours, replyWindows(hours), from)) {
    const start = Math.max(opening.from.getTime(), from.getTime());
    const length = opening.to.getTime() - start;
    if (left <= length) return new Date(start + left);
    left -= length;
  }
  throw new RangeError('these hours never open long enough');
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
    if (openingsOn(hours, replyWindows(hours), day).length > 0) count += 1;
  }
  return count;
};
