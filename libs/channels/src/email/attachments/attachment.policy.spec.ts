import { mayBeOpened } from './attachment.policy.js';

const released = new Date('2016-06-25T05:00:00Z');

test.each([
  ['not_scanned', null, true],
  ['clean', null, true],
  ['waiting', null, false],
  ['failed', null, false],
  ['infected', null, false],
  ['waiting', released, true],
  ['failed', released, true],
  ['infected', released, false],
] as const)('%s, released %s: may be opened %s', (scan, releasedAt, may) => {
  expect(mayBeOpened({ scan, releasedAt })).toBe(may);
});
