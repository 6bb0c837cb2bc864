import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import { approvedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, editorOf, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  await approvedText(desk, {
    key: 'password',
    topic: 'PWD',
    title: 'パスワードは含まれません',
    body: '会員IDとパスワードは、流出しておりません。',
  });
}, 120_000);
afterAll(() => desk?.close());

const band = (page: Page) => page.getByTestId('practice-band');
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

test('a newcomer practises by keys alone: the band is on every screen, an answer is reviewed, and the end leads back', async () => {
  const real = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', '/console/training');
  expect(await barriersOf(page)).toEqual([]);
  await pressButton(page.getByRole('button', { name: '練習を始める' }));
  await band(page).filter({ hasText: '練習' }).waitFor();
  await page.getByTestId('own-state').filter({ hasText: '研修' }).waitFor();
  expect(await page.title()).toBe('【練習】練習');
  expect(await barriersOf(page)).toEqual([]);

  for (const place of ['queue/waiting', 'phone', 'promises', 'outbox', `t/${real.number}`]) {
    await page.goto(`${desk.api.url}/console/${place}`);
    await band(page).waitFor();
  }
  // The real one is not there.
  await page.getByText('見つかりません').first().waitFor();

  await page.goto(`${desk.api.url}/console/training`);
  await page.getByRole('link', { name: /パスワード/ }).press('Enter');
  await page.getByTestId('ticket').waitFor();
  await press(page, 'r');
  const name = (await page.getByRole('log').getByText(/様$/).first().textContent())!.trim();
  await editorOf(page).fill('お返事します。');
  await press(page, 'Control+Enter');
  const review = page.getByTestId('practice-review');
  await review.filter({ hasText: '使える定型文: 「パスワードは含まれません」' }).waitFor();
  expect(await review.textContent()).toContain(`書き出しは「${name}」です。`);
  expect(await barriersOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await barriersOf(page)).toEqual([]);

  await pressButton(page.getByRole('button', { name: '練習を終える' }));
  await page.getByRole('button', { name: '練習を始める' }).waitFor();
  await until('no band is left', async () => (await band(page).count()) === 0);
  await page.getByTestId('own-state').filter({ hasText: '受付可' }).waitFor();
  await page.goto(`${desk.api.url}/console/t/${real.number}`);
  await page.getByTestId('ticket').waitFor();
  await page.context().close();
}, 120_000);

test('a second tab follows into practice and out of it', async () => {
  const page = await signIn(desk, 'agentAB', '/console/training');
  const other = await page.context().newPage();
  await other.goto(`${desk.api.url}/console/queue/waiting`);
  await other.getByTestId('own-state').waitFor();
  await pressButton(page.getByRole('button', { name: '練習を始める' }));
  await band(page).waitFor();
  await band(other).waitFor();
  await pressButton(page.getByRole('button', { name: '練習を終える' }));
  await other.waitForURL(/console/);
  await until('the other tab is back, too', async () => (await band(other).count()) === 0);
  expect(new URL(other.url()).pathname).toMatch(/^\/console/);
  await page.context().close();
}, 90_000);

test('a supervisor sees who practised how much', async () => {
  const page = await signIn(desk, 'supervisor', '/console/settings/training');
  const row = page.getByRole('row', { name: /小川/ });
  await row.filter({ hasText: '1件' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);
