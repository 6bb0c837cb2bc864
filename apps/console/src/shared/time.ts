import type { Language } from '#libs/contracts';
import { serverNow } from '../wire/server-clock.js';

const ZONE = 'Asia/Tokyo';

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  const known =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options });
  formatters.set(key, known);
  return known;
};

const toDate = (moment: string | number | Date): Date => new Date(moment);
const locale = (language: Language) => (language === 'ja' ? 'ja-JP' : 'en-GB');

/** `14:32`, always Japan time. */
export const clockTime = (moment: string | number | Date): string =>
  formatter('en-GB', { hour: '2-digit', minute: '2-digit' }).format(toDate(moment));

/** `6/25(木)` in Japanese, `Thu 25 Jun` in English. */
export const dayLabel = (moment: string | number | Date, language: Language): string =>
  language === 'ja'
    ? formatter('ja-JP', { month: 'numeric', day: 'numeric', weekday: 'short' }).format(toDate(moment))
    : formatter('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).format(toDate(moment)).replace(',', '');

const yearOf = (moment: string | number | Date): string => isoDay(moment).slice(0, 4);

/** `6/25` in Japanese, `25 Jun` in English; with its year where that is not this one. */
export const shortDay = (moment: string | number | Date, language: Language, now = serverNow()): string =>
  formatter(locale(language), {
    month: language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    ...(yearOf(moment) !== yearOf(now) && { year: 'numeric' }),
  }).format(toDate(moment));

/** `6/25 14:02`. */
export const dayAndTime = (moment: string | number | Date, language: Language, now = serverNow()): string =>
  `${shortDay(moment, language, now)} ${clockTime(moment)}`;

/** `2026-06-25`, the day in Japan. */
export const isoDay = (moment: string | number | Date): string =>
  formatter('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(toDate(moment));

/** `2026-06-25 00:00`, the moment in Japan. */
export const isoMoment = (moment: string | number | Date): string => `${isoDay(moment)} ${clockTime(moment)}`;

/** A length of time in the coarsest unit that still says something: a key of the `words` catalogue and its number. */
export interface Span {
  unit: 'days' | 'hours' | 'minutes';
  count: number;
}

export const spanOf = (milliseconds: number): Span => {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / 1_440) };
};

/** How a due time stands: `soon` under 30 minutes, `over` once passed. */
export interface DueState {
  kind: 'plain' | 'soon' | 'over';
  span: Span;
}

export const DUE_SOON_MS = 30 * 60_000;

export const dueState = (dueAt: string, now: number): DueState => {
  const left = Date.parse(dueAt) - now;
  // A begun minute counts: 「残 0分」 would say that it is over.
  const span = spanOf(Math.max(Math.abs(left), 60_000));
  if (left < 0) return { kind: 'over', span };
  return { kind: left <= DUE_SOON_MS ? 'soon' : 'plain', span };
};
