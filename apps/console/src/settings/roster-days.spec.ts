import { cellText, dayAfter, readCell } from './roster-days.js';

test('a cell is read as people write it, and written back the short way', () => {
  for (const text of ['9-13、14:30-18', '９：００〜１３、14:30-18:00', '9~13,1430-18']) {
    expect(cellText(readCell(text)!)).toBe('9-13、14:30-18');
  }
  expect([readCell(''), readCell('休'), readCell('18-9'), readCell('9'), readCell('9-25')]).toEqual([
    [],
    [],
    null,
    null,
    null,
  ]);
  expect(readCell('18-24')).toEqual([{ from: '18:00', to: '24:00' }]);
});

test('days go on over the end of a month', () => {
  expect([dayAfter('2016-02-28', 1), dayAfter('2016-02-29', 1), dayAfter('2016-01-01', -1)]).toEqual([
    '2016-02-29',
    '2016-03-01',
    '2015-12-31',
  ]);
});
