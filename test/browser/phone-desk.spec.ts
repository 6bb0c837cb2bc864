import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { OwnStateView } from '#libs/contracts';
import { affectedText, approvedText } from '../support/approved-text.js';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, connection, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
let key: string;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  key = (await (await desk.as('admin')).post<{ key: string }>('/api/v1/call-events/key')).body.key;
}, 120_000);
afterAll(() => desk?.close());

const opened = async (person: 'agentA' | 'agentAB' | 'supervisor', place: string): Promise<Page> => {
  const page = await signIn(desk, person, place);
  await connection(page, '接続中').waitFor();
  return page;
};
/** A telephony system that tells of one call. */
const ringing = (callerNumber: string | null = '090-0000-0990') => {
  const callId = randomUUID();
  return (event: string, person: 'agentA' | 'agentAB') =>
    new ApiClient(desk.api.url).post(
      '/api/v1/call-events',
      {
        callId,
        event,
        dialledNumber: '03-0000-0310',
        callerNumber,
        agentEmail: `${person}@desk.example.jp`,
        at: new Date().toISOString(),
      },
      { authorization: `Bearer ${key}` },
    );
};
const nameOf = (page: Page) => page.getByRole('textbox', { name: 'お名前' });
const bar = (page: Page) => page.getByRole('region', { name: 'この電話' });
const stateOf = async (): Promise<string> =>
  (await (await desk.as('agentA')).get<OwnStateView>('/api/v1/people/me')).body.state;
const isFocused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate<boolean>(`document.activeElement?.matches('${selector}') ?? false`);

test('a call that rings stands over every screen, with what is known of the number, and one key leads to it', async () => {
  await desk.inquiry(desk.a, { requester: { name: '村瀬 みさき', phone: '090-0000-0991' } });
  const page = await opened('agentA', '/console/queue');
  const tell = ringing('090-0000-0991');
  await tell('ringing', 'agentA');
  const banner = page.getByTestId('ringing');
  await banner.getByText('090-0000-0991').waitFor();
  await banner.getByText('こもれび雑貨店').waitFor();
  await banner.getByText('この番号から1件').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Alt+o');
  await page.waitForURL('**/console/phone');
  await bar(page).getByText('着信中', { exact: true }).waitFor();
  expect(await banner.count()).toBe(0);
  await tell('abandoned', 'agentA');
  await bar(page).getByText('待機', { exact: true }).waitFor();
  await page.context().close();
});

test('a call that rings while what was missed is still on its way goes on ringing when the older answer comes', async () => {
  const page = await signIn(desk, 'agentA', '/console/promises');
  let isRead = false;
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/calls/mine', async (route) => {
    const response = await route.fetch();
    isRead = true;
    await held;
    await route.fulfill({ response });
  });
  await page.goto(`${desk.api.url}/console/queue`);
  await until('what was missed is read', async () => isRead);
  await connection(page, '接続中').waitFor();
  const tell = ringing('090-0000-0992');
  await tell('ringing', 'agentA');
  const number = page.getByTestId('ringing').getByText('090-0000-0992');
  await number.waitFor();
  const answered = page.waitForResponse('**/api/v1/calls/mine');
  letGo();
  await (await answered).finished();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  expect(await number.count()).toBe(1);
  await tell('abandoned', 'agentA');
  await number.waitFor({ state: 'detached' });
  await page.context().close();
});

test('a call that a colleague answers leaves the one at whom it rang, whose words stay', async () => {
  const [page, colleague] = [await opened('agentA', '/console/phone'), await opened('agentAB', '/console/phone')];
  const empty = ringing();
  await empty('ringing', 'agentA');
  await bar(page).getByText('着信中', { exact: true }).waitFor();
  await empty('answered', 'agentAB');
  await bar(colleague).getByText('通話中', { exact: true }).waitFor();
  await bar(page).getByText('待機', { exact: true }).waitFor();
  await empty('ended', 'agentAB');
  await bar(colleague).getByText('終話', { exact: true }).waitFor();

  const written = ringing();
  await written('ringing', 'agentA');
  await bar(page).getByText('着信中', { exact: true }).waitFor();
  await nameOf(page).fill('書き始めた人');
  await written('answered', 'agentAB');
  await bar(page).getByText('待機', { exact: true }).waitFor();
  expect(await nameOf(page).inputValue()).toBe('書き始めた人');
  // The words are nobody's call any more; they can be thrown away like others.
  await pressButton(page.getByRole('button', { name: '消す', exact: true }));
  const asked = page.getByRole('group', { name: 'この記録を消しますか。元に戻せません。' });
  await pressButton(asked.getByRole('button', { name: '消す', exact: true }));
  await until('the form is empty', async () => (await nameOf(page).inputValue()) === '');
  await Promise.all([page.context().close(), colleague.context().close()]);
});

