import type { Page } from 'playwright-core';
import type { DeskHoursView } from '#libs/contracts';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
let page: Page;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  page = await signIn(desk, 'admin', `/console/settings/hours?desk=${desk.a.desk.id}`);
}, 120_000);
afterAll(() => desk?.close());

const saved = async (): Promise<DeskHoursView> =>
  (await (await desk.as('admin')).get<DeskHoursView>(`/api/v1/desks/${desk.a.desk.id}/hours`)).body;

test('a later change is drafted, looked at and planned by keyboard alone, and taken back', async () => {
  await page.getByLabel('適用の開始').focus();
  await page.getByLabel('適用の開始').fill('2030-02-15T15:00');
  await page.getByLabel('金曜日 1つ目の終わり').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('１９時');
  await page.keyboard.press('Tab');
  expect(await page.getByLabel('金曜日 1つ目の終わり').inputValue()).toBe('19:00');

  await page.getByLabel('日時').fill('2030-02-15T18:50');
  await page.getByText('まもなく終わります ・ 19時まで').waitFor();
  expect((await saved()).versions).toHaveLength(1);

  await page.getByRole('button', { name: 'この日時から適用する' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('2030年2月15日 15:00から').waitFor();
  const planned = (await saved()).versions.at(-1)!;
  expect(planned).toMatchObject({ standing: 'planned', from: '2030-02-15T06:00:00.000Z' });
  expect(planned.phone).toContainEqual({ days: [5], from: '10:00', to: '19:00' });

  await page.getByRole('button', { name: '予定を取り消す' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('2030年2月15日 15:00から').waitFor({ state: 'detached' });
  expect((await saved()).versions).toHaveLength(1);
});

test('the days around New Year are closed as one range, and taken back as one', async () => {
  await page.getByLabel('休みの最初の日').fill('2030-12-29');
  await page.getByLabel('休みの最後の日').fill('2030-12-28');
  const add = page.getByRole('button', { name: '足す', exact: true });
  expect(await add.getAttribute('title')).toBe('最後の日が最初の日より前です');
  await page.getByLabel('休みの最後の日').fill('2031-01-03');
  await pressButton(add);
  await page.getByText('休業(6日間)').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByLabel('適用の開始').fill('2030-02-15T15:00');
  await pressButton(page.getByRole('button', { name: 'この日時から適用する' }));
  await page.getByText('2030年2月15日 15:00から').waitFor();
  const days = ['2030-12-29', '2030-12-30', '2030-12-31', '2031-01-01', '2031-01-02', '2031-01-03'];
  expect((await saved()).versions.at(-1)!.closedOn).toEqual(days);
  await pressButton(page.getByRole('button', { name: '2030-12-29 – 2031-01-03 を消す' }));
  await page.getByText('例外の日はありません。').waitFor();
  await pressButton(page.getByRole('button', { name: '予定を取り消す' }));
  await page.getByText('2030年2月15日 15:00から').waitFor({ state: 'detached' });
  expect((await saved()).versions).toHaveLength(1);
});

test('hours that cannot be are refused with the word for it, and the draft stays', async () => {
  await page.getByLabel('月曜日 1つ目の終わり').fill('9:00');
  await page.getByLabel('月曜日 1つ目の終わり').press('Enter');
  await page.getByRole('button', { name: /適用する$/ }).click();
  await page
    .getByText(/日をまたぐ受付は/)
    .first()
    .waitFor();
  expect(await page.getByLabel('月曜日 1つ目の終わり').inputValue()).toBe('09:00');
});

test('no barrier, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect({ colorScheme, barriers: await barriersOf(page) }).toEqual({ colorScheme, barriers: [] });
  }
});
