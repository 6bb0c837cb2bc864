/** A stretch of a text, `end` not included. */
export interface Span {
  start: number;
  end: number;
}

/** Groups of digits between which only separators stand. */
export interface DigitRun {
  /** All digits of the run, joined. */
  digits: string;
  /** Where each group stands in the text. */
  groups: Span[];
  /** Where each group begins in `digits`; one more entry for the end. */
  offsets: number[];
}

/** Most characters that may stand between two groups of one number; a line break with indentation fits. */
const MAX_GAP = 8;
/** Blanks of every kind, line breaks, invisible characters, and every dash that a Japanese keyboard can produce. */
const SEPARATOR = /[\s\u200b-\u200d\u2060\ufeff\u00ad\-‐‑‒–—―−﹣－ーｰ─_.．・]/;
const SEPARATORS: ReadonlySet<number> = new Set(
  Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => SEPARATOR.test(String.fromCharCode(code))),
);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Reads the digit runs of a text whose width is folded, in one pass. */
export function* digitRuns(folded: string): Generator<DigitRun> {
  let groups: Span[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    if (!isDigit(folded.charCodeAt(at))) continue;
    const start = at;
    while (at < folded.length && isDigit(folded.charCodeAt(at))) at += 1;
    const last = groups.at(-1);
    if (last && !onlySeparators(folded, last.end, start)) {
      yield joined(folded, groups);
      groups = [];
    }
    groups.push({ start, end: at });
  }
  if (groups.length > 0) yield joined(folded, groups);
}

const joined = (folded: string, groups: Span[]): DigitRun => {
  const offsets = [0];
  for (const group of groups) offsets.push(offsets.at(-1)! + group.end - group.start);
  return { digits: groups.map((group) => folded.slice(group.start, group.end)).join(''), groups, offsets };
};

const onlySeparators = (folded: string, from: number, to: number): boolean => {
  if (to - from > MAX_GAP) return false;
  for (let at = from; at < to; at += 1) if (!SEPARATORS.has(folded.charCodeAt(at))) return false;
  return true;
};

/** Stretches of exactly `length` digits, in whole groups. */
export const stretchesOf = (folded: string, length: number): (Span & { digits: string })[] => {
  const found: (Span & { digits: string })[] = [];
  for (const { digits, groups, offsets } of digitRuns(folded)) {
    for (let first = 0, last = 0; first < groups.length; first += 1) {
      last = Math.max(last, first);
      while (last < groups.length - 1 && offsets[last + 1]! - offsets[first]! < length) last += 1;
      if (offsets[last + 1]! - offsets[first]! !== length) continue;
      found.push({
        start: groups[first]!.start,
        end: groups[last]!.end,
        digits: digits.slice(offsets[first], offsets[last + 1]),
      });
    }
  }
  return found;
};

/** What people and machines put between the groups of a number, beyond separators: signs, tags, entities, a particle. */
const BETWEEN = String.raw`(?:<[^<>0-9]{0,30}>|&(?:nbsp|ensp|emsp|#160);|[^\p{L}\p{N}]|の|と){1,12}`;

/** Finds rows of groups of exactly these lengths, whatever stands between them; ask for shapes that nothing else has. */
export const rowFinder = (lengths: readonly number[]): ((folded: string) => (Span & { digits: string })[]) => {
  const groups = lengths.map((length) => `([0-9]{${length}})`).join(BETWEEN);
  // Looked at from each place, so that a number before a row does not hide it.
  const row = new RegExp(`(?<![0-9])(?=(${groups})(?![0-9]))`, 'gu');
  const fewest = lengths.reduce((sum, length) => sum + length);
  return (folded) => {
    if (!hasDigits(folded, fewest)) return [];
    return [...folded.matchAll(row)].map(({ index, 1: whole, ...groupsOf }) => ({
      start: index,
      end: index + whole!.length,
      digits: lengths.map((_, n) => (groupsOf as Record<number, string>)[n + 2]).join(''),
    }));
  };
};

/** Most texts have too few digits for any row of groups. */
const hasDigits = (folded: string, fewest: number): boolean => {
  let count = 0;
  for (let at = 0; at < folded.length && count < fewest; at += 1) if (isDigit(folded.charCodeAt(at))) count += 1;
  return count === fewest;
};
