import type { Page } from 'playwright-core';
import type { CannedTextRow, ListView, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { approvedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

const WAIT = 20_000;

let desk: ConsoleWorld;
let agent: ApiClient;
let floor: Page;
beforeAll(async () => {
  desk = await consoleWorld();
  agent = await desk.as('agentA');
  await agent.connect();
  await approvedText(desk, {
    key: 'notice_busy',
    language: 'ja',
    title: '題 notice_busy ja',
    body: 'お返事までに時間をいただいております。',
  });
  await approvedText(desk, {
    key: 'notice_busy',
    language: 'en',
    title: '題 notice_busy en',
    body: 'Our replies take longer than usual.',
  });
  await approvedText(desk, { key: 'hours', language: 'ja', title: '題 hours ja', body: '受付は10時からです。' });
  floor = await signIn(desk, 'supervisor', '/console/floor');
  await floor.getByRole('region', { name: 'いまの状況' }).waitFor({ timeout: WAIT });
}, 120_000);
afterAll(() => desk?.close());

test('what a person holds goes back to the queue, and what waits at a desk to a person, by keys alone', async () => {
  const { id } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const owner = async () => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body.assigneeName;
  await floor.getByRole('link', { name: '小川さんの受け持ち 1件' }).waitFor({ timeout: WAIT });
  // Who is here and who holds what are told apart: the first row is theirs once both are seen.
  await floor.getByRole('row', { name: /小川.*受付可/ }).waitFor({ timeout: WAIT });
  await floor.keyboard.press('j');
  await floor.getByRole('button', { name: '小川さんの操作' }).and(floor.locator(':focus')).waitFor();
  await floor.keyboard.press('Enter');
  const handOver = floor.getByRole('menuitem', { name: /引き継ぐ/ });
  await handOver.waitFor();
  await pressButton(handOver);
  await floor.getByRole('dialog', { name: /受け持ちを引き継ぐ/ }).waitFor();
  expect(await barriersOf(floor)).toEqual([]);
  await floor.keyboard.press('Control+Enter');
  await until('the ticket is free', async () => (await owner()) === null);
  await floor.getByRole('dialog').waitFor({ state: 'hidden' });

  const give = floor.getByRole('button', { name: 'こもれび雑貨店の対応待ちを担当者に渡す' });
  await give.focus();
  await pressButton(give);
  const dialog = floor.getByRole('dialog', { name: 'こもれび雑貨店の対応待ちを渡す' });
  await dialog.getByLabel('渡す先').selectOption({ label: '小川 ― 受付可 ・ 受け持ち 0/10件' });
  await floor.keyboard.press('Control+Enter');
  await until('the ticket is given', async () => (await owner()) === '小川');
  await dialog.waitFor({ state: 'hidden' });

  // From anywhere on the floor, with one key: from where, to whom, how many.
  await floor.getByRole('link', { name: '小川さんの受け持ち 1件' }).waitFor({ timeout: WAIT });
  await floor.keyboard.press('t');
  const moving = floor.getByRole('dialog', { name: /対応待ちを渡す|受け持ちを引き継ぐ/ });
  await moving.getByLabel('どこから').selectOption({ label: '小川さんの受け持ち(1件)' });
  expect(await barriersOf(floor)).toEqual([]);
  await floor.keyboard.press('Control+Enter');
  await until('the ticket is free again', async () => (await owner()) === null);
  await moving.waitFor({ state: 'hidden' });
}, 180_000);

test('a message stands over every screen until it is read, and the floor sees by whom', async () => {
  await floor.keyboard.press('m');
  await floor.getByRole('textbox', { name: /伝えること/ }).fill('14時から10分、電話を止めます。');
  expect(await barriersOf(floor)).toEqual([]);
  await floor.keyboard.press('Control+Enter');
  await floor.getByText('読んだ人 0 / 1').waitFor({ timeout: WAIT });
  const reader = await signIn(desk, 'agentA', '/console/queue');
  const banner = reader.getByTestId('floor-message');
  await banner.getByText('14時から10分、電話を止めます。').waitFor({ timeout: WAIT });
  expect(await barriersOf(reader)).toEqual([]);
  await reader.keyboard.press('Alt+y');
  await banner.waitFor({ state: 'detached' });
  await floor.getByText('読んだ人 1 / 1').waitFor({ timeout: WAIT });
  const end = floor.getByRole('button', { name: '終える' });
  await pressButton(end);
  await end.waitFor({ state: 'detached' });
  await reader.context().close();
}, 180_000);

test('an approved notice is read before it is set, and stands on the form', async () => {
  await floor.keyboard.press('b');
  const preview = floor.getByRole('region', { name: '見え方' });
  await preview.getByText('お返事までに時間をいただいております。').waitFor({ timeout: WAIT });
  await preview.getByText('Our replies take longer than usual.').waitFor();
  expect(await barriersOf(floor)).toEqual([]);
  await floor.keyboard.press('Control+Enter');
  await floor.getByText('2か所の窓口').waitFor({ timeout: WAIT });
  await until('the form says so', async () => {
    const page = await fetch(`${desk.api.url}/d/${desk.a.desk.slug}/inquiry`);
    return (await page.text()).includes('お返事までに時間をいただいております。');
  });
}, 180_000);

test('what is written of a text and not saved waits for its author, until it is discarded', async () => {
  const writer = await signIn(desk, 'admin', '/console/settings/texts?text=ja-hours');
  const body = writer.getByRole('textbox', { name: /本文/ });
  await body.waitFor({ timeout: WAIT });
  const told = await body.inputValue();
  const discard = writer.getByRole('button', { name: '書きかけを捨てる' });
  expect(await discard.count()).toBe(0);
  await body.fill('受付は何時からでしょうか。');
  await discard.waitFor();
  const texts = writer.getByRole('region', { name: '文面' }).getByRole('button', { name: / v\d/ });
  const other = texts.filter({ hasNotText: '題 hours' }).first();
  await other.click();
  await discard.waitFor({ state: 'detached' });
  expect(await body.inputValue()).not.toBe('受付は何時からでしょうか。');
  await texts.filter({ hasText: '題 hours' }).first().click();
  await discard.waitFor();
  expect(await body.inputValue()).toBe('受付は何時からでしょうか。');
  await writer.reload();
  await discard.waitFor({ timeout: WAIT });
  expect(await body.inputValue()).toBe('受付は何時からでしょうか。');
  await discard.click();
  await discard.waitFor({ state: 'detached' });
  expect(await body.inputValue()).toBe(told);
  await writer.context().close();
}, 120_000);

test('a text is written, approved by somebody else and used; its author is told why not, all by keys', async () => {
  const writer = await signIn(desk, 'admin', '/console/settings/texts?text=ja-hours');
  const body = writer.getByRole('textbox', { name: /本文/ });
  await body.fill('受付は9時からです。{{desk.name}}');
  await writer.getByText('こもれび雑貨店 個人情報お問い合わせ窓口').waitFor({ timeout: WAIT });
  expect(await barriersOf(writer)).toEqual([]);
  await body.press('Control+Enter');
  await writer.getByText('v2 承認待ち').waitFor({ timeout: WAIT });
  await writer.goto(`${desk.api.url}/console/approvals`);
  const own = writer.getByRole('option', { name: /題 hours/ });
  await own.click();
  const approveButton = writer.getByRole('button', { name: /承認して使い始める/ });
  await approveButton.waitFor();
  expect(await approveButton.getAttribute('aria-disabled')).toBe('true');
  await writer.context().close();

  const page = await signIn(desk, 'supervisor', '/console/approvals');
  await page.getByRole('option', { name: /題 hours/ }).waitFor({ timeout: WAIT });
  await page.keyboard.press('j');
  await page.getByTestId('text-body').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('v');
  await page.keyboard.press('y');
  const supervisor = await desk.as('supervisor');
  const rowOf = async () =>
    (await supervisor.get<ListView<CannedTextRow>>('/api/v1/canned-texts')).body.items.find(
      ({ key }) => key === 'hours',
    )!;
  await until('it is in force', async () => (await rowOf()).inForce?.version === 2);

  await page.goto(`${desk.api.url}/console/settings/texts?text=ja-hours`);
  await page.getByRole('button', { name: /いますぐ使用をやめる/ }).waitFor({ timeout: WAIT });
  await page.keyboard.press('x');
  await page.getByRole('textbox', { name: 'やめる理由' }).fill('時間が違っていました');
  await page.keyboard.press('Enter');
  await until('it is withdrawn', async () => (await rowOf()).inForce === null);
  await page.context().close();
}, 180_000);
