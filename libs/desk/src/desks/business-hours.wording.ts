import type { Language } from '#libs/contracts';
import type { HoursVersion, OpeningWindow } from './desk-hours.js';

const DAY_NAMES: Record<Language, readonly string[]> = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

const WORDS = {
  ja: {
    weekdays: '平日',
    daily: '毎日',
    exceptHolidays: '(祝日を除く)',
    holidaysToo: '(祝日も受付)',
    allDay: '24時間',
    between: '、',
    days: '・',
  },
  en: {
    weekdays: 'weekdays',
    daily: 'every day',
    exceptHolidays: ' (except public holidays)',
    holidaysToo: ' (public holidays too)',
    allDay: '24 hours',
    between: ', ',
    days: ', ',
  },
} as const satisfies Record<Language, Record<string, string>>;

const clockWords = (clock: string, language: Language): string => {
  if (language === 'en') return clock;
  const [hour, minute] = clock.split(':').map(Number);
  return minute ? `${hour}時${minute}分` : `${hour}時`;
};

const daysWords = (days: readonly number[], holidays: HoursVersion['holidays'], language: Language): string => {
  const words = WORDS[language];
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  const joined = sorted.join('');
  const closed = holidays === 'closed';
  if (joined === '12345') return words.weekdays + (closed ? '' : words.holidaysToo);
  if (joined === '1234567') return words.daily + (closed ? words.exceptHolidays : '');
  return sorted.map((day) => DAY_NAMES[language][day - 1]).join(words.days) + (closed ? words.exceptHolidays : '');
};

/** Opening hours in words: 「平日 10時–18時」, `weekdays 10:00–18:00`. Null where there are none. */
export const hoursPhrase = (
  hours: HoursVersion,
  language: Language,
  windows: readonly OpeningWindow[] = hours.phone,
): string | null => {
  if (windows.length === 0) return null;
  const words = WORDS[language];
  return windows
    .map((window) => {
      const days = daysWords(window.days, hours.holidays, language);
      if (window.from === '00:00' && window.to === '24:00') return `${days} ${words.allDay}`;
      return `${days} ${clockWords(window.from, language)}–${clockWords(window.to, language)}`;
    })
    .join(words.between);
};

const parts = (instant: Date, zone: string, locale: string, options: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(
    formatter(zone, locale, options)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (zone: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  formatters.set(key, made);
  return made;
};

/** 「6月26日(金)」, `Fri 26 June`. */
export const dayPhrase = (instant: Date, zone: string, language: Language): string => {
  if (language === 'en') {
    const en = parts(instant, zone, 'en-GB', { weekday: 'short', day: 'numeric', month: 'long' });
    return `${en['weekday']} ${en['day']} ${en['month']}`;
  }
  const ja = parts(instant, zone, 'ja-JP', { weekday: 'short', day: 'numeric', month: 'numeric' });
  return `${ja['month']}月${ja['day']}日(${ja['weekday']})`;
};

/** 「2026年6月26日」, `26 June 2026`. */
export const datePhrase = (instant: Date, zone: string, language: Language): string => {
  if (language === 'en')
    return formatter(zone, 'en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(instant);
  const ja = parts(instant, zone, 'ja-JP', { year: 'numeric', month: 'numeric', day: 'numeric' });
  return `${ja['year']}年${ja['month']}月${ja['day']}日`;
};

/** 「10時」「10時30分」, `10:30`. */
export const hourPhrase = (instant: Date, zone: string, language: Language): string =>
  clockWords(clockTime(instant, zone), language);

/** `14:02`, in both languages. */
export const clockTime = (instant: Date, zone: string): string => {
  const at = parts(instant, zone, 'en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${at['hour']}:${at['minute']}`;
};

/** 「6月26日(金) 10時」, `Fri 26 June, 10:00`. */
export const dayAndHourPhrase = (instant: Date, zone: string, language: Language): string =>
  `${dayPhrase(instant, zone, language)}${language === 'ja' ? ' ' : ', '}${hourPhrase(instant, zone, language)}`;
