import fc from 'fast-check';
import { ENTRY_LENGTH, foldForSearch, gramsOf, searchWordsOf, withoutText } from './search-key.js';

test.each([
  ['山﨑', '山崎'],
  ['髙橋 ﾊﾅｺ', '高橋　ハナコ'],
  ['はなこ', 'ハナコ'],
  ['ｶﾞｷﾞ', 'ガギ'],
  ['㈱みなも', '(株)みなも'],
  ['〜で', '～で'],
])('%s is found as %s', (one, other) => {
  expect(foldForSearch(one)).toBe(foldForSearch(other));
});

test.each([
  ['斎藤', '斉藤'],
  ['渡辺', '渡部'],
])('%s is not %s', (one, other) => {
  expect(foldForSearch(one)).not.toBe(foldForSearch(other));
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => foldForSearch(foldForSearch(text)) === foldForSearch(text)),
  );
});

test('whatever stands in a text is found by its grams', () => {
  const japanese = fc.string({ unit: fc.constantFrom(...'返金流出被害ハナコ髙﨑abc1'), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(japanese, fc.nat(), fc.integer({ min: 1, max: 8 }), (text, from, length) => {
      const characters = [...text];
      const start = from % characters.length;
      const found = searchWordsOf(characters.slice(start, start + length).join(''))!;
      const grams = new Set(gramsOf(foldForSearch(text)));
      return found.grams.every((gram) => grams.has(gram));
    }),
  );
});

test('nothing to look for is null', () => {
  expect(searchWordsOf('  　 ')).toBeNull();
});

describe('a text that is taken out of an entry', () => {
  test('only once, the newest, and no other', () => {
    expect(withoutText('甲\n乙\n丙\n乙', '乙')).toEqual(['甲', '乙', '丙']);
    expect(withoutText('甲\n乙', '丁')).toEqual(['甲', '乙']);
    expect(withoutText('甲\n乙', '乙の次')).toEqual(['甲', '乙']);
  });

  test('also where the full entry has cut it short', () => {
    const first = 'あ'.repeat(ENTRY_LENGTH - 3);
    expect(withoutText(`${first}\n乙丙`, '乙丙丁')).toEqual([first]);
  });
});
