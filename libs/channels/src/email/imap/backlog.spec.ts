import { isBacklog } from './backlog.js';

const connected = new Date('2016-06-25T05:00:00.700Z');

test('a mail of the second in which the mailbox was connected is new', () => {
  expect(isBacklog(new Date('2016-06-25T05:00:00Z'), connected)).toBe(false);
  expect(isBacklog(new Date('2016-06-25T04:59:59Z'), connected)).toBe(true);
  expect(isBacklog(null, connected)).toBe(false);
});
