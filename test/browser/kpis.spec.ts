import { currentTransaction } from '#libs/platform';
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
let page: Page;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  await desk.inquiry(desk.a);
  await desk.inquiry(desk.a, { channel: 'email' });
  await desk.inquiry(desk.b);
  page = await signIn(desk, 'supervisor', '/console/floor');
}, 120_000);
afterAll(() => desk?.close());

/** Of what was asked for: while that is on its way, the figures before stay. */
const table = () =>
  page.getByRole('region', { name: '指標の表' }).and(page.locator('[aria-busy="false"]')).getByRole('table');
const row = (name: string) =>
  table()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
const cellsOf = async (name: string): Promise<string[]> => row(name).getByRole('cell').allInnerTexts();
const columnOf = async (name: string): Promise<number> =>
  (await table().getByRole('columnheader').allInnerTexts()).findIndex((text) => text.startsWith(name)) - 1;

test('the figures of the day by shop, each with its formula at its head, by keys and from a link alone', async () => {
  await page.getByRole('region', { name: 'いまの状況' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 1, name: '指標' }).waitFor();
  await pressButton(page.getByRole('group', { name: '分け方' }).getByRole('button', { name: '店舗' }));
  await pressButton(page.getByRole('group', { name: '1行の長さ' }).getByRole('button', { name: '全体' }));
  await page.waitForURL(/by=tenant.*step=whole|step=whole.*by=tenant/);
  await row('こもれび雑貨店').waitFor();
  const shops = await table().getByRole('rowgroup').nth(1).getByRole('rowheader').allInnerTexts();
  expect(shops).toHaveLength(2);
  expect(shops).toEqual(shops.toSorted(new Intl.Collator('ja').compare));
  const received = await columnOf('受信');
  expect((await cellsOf(desk.a.desk.tenantName))[received]).toBe('2');
  expect((await cellsOf('合計')).length).toBeGreaterThan(received);

  const head = table().getByRole('button', { name: /^着信/ });
  await head.focus();
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
  await page.getByTestId('kpi-formula').getByText('サービスレベルの標準の形: 20秒以内の応答 ÷ 着信。').waitFor();

  await page.reload();
  await row('こもれび雑貨店').waitFor();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
}, 60_000);

test('while other figures are on their way, the old ones are saved under no other name', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/kpis?*', async (route) => {
    await held;
    await route.continue();
  });
  const channels = page.getByRole('group', { name: '分け方' }).getByRole('button', { name: '経路' });
  await pressButton(channels);
  await page.waitForURL(/by=channel/);
  const save = page.getByRole('button', { name: /^CSV/ });
  expect(await save.getAttribute('aria-disabled')).toBe('true');
  // What still stands there is called as it is.
  await page.getByRole('rowheader', { name: 'こもれび雑貨店' }).waitFor();
  letGo();
  await row('フォーム').waitFor();
  await save.and(page.locator(':not([aria-disabled="true"])')).waitFor();
  await page.unroute('**/api/v1/kpis?*');
  await pressButton(page.getByRole('group', { name: '分け方' }).getByRole('button', { name: '店舗' }));
  await row('こもれび雑貨店').waitFor();
});

test('the sheet holds what the table shows, with its total', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
  expect(download.suggestedFilename()).toMatch(/^kpis_20\d\d-\d\d-\d\d_20\d\d-\d\d-\d\d_whole_tenant\.csv$/);
  const sheet = await readFile(await download.path(), 'utf8');
  const lines = sheet.trimEnd().split('\r\n');
  expect(sheet).toMatch(/^\uFEFF時間,分け方,着信 \(件\),/);
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toMatch(/^合計,,/);
});

test('the sheet in Shift_JIS opens where nothing else does, and says which characters it could not hold', async () => {
  await desk.asOwner('ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY');
  await desk.asOwner('UPDATE tenant SET name = $2 WHERE id = $1', [desk.b.tenantId, '𠮷野髙﨑商店']);
  await page.getByLabel('文字コード').selectOption({ label: 'Shift_JIS (CP932)' });
  await page.reload();
  await row('𠮷野髙﨑商店').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
  const sheet = new TextDecoder('shift_jis', { fatal: true }).decode(await readFile(await download.path()));
  expect(sheet).toMatch(/^時間,分け方,着信 \(件\),/);
  expect(sheet).toContain('〓野髙﨑商店');
  await page.getByRole('alert').getByText('〓 に置きかえて保存しました: 𠮷。').waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test('what falls short of its aim is marked with a word, and the page stays within its width', async () => {
  await desk.inBoth(() =>
    currentTransaction().manager.query(
      `INSERT INTO phone_call (tenant_id, id, desk_id, offered_at, ended_at, abandoned_at)
       VALUES ($1, gen_random_uuid(), $2, now() - interval '1 minute', now(), now())`,
      [desk.a.tenantId, desk.a.desk.id],
    ),
  );
  await page.goto(`${desk.api.url}/console/kpis?step=whole`);
  await row('合計').waitFor();
  const missed = row('合計').getByRole('cell', { name: '目標に届いていません 0' });
  expect(await missed.count()).toBe(2);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
});

test('a time without work and a time that is too long say so', async () => {
  await page.goto(`${desk.api.url}/console/kpis?from=2016-01-04&to=2016-01-04`);
  await page.getByText('この期間には、着信も問い合わせも対応もありません。').waitFor();
  await page.goto(`${desk.api.url}/console/kpis?from=2016-01-04&to=2016-03-04`);
  await page.getByRole('alert').getByText('一度に計算できるのは31日・5,000行までです。').waitFor();
  await page.keyboard.press('[');
  await page.waitForURL(/from=2015-11-04/);
  expect(new URL(page.url()).searchParams.get('to')).toBe('2016-01-03');
});
