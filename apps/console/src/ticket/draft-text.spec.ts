import fc from 'fast-check';
import {
  isAtSign,
  isLineStart,
  nextPlaceholder,
  openPlaceholders,
  piecesOf,
  placesOf,
  sharedSentences,
  shiftRanges,
} from './draft-text.js';

describe('open placeholders', () => {
  it('are found with their labels', () => {
    expect(openPlaceholders('責任者が{回答期日}までに{ 窓口名 }より')).toEqual([
      { start: 4, end: 10, label: '回答期日' },
      { start: 13, end: 20, label: '窓口名' },
    ]);
  });

  it('are walked round from the caret', () => {
    const text = '{a} and {b}';
    expect(nextPlaceholder(text, 1)?.label).toBe('b');
    expect(nextPlaceholder(text, 11)?.label).toBe('a');
    expect(nextPlaceholder('nothing', 0)).toBeNull();
  });
});

describe('ranges of facts', () => {
  const before = 'AAA期間BBB件数CCC';
  const ranges = [
    { start: 3, end: 5, label: '期間' },
    { start: 8, end: 10, label: '件数' },
  ];

  it('move with text typed before them', () => {
    expect(shiftRanges(ranges, before, `xx${before}`).map((range) => range.start)).toEqual([5, 10]);
  });

  it('end when the fact itself is changed', () => {
    expect(shiftRanges(ranges, before, 'AAA期日間BBB件数CCC').map((range) => range.label)).toEqual(['件数']);
  });

  it('always cover the same words after an edit elsewhere', () => {
    fc.assert(
      fc.property(fc.nat(before.length), fc.nat(4), fc.string({ maxLength: 5 }), (start, length, typed) => {
        const after = before.slice(0, start) + typed + before.slice(start + length);
        for (const range of shiftRanges(ranges, before, after))
          expect(after.slice(range.start, range.end)).toBe(range.label);
      }),
    );
  });
});

describe('pieces of the highlight layer', () => {
  it('join to the text again', () => {
    const text = '対象は4,218名、{回答期日}まで';
    const pieces = piecesOf(text, [
      { start: 3, end: 9, kind: 'fact' },
      { start: 10, end: 16, kind: 'open' },
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.map((piece) => piece.kind)).toEqual([null, 'fact', null, 'open', null]);
  });
});

describe('the slash', () => {
  it('opens the palette on an empty line only', () => {
    expect(isLineStart('', 0)).toBe(true);
    expect(isLineStart('a\n', 2)).toBe(true);
    expect(isLineStart('a\n\nb', 2)).toBe(true);
    expect(isLineStart('a', 1)).toBe(false);
    expect(isLineStart('ab', 0)).toBe(false);
  });
});

test.each([
  ['', 0, true],
  ['対象は', 3, true],
  ['at ', 3, true],
  ['m.fujishiro', 11, false],
  ['desk+1', 6, false],
])('an @ behind %j opens the facts: %s', (text, caret, opens) => {
  expect(isAtSign(text, caret)).toBe(opens);
});

test('lost characters are found wherever they stand', () => {
  expect(placesOf('①髙橋と①', ['①', '髙'])).toEqual([
    { start: 0, end: 1 },
    { start: 4, end: 5 },
    { start: 1, end: 2 },
  ]);
});

describe('sentences that both texts say', () => {
  it('are marked', () => {
    const marked = sharedSentences(
      'お詫びします。カード番号は含まれておりません。',
      '別件です。カード番号は、含まれておりません。',
    );
    expect(marked.filter((each) => each.shared).map((each) => each.text)).toEqual(['カード番号は含まれておりません。']);
  });
});