test('what was typed by mistake keeps nobody on the phone; Escape leaves the field, and the keys work', async () => {
  const page = await opened('agentA', '/console/phone');
  await nameOf(page).focus();
  await page.keyboard.type('g');
  await until('the clock runs', async () => (await stateOf()) === 'on_call');
  await page.keyboard.press('Backspace');
  await pressButton(page.getByRole('button', { name: '待機に戻る' }));
  await until('free again', async () => (await stateOf()) === 'available');
  await bar(page).getByText('待機', { exact: true }).waitFor();
  await nameOf(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL('**/console/queue**');
  expect(await stateOf()).toBe('available');
  await page.context().close();
});

test('a save that lacks something names it and leads there; a desk chosen again leads to the name', async () => {
  const page = await opened('agentA', '/console/phone');
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((each) => each.includes('.numbers.'))`),
  );
  await nameOf(page).fill('未入力 見本');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('要点、結果が未入力です').waitFor();
  expect(await isFocused(page, '#call-text')).toBe(true);
  await page.keyboard.type('二つ足りない電話。');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').getByText('結果が未入力です').waitFor();
  expect(await isFocused(page, '[data-field="outcome"] button')).toBe(true);
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await bar(page).getByText('待機', { exact: true }).waitFor();
  const choice = page.getByRole('combobox', { name: '着信した窓口' });
  await choice.focus();
  await choice.fill('どこにもない窓口');
  await page.getByRole('option', { name: '当てはまる窓口がありません', disabled: true }).waitFor();
  await page.getByRole('status').getByText('当てはまる窓口がありません').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await choice.inputValue()).toBe('どこにもない窓口');
  await choice.fill('0310');
  await page.getByRole('option', { name: /03-0000-0310/ }).waitFor();
  await page.keyboard.press('Enter');
  await until('the name has the focus', () => isFocused(page, '[data-field="callerName"]'));
  await page.context().close();
});

test('a callback is promised with Ctrl+Enter, and whoever is called back hears no thanks for calling', async () => {
  const agent = await desk.as('agentA');
  const { id, number } = await desk.inquiry(desk.a, { requester: { name: '浜口 徹', phone: '090-0000-0162' } });
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const page = await opened('agentA', `/console/t/${number}`);
  await page.locator('#ticket-title').focus();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: '約束する' });
  await until(
    'bands are offered',
    async () => (await dialog.getByRole('combobox').nth(1).locator('option').count()) > 0,
  );
  await dialog.getByLabel('お伝えすること').focus();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.goto(`${desk.api.url}/console/promises`);
  const row = page.getByRole('row', { name: /浜口 徹/ });
  await row.focus();
  await page.getByRole('heading', { name: '浜口 徹 様' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/phone');
  expect(await page.locator('output').innerText()).toBe(number);
  await bar(page).getByText('小川と申します。浜口 徹様でいらっしゃいますか。', { exact: false }).waitFor();
  await bar(page).getByText('発信番号', { exact: false }).waitFor();
  expect(await page.getByText('お電話ありがとうございます', { exact: false }).count()).toBe(0);
  await until('the floor sees the agent on the phone', async () => (await stateOf()) === 'on_call');
  await page.keyboard.press('Alt+n');
  await until('free again', async () => (await stateOf()) === 'available');
  await page.getByRole('dialog', { name: 'つながりませんでした' }).waitFor();
  await page.getByText('1回目 通話中').last().waitFor();
  await page.context().close();
});

test('the first key of a call moves no field; without its desk a promise says so, and the desk is asked for first', async () => {
  // No call of an earlier test waits for this one, and there is more than one desk to choose from.
  const page = await opened('supervisor', '/console/phone');
  await until('the desk has the focus', () => isFocused(page, '[data-field="desk"]'));
  expect(await page.getByRole('listbox').count()).toBe(0);
  await page.keyboard.press('Alt+t');
  await page.getByText('着信した窓口を選ぶと、時間帯を選べます').waitFor();
  await page.keyboard.type('0310');
  await page.getByRole('option', { name: /03-0000-0310/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: '折返しの時間帯' }).waitFor();
  await pressButton(page.getByRole('button', { name: '消す', exact: true }));
  const asked = page.getByRole('group', { name: 'この記録を消しますか。元に戻せません。' });
  await pressButton(asked.getByRole('button', { name: '消す', exact: true }));
  await bar(page).getByText('待機', { exact: true }).waitFor();

  const boxes = async () => [await nameOf(page).boundingBox(), await page.locator('#call-text').boundingBox()];
  await until('the name has the focus', () => isFocused(page, '[data-field="callerName"]'));
  const before = await boxes();
  await page.keyboard.type('む');
  await bar(page).getByText('通話中', { exact: true }).waitFor();
  expect(await boxes()).toEqual(before);
  await page.context().close();
}, 60_000);

test('desks that come after their number was typed are offered, and Enter takes the one that fits', async () => {
  const page = await signIn(desk, 'supervisor', '/console/queue');
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.context().route('**/api/v1/desks', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${desk.api.url}/console/phone`);
  const choice = page.getByRole('combobox', { name: '着信した窓口' });
  await choice.fill('0310');
  const told = page.getByRole('status').getByText('当てはまる窓口がありません');
  expect(await told.count()).toBe(0);
  letThrough();
  await page.getByRole('option', { name: /03-0000-0310/ }).waitFor();
  await choice.press('Enter');
  await until('the name has the focus', () => isFocused(page, '[data-field="callerName"]'));
  expect(await told.count()).toBe(0);
  await page.context().close();
});

