import type { Page } from 'playwright-core';
import { holdMails } from '../support/held-mails.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, signIn } from './console-person.js';

const HELD = 1_000;
const PAGE = 100;

let desk: ConsoleWorld;
let held: string[];
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  held = await holdMails(desk, desk.a, HELD);
}, 120_000);
afterAll(() => desk?.close());

const rows = (page: Page) => page.locator('[id^="quarantined-"]');

test('with a thousand held mails every count is true, and the list goes on as far as one asks', async () => {
  const page = await signIn(desk, 'supervisor', '/console/mail');
  await page.getByRole('heading', { name: '隔離 1000通' }).waitFor();
  await page.getByRole('link', { name: /1000\s*通が隔離中/ }).waitFor();
  expect(await rows(page).count()).toBe(PAGE);
  await page.getByText('1000通のうち 100通を表示').waitFor();
  await page.getByRole('button', { name: '続きを表示' }).click();
  await page.getByText('1000通のうち 200通を表示').waitFor();
  expect(await rows(page).count()).toBe(2 * PAGE);

  await rows(page).last().click();
  await until('the next page is read before it is needed', async () => (await rows(page).count()) > 2 * PAGE);
  await page.keyboard.press('j');
  await page.locator(`[id="quarantined-${held[2 * PAGE]}"][aria-current]`).waitFor();
  await page
    .locator('pre')
    .getByText(`I am mail ${2 * PAGE} of`)
    .waitFor();
  await page.keyboard.press('y');
  await page.getByRole('heading', { name: '隔離 999通' }).waitFor();
  await page.getByRole('link', { name: /999\s*通が隔離中/ }).waitFor();
  await page.locator(`[id="quarantined-${held[2 * PAGE + 1]}"][aria-current]`).waitFor();
  await page.context().close();
}, 90_000);

test('the link to a mail on a later page opens it', async () => {
  const page = await signIn(desk, 'supervisor', `/console/mail?mail=${held[650]}`);
  await page.locator('pre').getByText('I am mail 650 of').waitFor();
  expect(await page.getByText('もう隔離にありません').count()).toBe(0);
  await page.context().close();
}, 60_000);

test('what else one sender wrote stands with the mail, and all that wait for the same reason are marked at once', async () => {
  const page = await signIn(desk, 'supervisor', '/console/mail');
  await rows(page).first().click();
  const others = page.getByRole('region', { name: '同じ差出人のメール' });
  await others.getByText('隔離中').first().waitFor();
  expect(await others.getByRole('listitem').count()).toBe(10);
  await others.getByRole('button', { name: /^この差出人の\d+通のうち、古い200通をまとめて選ぶ$/ }).click();
  // It is announced in the same words a moment later.
  await page.getByRole('region', { name: /^隔離/ }).getByText('200通を選択中').waitFor();
  expect(await rows(page).count()).toBe(PAGE);
  await page.keyboard.press('w');
  await page.getByRole('group', { name: '200通を除く理由' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^隔離 (?:799|800)通$/ }).waitFor({ timeout: 60_000 });
  // What was decided is looked for on no page.
  expect(await rows(page).count()).toBeLessThanOrEqual(2 * PAGE);
  await rows(page).first().and(page.locator('[aria-current]')).waitFor();
  await others.getByRole('button', { name: '古い200通をまとめて選ぶ' }).waitFor();
  await page.context().close();
}, 120_000);
