import type { Channel, HoursVersion, OpeningWindow } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { momentWithin } from '../desks/business-hours.js';
import type { DatedHours, DeskHours } from '../desks/desk-hours.js';
import { type PromisingDesk, purposeOf, slaAt } from '../desks/sla.js';

const YEAR_MS = 366 * 86_400_000;

type Window = Pick<OpeningWindow, 'from' | 'to'>;

const words = ({ from, to }: Window): string => `${from}–${to}`;

const requireOrdered = (windows: readonly Window[]): void => {
  for (const window of windows) {
    if (window.to <= window.from) throw new DomainError('hours.window_order', { window: words(window) });
  }
};

/** Windows of one day; touching is not overlapping. */
const requireApart = (windows: readonly Window[]): void => {
  const sorted = windows.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  for (const [place, window] of sorted.entries()) {
    const next = sorted[place + 1];
    if (next && next.from < window.to) throw new DomainError('hours.window_overlap', { window: words(next) });
  }
};

const requireWeek = (windows: readonly OpeningWindow[]): void => {
  requireOrdered(windows);
  for (let day = 1; day <= 7; day += 1) requireApart(windows.filter(({ days }) => days.includes(day)));
};

const requireDays = ({ closedOn, openOn = [] }: HoursVersion): void => {
  requireOrdered(openOn);
  for (const date of new Set(openOn.map((opening) => opening.date))) {
    if (closedOn.includes(date)) throw new DomainError('hours.date_twice', { date });
    requireApart(openOn.filter((opening) => opening.date === date));
  }
};

/** Hours that would lose time, or in which nothing could ever be due, are refused with the word for it. */
export const requireKeepable = (version: DatedHours, desk: PromisingDesk & { hours: DeskHours }, now: Date): void => {
  requireWeek(version.phone);
  requireWeek(version.reply ?? []);
  requireDays(version);
  const from = version.from === null ? now : new Date(version.from);
  for (const channel of ['form', 'email', 'phone'] as const) {
    const { firstReply, nextReply, resolution, callback, warning } = slaAt(desk, channel, from);
    if (resolution !== null && resolution < firstReply) throw new DomainError('hours.resolution_short');
    const longest = Math.max(firstReply, nextReply, resolution ?? 0, callback, warning);
    if (!fallsDue({ ...version, zone: desk.hours.zone }, from, longest, channel)) {
      throw new DomainError('hours.never_open');
    }
  }
};

/** Within a year: what is promised for later is promised to nobody. */
const fallsDue = (hours: DeskHours, from: Date, minutes: number, channel: Channel): boolean => {
  const due = momentWithin(hours, from, minutes * 60_000, purposeOf(channel));
  return due !== null && due.getTime() <= from.getTime() + YEAR_MS;
};
