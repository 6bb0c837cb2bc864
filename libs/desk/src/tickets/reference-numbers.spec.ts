import fc from 'fast-check';
import { hasValidCheckDigit, parseReferenceNumber, referenceNumberKana } from '#libs/contracts';
import { referenceNumberOf } from './reference-numbers.js';

test('no two of the first 300,000 numbers are equal, and all are valid', () => {
  const seen = new Set<string>();
  for (let count = 1n; count <= 300_000n; count += 1n) seen.add(referenceNumberOf(count));
  expect(seen.size).toBe(300_000);
  for (const number of [...seen].slice(0, 1000)) expect(parseReferenceNumber(number)).toBe(number);
});

test('one wrong digit or two swapped neighbours are always noticed', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 9_999_999n }),
      fc.nat(7),
      fc.integer({ min: 1, max: 9 }),
      (count, at, add) => {
        const digits = referenceNumberOf(count).replaceAll('-', '');
        const wrong = digits.slice(0, at) + String((Number(digits[at]) + add) % 10) + digits.slice(at + 1);
        expect(hasValidCheckDigit(wrong)).toBe(false);
        const swapAt = Math.min(at, 6);
        const swapped = digits.slice(0, swapAt) + digits[swapAt + 1] + digits[swapAt] + digits.slice(swapAt + 2);
        expect(swapped === digits || !hasValidCheckDigit(swapped)).toBe(true);
      },
    ),
  );
});

test('a number is understood however it is typed, and can be read out', () => {
  const number = referenceNumberOf(1n);
  const digits = number.replaceAll('-', '');
  const fullWidth = [...number]
    .map((c) => (c === '-' ? '－' : String.fromCodePoint(c.codePointAt(0)! + 0xfee0)))
    .join('');
  for (const typed of [digits, ` ${number} `, fullWidth, number.replaceAll('-', ' ')]) {
    expect(parseReferenceNumber(typed)).toBe(number);
  }
  expect(referenceNumberKana('625-0184-6')).toBe('ろく・に・ご の ぜろ・いち・はち・よん の ろく');
});
