import { jest } from '@jest/globals';

/** A page that has just begun: nothing learned yet. */
const page = async () => {
  jest.resetModules();
  return import('./server-clock.js');
};
const SERVER = 1_466_641_800_000;

let since = 0;
beforeEach(() => {
  since = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => since);
});
afterEach(() => jest.restoreAllMocks());

test('a machine whose clock is hours wrong tells the server’s time, and setting it changes nothing', async () => {
  const { learnServerTime, serverNow } = await page();
  const own = jest.spyOn(Date, 'now').mockReturnValue(SERVER + 5 * 3_600_000);
  expect(serverNow()).toBe(SERVER + 5 * 3_600_000);
  learnServerTime(String(SERVER), 900, 1_100);
  expect(serverNow()).toBe(SERVER);
  own.mockReturnValue(0);
  since += 60_000;
  expect(serverNow()).toBe(SERVER + 60_000);
});

test('the quickest answer counts; a slow one that agrees does not disturb it', async () => {
  const { learnServerTime, serverNow } = await page();
  learnServerTime(String(SERVER), 990, 1_010);
  learnServerTime(String(SERVER + 900), 1_000, 3_000);
  expect(serverNow()).toBe(SERVER);
});

test('after a sleep, in which the page’s own count stood still, the next answer puts it right', async () => {
  const { learnServerTime, serverNow } = await page();
  learnServerTime(String(SERVER), 1_000, 1_000);
  since += 10_000;
  learnServerTime(String(SERVER + 3_600_000), since - 40, since);
  expect(serverNow()).toBe(SERVER + 3_600_020);
});

test('an answer without a time, such as a proxy’s, teaches nothing', async () => {
  const { learnServerTime, serverNow } = await page();
  learnServerTime(String(SERVER), 1_000, 1_000);
  for (const odd of [null, '', 'soon', 'NaN']) learnServerTime(odd, 1_000, 1_000);
  expect(serverNow()).toBe(SERVER);
});
