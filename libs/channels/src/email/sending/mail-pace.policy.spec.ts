import { paceOf } from './mail-pace.policy.js';

const PACE = { perMinute: 120, atOnce: 4, carrierPerMinute: 30, carrierAtOnce: 2 };

test.each([
  ['a..b@docomo.ne.jp', 'docomo', 2],
  ['x@ezweb.ne.jp', 'au', 2],
  ['x@AU.com', 'au', 2],
  ['x@i.softbank.jp', 'softbank', 2],
  ['x@softbank.ne.jp', 'softbank', 2],
  ['x@t.vodafone.ne.jp', 'softbank', 2],
  ['x@notdocomo.ne.jp', 'notdocomo.ne.jp', 4],
  ['x@mail.example.jp', 'mail.example.jp', 4],
])('%s counts as %s', (address, group, atOnce) => {
  expect(paceOf(address, PACE)).toMatchObject({ group, atOnce });
});

test.each([1, 2, 3, 5, 30, 120, 6000])('no minute holds more than %i mails', (perMinute) => {
  const rule = paceOf('x@mail.example.jp', { ...PACE, perMinute })!;
  // The earliest possible times: a burst, then one after each spacing.
  const times = Array.from({ length: perMinute * 2 + 10 }, (_, n) => Math.max(0, n - (rule.burst - 1)) * rule.spacing);
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
  expect(most).toBeLessThanOrEqual(perMinute);
});
