import type { CountUnit } from '#libs/contracts';
import { plainText } from './plain-text.js';

/** What is on record about the incident, as far as people type it from memory. Days are `2016-06-22`, in the desk's zone. */
export interface KnownFacts {
  counts: readonly { unit: CountUnit; value: number; text: string }[];
  days: Record<DayFact, readonly string[]>;
  /** First and last day. */
  periods: readonly { from: string; to: string; text: string }[];
  /** Of the newest statement. */
  statementNumber: number | null;
  /** Numbers that callers may be told, the desk's own first. */
  phones: readonly string[];
}

export type DayFact = 'published' | 'discovered' | 'attacked';

export interface Difference {
  /** The value on record. */
  expected: string;
  start: number;
  end: number;
}

/** Below this a count is rather about somebody's own orders than about the incident. */
const SMALLEST_COUNT = 100;
const UNITS: Record<string, readonly CountUnit[]> = {
  名: ['persons', 'operators'],
  人: ['persons', 'operators'],
  件: ['orders', 'records'],
  社: ['companies'],
  店舗: ['sites'],
  persons: ['persons'],
  people: ['persons'],
  customers: ['persons'],
  orders: ['orders'],
  records: ['records'],
  companies: ['companies'],
  shops: ['sites'],
};
const COUNT =
  /(?<![\d.,-])(\d[\d,]*(?:\.\d+)?)(万)?(\d[\d,]*)?\s*(名|人|件|社|店舗|persons|people|customers|orders|records|companies|shops)(?![目名])/gu;
const DAY = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日|(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/gu;
const PERIOD_LINK = /^(?:\([日月火水木金土]\))?(?:\d{1,2}[時:](?:\d{1,2}分?)?)?(?:から|より|~|〜|-|―|–)$/u;
const OF_COHORT = /対象|期間|注文|ご利用|流出/u;
const SAYS: readonly (readonly [DayFact, RegExp])[] = [
  ['published', /公表|発表|公開/u],
  ['discovered', /判明|発覚|気付|気づ|発見/u],
  ['attacked', /不正アクセスが?(?:発生|行われ|あ[っり]|を?受け)|攻撃|侵入/u],
];
const AFTER = 25;
const BEFORE = 8;
const PHONE = /(?<!\d)(?:0120|0800|0570|050)[-ー–—]?\d{2,4}[-ー–—]?\d{3,4}(?!\d)/gu;
const REPORT = /第(\d{1,2})報/gu;

/** Figures, days, numbers and periods that were typed and are not what is on record, in the order of the text. */
export const differencesIn = (text: string, known: KnownFacts): Difference[] => {
  const { text: plain, starts, ends } = plainText(text, { tight: true });
  const place = (start: number, length: number) => ({ start: starts[start]!, end: ends[start + length - 1]! });
  const found: Difference[] = [];
  for (const match of plain.matchAll(COUNT)) {
    const expected = countInstead(match, known);
    if (expected) found.push({ expected, ...place(match.index, match[0].length) });
  }
  for (const match of plain.matchAll(PHONE)) {
    const [own] = known.phones;
    const digits = digitsOf(match[0]);
    if (own !== undefined && !known.phones.some((phone) => digitsOf(phone).includes(digits))) {
      found.push({ expected: own, ...place(match.index, match[0].length) });
    }
  }
  for (const match of plain.matchAll(REPORT)) {
    if (known.statementNumber === null || Number(match[1]) <= known.statementNumber) continue;
    found.push({ expected: `第${known.statementNumber}報`, ...place(match.index, match[0].length) });
  }
  for (const { expected, at, length } of daysIn(plain, known)) found.push({ expected, ...place(at, length) });
  return found.toSorted((a, b) => a.start - b.start);
};

const digitsOf = (text: string): string => text.replace(/\D/gu, '');

const countInstead = ([, figure, tenThousands, rest, unit]: RegExpExecArray, known: KnownFacts): string | null => {
  const numeric = (digits: string | undefined): number => Number((digits ?? '0').replaceAll(',', ''));
  const value = tenThousands ? Math.round(numeric(figure) * 10_000) + numeric(rest) : numeric(`${figure}${rest ?? ''}`);
  const units = UNITS[unit!] ?? [];
  const same = known.counts.filter((count) => units.includes(count.unit));
  if (value < SMALLEST_COUNT || same.length === 0 || same.some((count) => count.value === value)) return null;
  return same.toSorted((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value))[0]!.text;
};

interface TypedDay {
  at: number;
  length: number;
  /** `2016-06-22`, or `-06-22` without a year. */
  day: string;
}

const daysIn = function* (plain: string, known: KnownFacts): Generator<TypedDay & { expected: string }> {
  const typed = [...plain.matchAll(DAY)].map((match): TypedDay => {
    const [whole, year, month, day, year2, month2, day2] = match;
    const parts = [year ?? year2 ?? '', (month ?? month2)!.padStart(2, '0'), (day ?? day2)!.padStart(2, '0')];
    return { at: match.index, length: whole.length, day: parts.join('-') };
  });
  for (const [index, day] of typed.entries()) {
    const next = typed[index + 1];
    const ends = day.at + day.length;
    if (next && PERIOD_LINK.test(plain.slice(ends, next.at))) {
      const around = sentenceAround(plain, day.at, next.at + next.length);
      const expected = OF_COHORT.test(around) ? periodInstead(day.day, next.day, known) : null;
      if (expected) yield { at: day.at, length: next.at + next.length - day.at, day: day.day, expected };
      continue;
    }
    const before = plain.slice(Math.max(0, day.at - BEFORE), day.at);
    const after = plain.slice(ends, Math.min(next?.at ?? plain.length, ends + AFTER)).split(/[。\n]/u)[0]!;
    const fact = firstSaid(after) ?? firstSaid(before);
    const onRecord = fact ? known.days[fact] : [];
    if (onRecord.length > 0 && !onRecord.some((each) => each.endsWith(day.day))) {
      yield { ...day, expected: onRecord.map(dayInWords).join('・') };
    }
  }
};

const firstSaid = (words: string): DayFact | null =>
  SAYS.map(([fact, pattern]) => ({ fact, at: words.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)[0]?.fact ?? null;

const sentenceAround = (plain: string, start: number, end: number): string => {
  const from = Math.max(plain.lastIndexOf('。', start), plain.lastIndexOf('\n', start)) + 1;
  return plain.slice(from, start) + (plain.slice(end).split(/[。\n]/u)[0] ?? '');
};

const periodInstead = (from: string, to: string, { periods }: KnownFacts): string | null =>
  periods.length === 0 || periods.some((period) => period.from.endsWith(from) && period.to.endsWith(to))
    ? null
    : [...new Set(periods.map(({ text }) => text))].join('・');

const dayInWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
