import { toldTime } from './told-time.js';

test.each([
  ['2016-06-25T12:03:00Z', '2016-06-25T12:30:00Z'],
  ['2016-06-25T12:30:00Z', '2016-06-25T12:30:00Z'],
  ['2016-06-25T12:30:00.001Z', '2016-06-25T13:00:00Z'],
  ['2016-06-25T14:59:59Z', '2016-06-25T15:00:00Z'],
])('what is due at %s is told for %s', (dueAt, told) => {
  expect(toldTime(new Date(dueAt))).toEqual(new Date(told));
});
