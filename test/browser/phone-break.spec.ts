import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { PromiseList, TicketPage } from '#libs/contracts';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { connection, deskOfCall, fillSignIn, signIn } from './console-person.js';

let desk: ConsoleWorld;
let agent: ApiClient;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  agent = await desk.as('agentA');
});
afterAll(() => desk?.close());

const numberOf = (page: Page): Promise<string> => page.locator('output').innerText();
const ticketsOf = async (text: string): Promise<TicketPage['items']> =>
  (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(text)}`)).body.items;
const phoneOf = async (place = '/console/phone'): Promise<Page> => {
  const page = await signIn(desk, 'agentA', place);
  await connection(page, '接続中').waitFor();
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((key) => key.includes('.numbers.'))`),
  );
  if (place === '/console/phone') await deskOfCall(page).waitFor();
  return page;
};
const write = async (page: Page, name: string, text: string): Promise<string> => {
  await page.getByRole('textbox', { name: 'お名前' }).fill(name);
  await page.keyboard.press('Alt+3');
  await page.locator('#call-text').fill(text);
  await page.keyboard.press('Alt+x');
  return numberOf(page);
};
const keepOffline = async (page: Page, name: string, text: string): Promise<string> => {
  await page.context().setOffline(true);
  const number = await write(page, name, text);
  await page.keyboard.press('Control+Enter');
  await page.getByText('この画面に保存しました').waitFor();
  return number;
};

test('a session that ended during the break, in a tab that never saw a sign-in: the call waits, and is sent once after signing in again', async () => {
  const page = await phoneOf();
  const number = await keepOffline(page, '期限 一郎', '期限が切れた間の電話。');
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.waitForURL('**/login?next=**');
  await fillSignIn(page, 'agentA');
  const found = await until('the call is there', async () => (await ticketsOf('期限が切れた間'))[0], 30);
  expect(found.number).toBe(number);
  await page.getByTestId('unsent').waitFor({ state: 'hidden' });
  expect(await ticketsOf('期限が切れた間')).toHaveLength(1);
  await page.context().close();
}, 90_000);

test('a callback can be promised in the break also where the bands of the desk were never read', async () => {
  const page = await signIn(desk, 'agentA', '/console/queue');
  await page.route('**/callback-bands', (route) => route.abort());
  await connection(page, '接続中').waitFor();
  await page.goto(`${desk.api.url}/console/phone`);
  await page.getByText('「お電話ありがとうございます。').first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole('textbox', { name: 'お名前' }).fill('約束 五郎');
  await page.keyboard.press('Alt+1');
  await page.locator('#call-text').fill('切れている間に折返しを約束。');
  await page.keyboard.press('Alt+t');
  await page.getByText('受付時間を確かめられません').waitFor();
  const band = page.getByRole('combobox', { name: '折返しの時間帯' });
  const from = await until('a band is proposed', () => band.inputValue());
  await page.keyboard.press('Control+Enter');
  await page.getByText('この画面に保存しました').waitFor();
  await page.context().setOffline(false);
  await until('the call is there', async () => (await ticketsOf('切れている間に折返し')).length === 1, 30);
  const [ticket] = await ticketsOf('切れている間に折返し');
  const { items } = (await agent.get<PromiseList>('/api/v1/promises')).body;
  expect(items.find(({ ticketId }) => ticketId === ticket!.id)).toMatchObject({ from });
  await page.context().close();
}, 90_000);

