import { nextOpening, type Opening, openingAt } from '../desks/business-hours.js';
import type { DeskHours } from '../desks/desk-hours.js';

/** One stretch of time in which a callback can be promised; half-open. */
export interface Band {
  from: Date;
  until: Date;
}

const BAND_MS = 60 * 60_000;
const SHORTEST_MS = 30 * 60_000;
const LATER_MS = 120 * 60_000;
const DAYS_AHEAD = 14;
const MOST = 60;

/** The times in which this desk calls people, the present one first. */
function* openingsFrom(hours: DeskHours, instant: Date): Generator<Opening> {
  const present = openingAt(hours, instant, 'call');
  if (present) yield present;
  for (let next = nextOpening(hours, instant, 'call'); next; next = nextOpening(hours, next, 'call')) {
    const opening = openingAt(hours, next, 'call');
    if (opening) yield opening;
  }
}

const bandsOf = (opening: Opening): Band[] => {
  const bands: Band[] = [];
  for (let at = opening.from.getTime(); opening.to.getTime() - at >= SHORTEST_MS; at += BAND_MS) {
    bands.push({ from: new Date(at), until: new Date(Math.min(at + BAND_MS, opening.to.getTime())) });
  }
  return bands;
};

/** The bands that still lie ahead, for two weeks: whole hours from the opening on, the last one no shorter than half an hour. */
export const bandsAhead = (hours: DeskHours, now: Date): Band[] => {
  const end = now.getTime() + DAYS_AHEAD * 86_400_000;
  const bands: Band[] = [];
  for (const opening of openingsFrom(hours, now)) {
    if (opening.from.getTime() >= end || bands.length >= MOST) break;
    bands.push(...bandsOf(opening).filter(({ until }) => until.getTime() - now.getTime() >= SHORTEST_MS));
  }
  return bands.slice(0, MOST);
};

/** When to try again after nobody was reached: two hours later if the desk calls then, else the next opening. Never outside its hours. */
export const nextTry = (hours: DeskHours, now: Date): Band => {
  const wanted = now.getTime() + LATER_MS;
  const [first] = openingsFrom(hours, new Date(wanted));
  if (!first) throw new RangeError('these hours never open again');
  const from = Math.max(wanted, first.from.getTime());
  if (first.to.getTime() - from < SHORTEST_MS) return nextTry(hours, new Date(first.to.getTime() - LATER_MS));
  return { from: new Date(from), until: new Date(Math.min(from + BAND_MS, first.to.getTime())) };
};
