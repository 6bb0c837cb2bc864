import { shortCount } from './short-count.js';

test('four places hold any number of tickets', () => {
  expect([0, 33, 9_999, 10_000, 12_345, 147_000].map((count) => shortCount(count, 'ja'))).toEqual([
    '0',
    '33',
    '9999',
    '1万',
    '1.2万',
    '15万',
  ]);
  expect([9_999, 12_345, 147_000].map((count) => shortCount(count, 'en'))).toEqual(['9999', '12K', '150K']);
});
