import holidayJp from '@holiday-jp/holiday_jp';
import { Temporal } from 'temporal-polyfill/full';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));
const LAST_KNOWN_YEAR = Number([...KNOWN].toSorted().at(-1)!.slice(0, 4));

const MONDAY = 1;
const SUNDAY = 7;
const FIXED = ['01-01', '02-11', '02-23', '04-29', '05-03', '05-04', '05-05', '08-11', '11-03', '11-23'];
/** Month and which of its Mondays: 成人の日, 海の日, 敬老の日, スポーツの日. */
const MONDAYS = [
  [1, 2],
  [7, 3],
  [9, 3],
  [10, 2],
] as const;

/** Day of an equinox. The Observatory's approximation for 1980–2099; the day itself is gazetted in February of the year before. */
const equinox = (base: number, year: number): number =>
  Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));

const nthMonday = (year: number, month: number, nth: number): Temporal.PlainDate => {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((MONDAY - first.dayOfWeek + 7) % 7) + (nth - 1) * 7 });
};

/**
 * The holidays of a year under the Act on National Holidays as it stands since 2022: named days, the substitute for one on a Sunday
 * (Art. 3 (2): the next day that is none), and the day between two of them (Art. 3 (3)).
 */
export const holidaysByLaw = (year: number): Set<string> => {
  const days = new Set<string>([
    ...FIXED.map((day) => `${year}-${day}`),
    ...MONDAYS.map(([month, nth]) => nthMonday(year, month, nth).toString()),
    Temporal.PlainDate.from({ year, month: 3, day: equinox(20.8431, year) }).toString(),
    Temporal.PlainDate.from({ year, month: 9, day: equinox(23.2488, year) }).toString(),
  ]);
  const named = [...days].map((day) => Temporal.PlainDate.from(day));
  for (const day of named) {
    const after = day.add({ days: 2 });
    if (days.has(after.toString())) {
      const between = day.add({ days: 1 });
      if (between.dayOfWeek !== SUNDAY) days.add(between.toString());
    }
  }
  for (const sunday of named.filter((day) => day.dayOfWeek === SUNDAY)) {
    let substitute = sunday.add({ days: 1 });
    while (days.has(substitute.toString())) substitute = substitute.add({ days: 1 });
    days.add(substitute.toString());
  }
  return days;
};

const computed = new Map<number, Set<string>>();

/**
 * National holiday of Japan? `YYYY-MM-DD`, looked up by text: the library's own Date check would use the process's zone. For years
 * that the kept-up list does not reach, the law is applied: such a day is never silently an ordinary one.
 */
export const isHoliday = (date: string): boolean => {
  const year = Number(date.slice(0, 4));
  if (year < LAST_KNOWN_YEAR) return KNOWN.has(date);
  let days = computed.get(year);
  if (!days) computed.set(year, (days = holidaysByLaw(year)));
  return days.has(date);
};
