import { dayBeganAt } from './day.js';

test('the day begins at midnight in Japan', () => {
  expect(dayBeganAt(new Date('2016-06-22T15:00:00Z')).toISOString()).toBe('2016-06-22T15:00:00.000Z');
  expect(dayBeganAt(new Date('2016-06-22T14:59:59Z')).toISOString()).toBe('2016-06-21T15:00:00.000Z');
});
