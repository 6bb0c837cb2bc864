import { approvedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  await approvedText(desk, {
    key: 'none_known',
    title: '不正使用の有無',
    body: '現時点で不正使用は確認されておりません。',
  });
}, 120_000);
afterAll(() => desk?.close());

test('the first confirmed report says what falls with it, the floor shows the claim, and an administrator withdraws it', async () => {
  const text = '未払いがあるとSMSが届きました。https://pay.example.net/1';
  const first = await desk.inquiry(desk.a, { topic: 'SUS', text });
  const second = await desk.inquiry(desk.b, { topic: 'MIS', text });
  const page = await signIn(desk, 'supervisor', '/console/floor');
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

  const admin = await signIn(desk, 'admin', '/console/misuse');
  await pressButton(admin.getByRole('button', { name: '案内を取り下げる' }));
  await admin.getByText('取り下げ', { exact: true }).waitFor();
  await admin.emulateMedia({ colorScheme: 'dark' });
  expect(await barriersOf(admin)).toEqual([]);
  await admin.context().close();
}, 120_000);