test('a tab that was doubled begins anew: no call of the other, none of its numbers, and each call is saved once', async () => {
  const page = await phoneOf();
  const number = await write(page, '元の 花子', '元のタブの電話。');
  const kept = await page.evaluate<string>('JSON.stringify(sessionStorage)');
  const copy = await page.context().newPage();
  // As a browser does that doubles a tab: what the first one keeps is there before the first line of ours runs.
  await copy.addInitScript(
    `if (!sessionStorage.length) for (const [key, value] of Object.entries(${kept})) sessionStorage.setItem(key, value)`,
  );
  await copy.goto(`${desk.api.url}/console/phone`);
  await connection(copy, '接続中').waitFor();
  await deskOfCall(copy).waitFor();
  const name = copy.getByRole('textbox', { name: 'お名前' });
  await until('the copy is empty', async () => (await name.inputValue()) === '');
  const other = await until('the copy has numbers of its own', async () => {
    const own = await write(copy, '写しの 次郎', '写しのタブの電話。');
    return /^\d/.test(own) && own;
  });
  expect(other).not.toBe(number);
  for (const [tab, text] of [
    [copy, '写しのタブの電話'],
    [page, '元のタブの電話'],
  ] as const) {
    await tab.bringToFront();
    await tab.keyboard.press('Control+Enter');
    await tab.getByText('終話後の処理', { exact: true }).waitFor();
    expect(await ticketsOf(text)).toHaveLength(1);
  }
  expect((await ticketsOf('元のタブの電話'))[0]!.number).toBe(number);
  await page.context().close();
}, 90_000);

test('signing out with a call that could not be sent asks first; the way out can be left', async () => {
  const page = await phoneOf();
  // The connection stands, but this one request does not get through.
  await page.route('**/api/v1/calls', (route) => route.abort());
  await write(page, '未送 三郎', 'まだ届かない電話。');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('unsent').waitFor();
  await page.getByRole('button', { name: /自分のメニュー/ }).click();
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
  await page.getByText('まだ送信できていない電話の記録が1件あります').waitFor();
  await page.getByRole('button', { name: 'やめる' }).click();
  await page.unroute('**/api/v1/calls');
  await page.getByTestId('unsent').waitFor({ state: 'hidden', timeout: 30_000 });
  expect(await ticketsOf('まだ届かない電話')).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('a call that rang and was answered while the connection was away comes up when it is back', async () => {
  const { key } = (await (await desk.as('admin')).post<{ key: string }>('/api/v1/call-events/key')).body;
  const callId = randomUUID();
  const tell = (event: string) =>
    new ApiClient(desk.api.url).post(
      '/api/v1/call-events',
      {
        callId,
        event,
        dialledNumber: '03-0000-0310',
        callerNumber: '090-0000-0555',
        agentEmail: 'agentA@desk.example.jp',
        at: new Date().toISOString(),
      },
      { authorization: `Bearer ${key}` },
    );
  const page = await phoneOf('/console/queue');
  await page.context().setOffline(true);
  await connection(page, '切断').waitFor();
  await tell('ringing');
  await tell('answered');
  await page.context().setOffline(false);
  await page.waitForURL('**/console/phone');
  expect(await page.getByRole('textbox', { name: '電話番号' }).inputValue()).toBe('090-0000-0555');
  await page.context().close();
}, 60_000);

test('while the input method composes, no key of the phone desk works; afterwards each does', async () => {
  const page = await phoneOf();
  const text = page.locator('#call-text');
  await page.getByRole('textbox', { name: 'お名前' }).fill('変換 四郎');
  await page.keyboard.press('Alt+1');
  await text.focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'へんかん', selectionStart: 4, selectionEnd: 4 });
  for (const [key, code, modifiers] of [
    ['Enter', 'Enter', 2],
    ['a', 'KeyA', 1],
    ['F8', 'F8', 0],
  ] as const) {
    // Keys that the input method takes reach the page with the key code 229.
    await session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key,
      code,
      modifiers,
      windowsVirtualKeyCode: 229,
    });
  }
  const pressed = page.getByRole('button', { name: /^回答して終了/ });
  expect(await pressed.getAttribute('aria-pressed')).toBe('false');
  expect(await page.getByText('保留中').count()).toBe(0);
  expect(await page.getByText('終話後の処理', { exact: true }).count()).toBe(0);
  await session.send('Input.insertText', { text: '変換した。' });
  expect(await text.inputValue()).toBe('変換した。');
  await page.keyboard.press('Alt+a');
  expect(await pressed.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  expect(await ticketsOf('変換した')).toHaveLength(1);
  await page.context().close();
}, 60_000);
