import type { RosterPasteView, RosterProblem, Shift } from '#libs/contracts';
import type { CsvRow } from '#libs/platform';

export interface RosterPerson {
  id: string;
  name: string;
  shortName: string;
  email: string;
}

const OFF = ['休', '公休', '有休', '-', '–', '×', 'off'];
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u3000]+/gu, '')
    .toLowerCase();

/** `10:00` from 10, 10:00, 1000, 10時; `24:00` is the end of the day. Null for what is no time. */
export const readTime = (text: string): string | null => {
  const found = /^(\d{1,2})(?:[:時]?(\d{2})?分?)$/.exec(folded(text));
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
};

/** `2016-06-24` from 2016/6/24, 6/24 or 6月24日, with or without a weekday behind. */
export const readRosterDay = (text: string, year: number): string | null => {
  const found = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?(?:\(?[月火水木金土日a-z]{1,3}\)?)?$/.exec(
    folded(text),
  );
  if (!found) return null;
  const day = `${found[1] ?? year}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : null;
};

/** `10-18`, `10:00～14:00、15:00～19:00`; null where a part is no span that goes forward. */
export const readSpans = (text: string): { from: string; to: string }[] | null => {
  const spans = text
    .normalize('NFKC')
    .split(/[、,;\n+]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from, to, ...more] = part.split(/[~〜～\-–—]/u).map((time) => readTime(time.trim()));
      return from && to && more.length === 0 && from < to ? { from, to } : null;
    });
  return spans.every((span) => span !== null) ? spans : null;
};

export interface ReadRoster extends Omit<RosterPasteView, 'saved' | 'off'> {
  /** Cells that say that somebody is off; an empty cell says nothing. */
  off: { userId: string; day: string }[];
}

/** A cell of what was pasted; line and column from 1. */
interface Place {
  line: number;
  column: number;
  text: string;
}

/**
 * Reads what people paste: either one shift a line (person, day, from, to), or a grid with days in the first line and people in the
 * first column. People are found by name, short name or mail address.
 */
export const readRoster = (rows: readonly CsvRow[], people: readonly RosterPerson[], year: number): ReadRoster => {
  const shifts: Shift[] = [];
  const problems: RosterPasteView['problems'] = [];
  const off: ReadRoster['off'] = [];
  const note = ({ line, column, text }: Place, problem: RosterProblem) =>
    problems.push({ line, column, text, problem });

  const personOf = (place: Place): string | null => {
    const found = people.filter(({ name, shortName, email }) =>
      [name, shortName, email].some((known) => folded(known) === folded(place.text)),
    );
    if (found.length !== 1) note(place, found.length === 0 ? 'person_unknown' : 'person_ambiguous');
    return found.length === 1 ? found[0]!.id : null;
  };
  const add = (place: Place, userId: string, day: string) => {
    const { text } = place;
    if (text === '') return;
    if (OFF.includes(folded(text))) return void off.push({ userId, day });
    const spans = readSpans(text);
    if (spans === null || spans.length === 0) return void note(place, 'time_invalid');
    for (const { from, to } of spans) {
      const others = shifts.filter((shift) => shift.userId === userId && shift.day === day);
      if (others.some((shift) => shift.from === from && shift.to === to)) note(place, 'twice');
      else if (others.some((shift) => shift.from < to && from < shift.to)) note(place, 'overlap');
      else shifts.push({ userId, day, from, to });
    }
  };

  const [head, ...body] = rows;
  const days = head?.cells.slice(1).map((cell) => readRosterDay(cell, year)) ?? [];
  if (head && days.some((day) => day !== null)) {
    for (const [at, day] of days.entries()) {
      const place = { line: head.line, column: at + 2, text: head.cells[at + 1]! };
      if (day === null && place.text !== '') note(place, 'day_invalid');
    }
    for (const { line, cells } of body) {
      const userId = personOf({ line, column: 1, text: cells[0] ?? '' });
      if (userId === null) continue;
      for (const [at, day] of days.entries()) {
        if (day !== null) add({ line, column: at + 2, text: cells[at + 1] ?? '' }, userId, day);
      }
    }
    return { shifts, off, problems };
  }
  for (const { line, cells } of rows) {
    const [who = '', when = '', from = '', to = ''] = cells;
    const day = readRosterDay(when, year);
    // The first line may be a header.
    if (day === null && line === rows[0]!.line) continue;
    if (day === null) note({ line, column: 2, text: when }, 'day_invalid');
    const userId = personOf({ line, column: 1, text: who });
    const text = to === '' ? from : `${from}-${to}`;
    if (day !== null && userId !== null) add({ line, column: 3, text }, userId, day);
  }
  return { shifts, off, problems };
};
