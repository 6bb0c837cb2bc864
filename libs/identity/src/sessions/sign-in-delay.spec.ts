import { signInDelay } from './sign-in-delay.js';

test('the delay grows with each failure and never beyond a minute', () => {
  expect([0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1000].map((failures) => signInDelay(failures))).toEqual([
    0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60,
  ]);
});
