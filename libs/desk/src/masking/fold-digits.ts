/** Whether a text has any digits at all: every secret has, most texts have none. */
export const ANY_DIGIT = /[\p{Nd}\p{No}]|[〇零一二三四五六七八九]{4}/u;
const FULL_WIDTH = /[！-～]/g;
/** Rows of digits that no keyboard row types: other scripts, mathematical, circled, raised, and the Japanese numerals. */
const OTHER_ROW = /(?:(?![0-9])[\p{Nd}\p{No}〇零一二三四五六七八九]){4,}/gu;
const NUMERALS = '〇一二三四五六七八九';
/** Fills up where one sign was two units, so that every place in the text stays its own; counts as a separator. */
const NOTHING = '\u200b';

/** The digit that a sign stands for, or null for signs such as ½ and ⑩ that stand for none. */
const digitOf = (sign: string): string | null => {
  const at = NUMERALS.indexOf(sign);
  if (at >= 0) return String(at);
  if (sign === '零') return '0';
  const plain = sign.normalize('NFKC').replace(/^\((\d)\)$|^(\d)\.$/, '$1$2');
  if (/^\d$/.test(plain)) return plain;
  return /^\p{Nd}$/u.test(plain) ? decimalValue(plain) : null;
};

/** Unicode keeps the ten digits of each script together, the zero first (The Unicode Standard, 4.6). */
const decimalValue = (digit: string): string => {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
};

const plainRow = (row: string): string =>
  [...row].map((sign) => digitOf(sign)?.padEnd(sign.length, NOTHING) ?? sign).join('');

/**
 * Full-width letters, digits and signs become ASCII, and so do rows of four or more digits in any other dress; a lone ① or 三
 * is a bullet or a word. Position by position, so that spans fit the original text.
 */
export const foldWidth = (text: string): string =>
  text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(OTHER_ROW, plainRow);
