import type { Browser } from 'playwright-core';
import { CannedResponses } from '#libs/desk';
import { launchBrowser } from '../support/browser.js';
import { type World, world } from '../support/world.js';
import { barriersOf, requireConsole, signIn } from './console-person.js';

let desk: World;
let browser: Browser;
beforeAll(async () => {
  requireConsole();
  desk = await world({ worker: false });
  await desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      incidentId: desk.incidentId,
      key: 'none_known',
      language: 'ja',
      title: '不正使用の有無',
      summary: '',
      kana: '',
      topic: null,
      body: '現時点で不正使用は確認されておりません。',
      approvedBy: '森田',
      approvedAt: new Date('2016-06-22T09:30:00Z'),
      effectiveFrom: new Date('2016-06-22T09:30:00Z'),
    }),
  );
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

test('the first confirmed report says what falls with it, the floor shows the claim, and an administrator withdraws it', async () => {
  const text = '未払いがあるとSMSが届きました。https://pay.example.net/1';
  const first = await desk.inquiry(desk.a, { topic: 'SUS', text });
  const second = await desk.inquiry(desk.b, { topic: 'MIS', text });
  const page = await signIn(desk, browser, 'supervisor', '/console/floor');
  await page.getByRole('heading', { name: '対応が要るもの' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('heading', { name: '被害の一覧' }).waitFor();
  await page.getByText('2件、2店舗(うち確認 0件)').waitFor();
  await page.getByText('共通の送り主: pay.example.net').waitFor();
  expect(await barriersOf(page)).toEqual([]);

  // The newest first: down once is the second report, down again the first one.
  await page.keyboard.press('j');
  await page.keyboard.press('w');
  await page
    .getByRole('row', { name: new RegExp(second.number) })
    .filter({ hasText: '被害ではない' })
    .waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog', { name: '「被害なし」の案内が見直し中になります' });
  await dialog.getByText('不正使用の有無').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: new RegExp(first.number) })
    .filter({ hasText: '被害と確認' })
    .waitFor();
  await page.getByText('見直し中', { exact: true }).waitFor();
  await page.getByText('取り下げるか戻すかは、管理者が決めます。').waitFor();

  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('link', { name: /「被害なし」を見直し中/ }).press('Enter');
  await page.waitForURL(/\/console\/misuse$/);
  await page.context().close();

  const admin = await signIn(desk, browser, 'admin', '/console/misuse');
  await admin.getByRole('button', { name: '案内を取り下げる' }).press('Enter');
  await admin.getByText('取り下げ', { exact: true }).waitFor();
  await admin.emulateMedia({ colorScheme: 'dark' });
  expect(await barriersOf(admin)).toEqual([]);
  await admin.context().close();
}, 120_000);