test('who writes before the first numbers are here is given one as they come', async () => {
  const elsewhere = await opened('agentA', '/console/queue');
  // A tab of its own holds no numbers yet.
  const page = await elsewhere.context().newPage();
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/api/v1/calls/numbers', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${desk.api.url}/console/phone`);
  await nameOf(page).fill('早口 一郎');
  await page.getByText('番号を取り寄せています').waitFor();
  letThrough();
  await page.locator('output').waitFor();
  expect(await page.locator('output').innerText()).toMatch(/^\d{3}-\d{4}-\d$/);
  expect(await nameOf(page).inputValue()).toBe('早口 一郎');
  await page.context().close();
}, 60_000);

test('the only desk, which comes late, takes nobody out of the field that is written in', async () => {
  const page = await opened('agentA', '/console/queue');
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/api/v1/desks', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${desk.api.url}/console/phone`);
  await nameOf(page).fill('早口 二郎');
  await page.locator('#call-text').focus();
  await page.keyboard.type('届いた');
  letThrough();
  await bar(page).getByText('着信 03-0000-0310').waitFor();
  await page.keyboard.type('お知らせの件。');
  expect(await page.locator('#call-text').inputValue()).toBe('届いたお知らせの件。');
  expect(await nameOf(page).inputValue()).toBe('早口 二郎');
  await page.context().close();
}, 60_000);

test('what is said about being affected is not offered before two items match, and then chosen by the agent alone', async () => {
  await affectedText(desk);
  await approvedText(desk, {
    key: 'not_found',
    topic: 'AFF',
    title: '記録が見つかりません',
    body: '見つかりませんでした。',
  });
  const page = await opened('agentA', '/console/phone');
  const script = page.getByRole('region', { name: '応対の台本' });
  await nameOf(page).fill('村瀬 みさき');
  await page.keyboard.press('Alt+1');
  await pressButton(script.getByRole('button', { name: /お答え$/ }));
  await script.getByText('本人確認で2点が一致してから').waitFor();
  await script.getByText('お調べして、担当よりお返事いたします。').waitFor();
  expect(await script.getByText('対象に含まれていました').count()).toBe(0);
  await pressButton(page.getByRole('button', { name: 'お名前', exact: true }));
  await pressButton(page.getByRole('button', { name: '電話番号', exact: true }));
  await script.getByText('お調べの結果に合うお答えを選びます。').waitFor();
  const answers = script.getByRole('group', { name: 'ほかの言い方' });
  await answers.getByRole('button').nth(1).waitFor();
  expect(await answers.getByRole('button', { pressed: true }).count()).toBe(0);
  await script.getByText('お調べして、担当よりお返事いたします。').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await pressButton(answers.getByRole('button', { name: '記録が見つかりません' }));
  await script.getByText('見つかりませんでした。').waitFor();
  await page.context().close();
}, 60_000);
