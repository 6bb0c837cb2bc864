import { parseCsv } from '#libs/platform';
import { readRoster, readRosterDay, readSpans, readTime } from './roster.reading.js';

const PEOPLE = [
  { id: 'o', name: '小川 さと子', shortName: '小川', email: 'ogawa@desk.example.jp' },
  { id: 'm1', name: '森 一', shortName: '森', email: 'mori-1@desk.example.jp' },
  { id: 'm2', name: '森 二', shortName: '森', email: 'mori-2@desk.example.jp' },
];

test('times and days as people write them', () => {
  expect(['9', '09:30', '9時30分', '１０：００', '24:00', '1030'].map(readTime)).toEqual([
    '09:00',
    '09:30',
    '09:30',
    '10:00',
    '24:00',
    '10:30',
  ]);
  expect(['25', '24:01', '9:60', 'x', ''].map(readTime)).toEqual([null, null, null, null, null]);
  expect(
    ['6/24', '6月24日(金)', '2017/1/5', '2016-02-29', '2/30', '6/24 Fri'].map((text) => readRosterDay(text, 2016)),
  ).toEqual(['2016-06-24', '2016-06-24', '2017-01-05', '2016-02-29', null, '2016-06-24']);
});

test('several spans a day; a span that goes backward is none', () => {
  expect(readSpans('10～14、15-19')).toEqual([
    { from: '10:00', to: '14:00' },
    { from: '15:00', to: '19:00' },
  ]);
  expect([readSpans('18-10'), readSpans('10'), readSpans('10-10')]).toEqual([null, null, null]);
});

test('a grid: days in the first line, people in the first column, rests counted, problems named with line and column', () => {
  const text =
    '氏名\t6/24(金)\t6/25(土)\t月末\n小川\t10-19\t休\n森\t9-17\nmori-2@desk.example.jp\t9-13、12-15\t\n山田\t9-17';
  expect(readRoster(parseCsv(text), PEOPLE, 2016)).toEqual({
    shifts: [
      { userId: 'o', day: '2016-06-24', from: '10:00', to: '19:00' },
      { userId: 'm2', day: '2016-06-24', from: '09:00', to: '13:00' },
    ],
    off: [{ userId: 'o', day: '2016-06-25' }],
    problems: [
      { line: 1, column: 4, text: '月末', problem: 'day_invalid' },
      { line: 3, column: 1, text: '森', problem: 'person_ambiguous' },
      { line: 4, column: 2, text: '9-13、12-15', problem: 'overlap' },
      { line: 5, column: 1, text: '山田', problem: 'person_unknown' },
    ],
  });
});

test('one shift a line, with a header', () => {
  const text = '氏名,日付,開始,終了\n小川 さと子,2016/6/24,10:00,19:00\n小川,6/24,10:00,19:00\n森 一,いつか,9,17';
  expect(readRoster(parseCsv(text), PEOPLE, 2016)).toEqual({
    shifts: [{ userId: 'o', day: '2016-06-24', from: '10:00', to: '19:00' }],
    off: [],
    problems: [
      { line: 3, column: 3, text: '10:00-19:00', problem: 'twice' },
      { line: 4, column: 2, text: 'いつか', problem: 'day_invalid' },
    ],
  });
});
