import { type DigitRun, digitRuns, rowFinder, type Span } from './digit-runs.js';

/** Luhn's check (ISO/IEC 7812-1, annex B) of the digits from `from` to before `to`. */
export const passesLuhn = (digits: string, from = 0, to = digits.length): boolean => {
  let sum = 0;
  for (let at = to - 1, even = true; at >= from; at -= 1, even = !even) {
    const digit = digits.charCodeAt(at) - 48;
    sum += even ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
};

const NO_BRAND: readonly number[] = [];

/** Lengths that the brand of these first four digits issues, the usual one first; empty for no known brand. */
const lengthsOf = (four: number): readonly number[] => {
  const two = Math.floor(four / 100);
  const three = Math.floor(four / 10);
  if (two >= 40 && two <= 49) return [16, 13, 19];
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return [16];
  if (two === 34 || two === 37) return [15];
  if (four >= 3528 && four <= 3589) return [16, 17, 18, 19];
  if (two === 36 || two === 38 || two === 39 || (three >= 300 && three <= 305)) return [14, 16, 17, 18, 19];
  if (four === 6011 || two === 65 || (three >= 644 && three <= 649)) return [16, 17, 18, 19];
  if (two === 62) return [16, 17, 18, 19];
  if (two === 50 || (two >= 56 && two <= 58) || two === 63 || two === 67) return [16, 18, 19];
  return NO_BRAND;
};

export const isCardNumber = (digits: string): boolean =>
  lengthsOf(Number(digits.slice(0, 4))).includes(digits.length) && passesLuhn(digits);

/** The ways in which cards are embossed: such a row of groups is a card even beside a phone number. */
const EMBOSSED = new Set(['4 4 4 4', '4 6 5', '4 6 4', '4 4 4 4 3', '4 4 4 4 2', '4 4 4 4 1']);

/** Group indexes at which a number would cut a phone number in two, by beginning or by ending there. */
interface PhoneCuts {
  beginning: ReadonlySet<number>;
  ending: ReadonlySet<number>;
}

/** Two Japanese phone numbers in a list (0…, 10 or 11 digits in up to three groups) must not add up to a card. */
const phoneCuts = ({ digits, groups, offsets }: DigitRun): PhoneCuts => {
  const beginning = new Set<number>();
  const ending = new Set<number>();
  for (let first = 0; first < groups.length; first += 1) {
    const at = offsets[first]!;
    if (digits[at] !== '0' || digits[at + 1] === '0') continue;
    for (let last = first; last < Math.min(first + 3, groups.length); last += 1) {
      const length = offsets[last + 1]! - at;
      if (length !== 10 && length !== 11) continue;
      for (let each = first; each < last; each += 1) {
        beginning.add(each + 1);
        ending.add(each);
      }
    }
  }
  return { beginning, ending };
};

const shapeOf = (run: DigitRun, first: number, last: number): string =>
  run.groups
    .slice(first, last + 1)
    .map((group) => group.end - group.start)
    .join(' ');

/** Index of the last group of the card number that begins with group `first`, or -1. Whole groups only. */
const lastGroupOfCard = (run: DigitRun, first: number, cuts: PhoneCuts): number => {
  const { digits, groups, offsets } = run;
  const from = offsets[first]!;
  const lengths = lengthsOf(Number(digits.slice(from, from + 4)));
  if (lengths.length === 0) return -1;
  let best = -1;
  for (let last = first; last < groups.length; last += 1) {
    const length = offsets[last + 1]! - from;
    if (length > 19) break;
    if (!lengths.includes(length) || !passesLuhn(digits, from, from + length)) continue;
    const cutsPhone = cuts.beginning.has(first) || cuts.ending.has(last);
    if (cutsPhone && !EMBOSSED.has(shapeOf(run, first, last))) continue;
    best = last;
    if (length === lengths[0]) break;
  }
  if (best >= 0) return best;
  // The expiry date or the like is glued to the number's end.
  const whole = offsets[first + 1]! - from;
  return whole > lengths[0]! && whole >= 17 && passesLuhn(digits, from, from + lengths[0]!) ? first : -1;
};

/** Rows as on the card itself: so written, any sign may stand between the groups. */
const EMBOSSED_ROWS = [
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
].map(rowFinder);

/**
 * Card numbers (a known brand's first digits and length, Luhn) in a text with folded width, in the order of the text: across
 * blanks, dashes and line breaks, and in the groups of the card across other signs and tags too. Findings may overlap.
 */
export const findCardNumbers = (folded: string): Span[] => {
  const rows = EMBOSSED_ROWS.flatMap((find) => find(folded)).filter(({ digits }) => isCardNumber(digits));
  return [...inRuns(folded), ...rows.map(({ start, end }) => ({ start, end }))].toSorted((a, b) => a.start - b.start);
};

/** Linear in the text's length: each group looks ahead 19 digits at most. */
const inRuns = (folded: string): Span[] => {
  const found: Span[] = [];
  for (const run of digitRuns(folded)) {
    if (run.digits.length < 13) continue;
    const cuts = phoneCuts(run);
    for (let first = 0; first < run.groups.length; first += 1) {
      const last = lastGroupOfCard(run, first, cuts);
      if (last < 0) continue;
      found.push({ start: run.groups[first]!.start, end: run.groups[last]!.end });
      first = last;
    }
  }
  return found;
};
