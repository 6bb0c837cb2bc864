import { daysBetween, MOST_CLOSED_DAYS, runsOf } from './closed-days.js';

test('a range holds both of its ends, over the end of a year and a leap day', () => {
  expect(daysBetween('2027-12-30', '2028-01-02')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02']);
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysBetween('2028-02-28', '2028-02-28')).toEqual(['2028-02-28']);
  expect(daysBetween('2028-02-28', '2028-02-27')).toEqual([]);
  expect(daysBetween('2028-01-01', '9999-12-31')).toHaveLength(MOST_CLOSED_DAYS + 1);
});

test('days that follow each other are one run, whatever their order', () => {
  expect(runsOf(['2027-01-05', '2026-12-30', '2026-12-29', '2026-12-31', '2027-01-01'])).toEqual([
    { first: '2026-12-29', last: '2027-01-01', days: 4 },
    { first: '2027-01-05', last: '2027-01-05', days: 1 },
  ]);
  expect(runsOf([])).toEqual([]);
});
