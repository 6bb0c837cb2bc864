import type { Language } from '#libs/contracts';

const formatters = new Map<string, Intl.DateTimeFormat>();

const partsIn = (at: Date, zone: string, locale: string): Record<string, string> => {
  const key = `${zone} ${locale}`;
  const known = formatters.get(key);
  const formatter =
    known ??
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: locale === 'en-GB' ? 'long' : 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
  if (!known) formatters.set(key, formatter);
  return Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
};

/** 「2016年6月22日」, `22 June 2016`. */
export const dayText = (at: Date, zone: string, language: Language): string => {
  const part = partsIn(at, zone, language === 'ja' ? 'ja-JP' : 'en-GB');
  return language === 'ja'
    ? `${part['year']}年${part['month']}月${part['day']}日`
    : `${part['day']} ${part['month']} ${part['year']}`;
};

/** The calendar day, `2016-06-22`. */
export const dayKey = (at: Date, zone: string): string => {
  const part = partsIn(at, zone, 'ja-JP');
  return [part['year'], part['month']!.padStart(2, '0'), part['day']!.padStart(2, '0')].join('-');
};

/** 「2016年6月22日18時30分」, `18:30 JST on 22 June 2016`. The zone is named abroad, where it is not a matter of course. */
export const momentText = (at: Date, zone: string, language: Language): string => {
  const { hour, minute } = partsIn(at, zone, language === 'ja' ? 'ja-JP' : 'en-GB');
  if (language === 'ja')
    return `${dayText(at, zone, language)}${hour}時${minute === '00' ? '' : `${Number(minute)}分`}`;
  const label = zone === 'Asia/Tokyo' ? ' JST' : '';
  return `${hour!.padStart(2, '0')}:${minute}${label} on ${dayText(at, zone, language)}`;
};

/** 「…から…まで」 as a statement words it; the end is not in the period. */
export const periodText = (from: Date, to: Date, zone: string, language: Language): string =>
  language === 'ja'
    ? `${momentText(from, zone, language)}から${momentText(to, zone, language)}まで`
    : `from ${momentText(from, zone, language)} until ${momentText(to, zone, language)}`;

/** A calendar day without a time, `2016-06-07`. */
export const plainDayText = (day: string, language: Language): string =>
  dayText(new Date(`${day}T00:00:00Z`), 'UTC', language);

const MAX_VALUE = 1000;

/** One line, bounded, without control characters: what people typed stays inside its place in the text. */
export const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()].slice(0, MAX_VALUE).join('');
