import { columnsOf } from './column-widths.js';

const STANDARD = { list: 376, context: 332 };

test('on a wide window the columns have the width that was wanted, and room to grow', () => {
  expect(columnsOf(1440, STANDARD, true)).toEqual({
    list: { width: 376, min: 300, max: 604 },
    context: { width: 332, min: 260, max: 560 },
  });
});

test.each([1280, 1366, 1440, 1920, 2560])('at %i pixels the ticket keeps its room, whatever was wanted', (width) => {
  for (const wanted of [STANDARD, { list: 9_999, context: 9_999 }, { list: 0, context: 0 }]) {
    const { list, context } = columnsOf(width, wanted, true);
    expect(width - 64 - list.width - context.width).toBeGreaterThanOrEqual(440);
    for (const { width: now, min, max } of [list, context]) {
      expect(now).toBeGreaterThanOrEqual(min);
      expect(now).toBeLessThanOrEqual(max);
    }
  }
});

test('without the right column the list may take its room', () => {
  expect(columnsOf(1000, { ...STANDARD, list: 480 }, false).list).toEqual({ width: 480, min: 300, max: 496 });
});
