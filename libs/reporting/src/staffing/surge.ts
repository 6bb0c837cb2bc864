import type { SurgeAssumptions } from '#libs/contracts';

/**
 * How the contacts after a notice spread over its business days: published desks show a spike, a quick drop and a long tail, so a quick
 * and a slow decay together.
 */
const DECAYS = [
  { weight: 0.72, days: 2.6 },
  { weight: 0.28, days: 14 },
] as const;
/** Business days in thirty days. */
const BUSINESS_DAYS = 22;

const inflowOn = (day: number): number =>
  DECAYS.reduce((sum, { weight, days }) => sum + (weight / days) * Math.exp(-day / days), 0);

const sharesOf = (weights: readonly number[]): number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / whole);
};

/** Share of all contacts on each business day from the notice on; they add up to 1. */
export const DAY_SHARES: readonly number[] = sharesOf(Array.from({ length: BUSINESS_DAYS }, (_, day) => inflowOn(day)));

/** Shares of a phone day from its opening to its closing, in equal parts. */
export const HOUR_SHARES: readonly number[] = [0.19, 0.16, 0.1, 0.13, 0.12, 0.11, 0.1, 0.09];

/** In the first five minutes of the first day this many times the day's mean comes in. */
const OPENING_RUSH = 3;

export const DEFAULT_ASSUMPTIONS: SurgeAssumptions = {
  contactRate: 0.03,
  channels: { phone: 0.65, form: 0.25, email: 0.1 },
  dayShares: [...DAY_SHARES],
  laterReports: [],
  hourShares: [...HOUR_SHARES],
  handlingSeconds: 420,
  writingSeconds: 480,
  serviceLevel: 0.8,
  answerWithin: 20,
  answerRate: 0.9,
  shortUnder: 5,
  occupancy: 0.85,
  shrinkage: 0.3,
  patienceSeconds: 75,
};

/** A mailing of notices: when it leaves and to how many persons. */
export interface NoticeBatch {
  at: Date;
  persons: number;
}

export interface OpenTime {
  from: Date;
  to: Date;
}

/** A business day of the phone with its openings in order. */
export interface BusinessDay {
  date: string;
  openings: readonly OpenTime[];
}

export interface ExpectedDay {
  date: string;
  calls: number;
  written: number;
  /** Calls expected in the first five minutes; of interest on a first day. */
  openingRush: number;
}

/** Position of an instant in a day's open time, from 0 at the opening to 1 at the closing. */
const positionIn = (openings: readonly OpenTime[], instant: Date): number => {
  let open = 0;
  let passed = 0;
  for (const { from, to } of openings) {
    open += to.getTime() - from.getTime();
    passed += Math.max(0, Math.min(to.getTime(), instant.getTime()) - from.getTime());
  }
  return open === 0 ? 1 : passed / open;
};

/** Share of a day's calls that falls before the given position, with equal parts of `hourShares`. */
const shareBefore = (hourShares: readonly number[], position: number): number => {
  const total = hourShares.reduce((sum, share) => sum + share, 0);
  const at = position * hourShares.length;
  const whole = Math.min(hourShares.length, Math.floor(at));
  const before = hourShares.slice(0, whole).reduce((sum, share) => sum + share, 0);
  return (before + (hourShares[whole] ?? 0) * (at - whole)) / total;
};

/** Index of the business day on which those who got this batch begin to ask: the day itself while it is open, else the next. */
const firstDayOf = (days: readonly BusinessDay[], batch: NoticeBatch): number =>
  days.findIndex(({ openings }) => openings.some(({ to }) => to > batch.at));

/** Contacts of a batch on the given day, all channels. */
const contactsOf = (assumed: SurgeAssumptions, batch: NoticeBatch, daysSince: number): number =>
  daysSince < 0 ? 0 : batch.persons * assumed.contactRate * (assumed.dayShares[daysSince] ?? 0);

/**
 * Contacts that later reports bring on one of the days: of each, its share of the first days of all mailings that were out before. On
 * the day of the first notice itself nothing is later.
 */
const contactsAgain = (
  assumed: SurgeAssumptions,
  batches: readonly NoticeBatch[],
  days: readonly BusinessDay[],
  index: number,
): number => {
  const shares = assumed.laterReports
    .filter(({ date }) => days.findIndex((day) => day.date >= date) === index)
    .reduce((sum, { share }) => sum + share, 0);
  if (shares === 0) return 0;
  const told = batches.filter((batch) => {
    const first = firstDayOf(days, batch);
    return first >= 0 && first < index;
  });
  return shares * told.reduce((sum, batch) => sum + contactsOf(assumed, batch, 0), 0);
};

/** What comes in on each of the business days, over all mailings and the reports that follow them. */
export const expectedDays = (
  assumed: SurgeAssumptions,
  batches: readonly NoticeBatch[],
  days: readonly BusinessDay[],
): ExpectedDay[] =>
  days.map(({ date, openings }, index) => {
    let contacts = contactsAgain(assumed, batches, days, index);
    for (const batch of batches) {
      const first = firstDayOf(days, batch);
      if (first >= 0) contacts += contactsOf(assumed, batch, index - first);
    }
    const minutes = openings.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 60_000, 0);
    const calls = contacts * assumed.channels.phone;
    return {
      date,
      calls,
      written: contacts * (assumed.channels.form + assumed.channels.email),
      openingRush: minutes > 0 ? (OPENING_RUSH * calls * 5) / minutes : 0,
    };
  });

/**
 * Calls expected in a slot of one business day. Of a mailing that leaves in the middle of a day, that day's share falls into what is
 * left of it.
 */
export const expectedCalls = (
  assumed: SurgeAssumptions,
  batches: readonly NoticeBatch[],
  days: readonly BusinessDay[],
  index: number,
  slot: OpenTime,
): number => {
  const { openings } = days[index]!;
  const until = (instant: Date) => shareBefore(assumed.hourShares, positionIn(openings, instant));
  let calls =
    contactsAgain(assumed, batches, days, index) * assumed.channels.phone * (until(slot.to) - until(slot.from));
  for (const batch of batches) {
    const first = firstDayOf(days, batch);
    if (first < 0) continue;
    const before = first === index ? until(batch.at) : 0;
    const share = Math.max(0, until(slot.to) - Math.max(before, until(slot.from)));
    if (before < 1)
      calls += (contactsOf(assumed, batch, index - first) * assumed.channels.phone * share) / (1 - before);
  }
  return calls;
};
