/**
 * The reference number (受付番号) that a requester reads out on the phone: seven digits or more and a Damm check digit,
 * written 3-4-1, for example `625-0184-6`. It names a ticket and gives no access to it.
 */

/** Damm's quasigroup of order 10: finds every single wrong digit and every swap of neighbours (H. M. Damm, 2004). */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const damm = (digits: string): number =>
  [...digits].reduce((interim, digit) => Number(DAMM[interim]![Number(digit)]), 0);

/** Appends the check digit to a string of decimal digits. */
export const withCheckDigit = (digits: string): string => digits + String(damm(digits));

/** True when the last digit is the check digit of the ones before it. */
export const hasValidCheckDigit = (digits: string): boolean => /^\d{8,12}$/.test(digits) && damm(digits) === 0;

/** `62501846` → `625-0184-6`; longer numbers grow in the middle group. */
export const formatReferenceNumber = (digits: string): string =>
  `${digits.slice(0, 3)}-${digits.slice(3, -1)}-${digits.slice(-1)}`;

/**
 * Reads a number as a person types or says it: full-width digits, any dash or space. Returns the formatted number,
 * or null when it is not one or its check digit is wrong.
 */
export const parseReferenceNumber = (typed: string): string | null => {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐‑‒–—―−ー－.・の]/g, '');
  return hasValidCheckDigit(digits) ? formatReferenceNumber(digits) : null;
};

const KANA = ['ぜろ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];

/** `625-0184-6` → `ろく・に・ご の ぜろ・いち・はち・よん の ろく`, for reading out. */
export const referenceNumberKana = (formatted: string): string =>
  formatted
    .split('-')
    .map((group) => [...group].map((digit) => KANA[Number(digit)]).join('・'))
    .join(' の ');
