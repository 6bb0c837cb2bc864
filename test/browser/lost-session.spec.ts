import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { PASSWORD } from '../support/world.js';
import {
  barriersOf,
  connection,
  deskOfCall,
  draftOf,
  editorOf,
  fillSignIn,
  pressButton,
  selectedText,
  signIn,
} from './console-person.js';

const clock = new ClockAhead();
let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ clock, worker: false });
});
afterAll(() => desk?.close());

/** A working day later nobody's session is worth anything. */
const expire = (): void => {
  clock.ahead += 13 * 3_600_000;
};
const card = (page: Page) => page.getByRole('dialog', { name: 'もう一度ログインしてください' });
const focused = (page: Page): Promise<string | null> =>
  page.evaluate<string | null>(`document.activeElement?.id || document.activeElement?.getAttribute('aria-label')`);
const comeBack = async (page: Page): Promise<void> => {
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await card(page).waitFor({ state: 'hidden' });
  await connection(page, '接続中').waitFor();
};
const claimed = async (agent: ApiClient): Promise<{ id: string; number: string }> => {
  const ticket = await desk.inquiry(desk.a);
  expect((await agent.post(`/api/v1/tickets/${ticket.id}/claim`, {})).status).toBeLessThan(300);
  return ticket;
};

test('the work stays in sight and out of reach, and goes on where it was: draft, caret, live list, and one reply', async () => {
  const { id, number } = await claimed(await desk.as('agentAB'));
  const page = await signIn(desk, 'agentAB', `/console/t/${number}`);
  await editorOf(page).fill('藤代 恵 様\n\n確認いたしました。');
  await page.keyboard.press('Control+Home');
  for (let letter = 0; letter < 4; letter += 1) await page.keyboard.press('Shift+ArrowRight');
  await connection(page, '接続中').waitFor();
  expect(await selectedText(page)).toBe('藤代 恵');
  expire();
  await card(page).waitFor();

  // Seen, but neither read out nor reached by any key.
  await page.getByText('私の情報は含まれていますか。').first().waitFor();
  await page.evaluate(`document.querySelector('[aria-label="返信の本文"]').focus()`);
  expect(await card(page).locator('#email').inputValue()).toBe('agentAB@desk.example.jp');
  expect(await focused(page)).toBe('password');
  const places = new Set<string | null>();
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    places.add(await focused(page));
  }
  expect(places).not.toContain('返信の本文');
  await card(page).locator('#password').focus();
  for (const key of ['Control+Enter', 'Control+k', 'Escape', 'Escape']) await page.keyboard.press(key);
  expect(await card(page).isVisible()).toBe(true);
  expect(await barriersOf(page)).toEqual([]);

  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await card(page).getByText('ログインできませんでした').waitFor();
  await comeBack(page);
  expect(await draftOf(page)).toBe('藤代 恵 様\n\n確認いたしました。');
  expect(await focused(page)).toBe('返信の本文');
  expect(await selectedText(page)).toBe('藤代 恵');
  const fresh = await desk.inquiry(desk.a);
  await page
    .getByRole('button', { name: /^新着 \d+件を表示/ })
    .or(page.locator(`[data-ticket="${fresh.number}"]`))
    .first()
    .waitFor();
  await page.keyboard.press('Control+Enter');
  const replies = async () =>
    (await (await desk.as('agentAB')).get<TicketView>(`/api/v1/tickets/${id}`)).body.messages.filter(
      ({ kind }) => kind === 'outbound',
    );
  await until('the reply is there', async () => (await replies()).length > 0);
  expect((await replies()).map(({ bodyText }) => bodyText)).toEqual(['藤代 恵 様\n\n確認いたしました。']);
  await page.context().close();
}, 90_000);

describe('a call that is saved as the session ends', () => {
  const callsOf = async (text: string): Promise<TicketPage['items']> =>
    (await (await desk.as('agentA')).get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(text)}`)).body.items;
  const savedAsItEnds = async (text: string): Promise<Page> => {
    const page = await signIn(desk, 'agentA', '/console/phone');
    await connection(page, '接続中').waitFor();
    await deskOfCall(page).waitFor();
    // The session ends while the save is on its way, and not before: a card that comes earlier keeps the key from the form.
    await page.route(
      '**/api/v1/calls',
      (route) => {
        expire();
        return route.continue();
      },
      { times: 1 },
    );
    await page.getByRole('textbox', { name: 'お名前' }).fill('期限 二郎');
    await page.keyboard.press('Alt+3');
    await page.locator('#call-text').fill(text);
    await page.keyboard.press('Alt+x');
    await page.keyboard.press('Control+Enter');
    await card(page).waitFor();
    // Somebody else's 401 may have brought the card before the call was refused.
    await page.getByTestId('unsent').waitFor();
    return page;
  };
  /** What the desk has of it once nothing waits in this tab any more. */
  const sent = async (page: Page, text: string): Promise<TicketPage['items']> => {
    await until('the call is there', async () => (await callsOf(text)).length > 0, 30);
    await page.getByTestId('unsent').waitFor({ state: 'hidden' });
    await page.context().close();
    return callsOf(text);
  };

  test('is sent once when its agent is back', async () => {
    const page = await savedAsItEnds('ログインの時間が終わったときの電話。');
    await comeBack(page);
    expect(await sent(page, 'ログインの時間が終わったとき')).toHaveLength(1);
  }, 90_000);

  test('waits while somebody else uses the tab, and shows nothing of itself', async () => {
    const page = await savedAsItEnds('ほかの人が使う間の電話。');
    await card(page).getByRole('button', { name: 'ほかの利用者でログインする' }).click();
    await fillSignIn(page, 'agentB');
    await connection(page, '接続中').waitFor();
    await page.goto(`${desk.api.url}/console/phone`);
    await connection(page, '接続中').waitFor();
    expect(await page.getByTestId('unsent').count()).toBe(0);
    await page.getByRole('button', { name: /^自分のメニュー/ }).click();
    await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
    await page.waitForURL('**/login');
    expect(await callsOf('ほかの人が使う間の電話')).toHaveLength(0);
    await fillSignIn(page, 'agentA');
    expect(await sent(page, 'ほかの人が使う間の電話')).toHaveLength(1);
  }, 90_000);
});

test('a call form that is not saved waits for its agent while somebody else uses the tab, and shows nothing of itself', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  const name = page.getByRole('textbox', { name: 'お名前' });
  await name.fill('半書 三郎');
  await page.keyboard.press('Alt+3');
  await page.locator('#call-text').fill('まだ途中の電話。');
  const number = await page.locator('output').innerText();
  expect(number).toMatch(/^\d{3}-\d{4}-\d$/);
  expire();
  await card(page).getByRole('button', { name: 'ほかの利用者でログインする' }).click();
  await fillSignIn(page, 'agentB');
  await connection(page, '接続中').waitFor();
  await page.goto(`${desk.api.url}/console/phone`);
  await connection(page, '接続中').waitFor();
  expect(await name.inputValue()).toBe('');
  expect(await page.getByText('まだ途中の電話').count()).toBe(0);
  await page.getByRole('button', { name: /^自分のメニュー/ }).click();
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
  await page.waitForURL('**/login');

  await fillSignIn(page, 'agentA');
  await connection(page, '接続中').waitFor();
  await page.goto(`${desk.api.url}/console/phone`);
  expect(await name.inputValue()).toBe('半書 三郎');
  expect(await page.locator('#call-text').inputValue()).toBe('まだ途中の電話。');
  expect(await page.locator('output').innerText()).toBe(number);

  // Whoever signs out on purpose is asked first, and then nothing is left.
  await page.getByRole('button', { name: /^自分のメニュー/ }).click();
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
  await page.getByText('書きかけの電話の記録があります').waitFor();
  await page.getByRole('button', { name: /^(記録を捨てて|返却して)ログアウト$/ }).click();
  await page.waitForURL('**/login');
  expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('途中の電話');
  await page.context().close();
}, 90_000);

test('who signs out is told of no lost session, though something is refused meanwhile, and leaves no words behind', async () => {
  const { number } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentAB', '/console/queue');
  let ended = (): void => undefined;
  const isOver = new Promise<void>((resolve) => (ended = resolve));
  await page.route('**/api/v1/promises/counts*', async (route) => {
    await isOver;
    await route.continue();
  });
  await page.route('**/api/v1/session', async (route) => {
    if (route.request().method() !== 'DELETE') return route.continue();
    const answer = await route.fetch();
    const refused = page.waitForResponse((response) => response.status() === 401);
    ended();
    await (await refused).finished();
    await route.fulfill({ response: answer });
  });
  await page.goto(`${desk.api.url}/console/t/${number}`);
  await editorOf(page).fill('書きかけの返信です。');
  await page.getByRole('button', { name: /^自分のメニュー/ }).click();
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
  await page.waitForURL(`${desk.api.url}/login`);
  expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('書きかけ');
  await page.context().close();
}, 60_000);

test('an open dialog keeps what is written in it', async () => {
  const { number } = await claimed(await desk.as('agentAB'));
  const page = await signIn(desk, 'agentAB', `/console/t/${number}`);
  await connection(page, '接続中').waitFor();
  await pressButton(page.getByRole('button', { name: '上席へ', exact: true }));
  const wish = page.getByRole('dialog').getByRole('textbox').first();
  await wish.fill('責任者からの連絡を約束。');
  expire();
  await card(page).waitFor();
  await page.keyboard.press('Escape');
  await comeBack(page);
  expect(await wish.inputValue()).toBe('責任者からの連絡を約束。');
  await page.context().close();
}, 90_000);

describe('somebody else', () => {
  const atWork = async (): Promise<Page> => {
    const { number } = await claimed(await desk.as('agentA'));
    const page = await signIn(desk, 'agentA', `/console/t/${number}`);
    await editorOf(page).fill(`書きかけ ${randomUUID()}`);
    await connection(page, '接続中').waitFor();
    return page;
  };
  const leftovers = (page: Page): Promise<string[]> =>
    page.evaluate<string[]>(`Object.keys(sessionStorage).filter((key) => /draft\\.(reply|note)/.test(key))`);

  test('who signs in in the place of an expired session finds nothing of it', async () => {
    const page = await atWork();
    expire();
    await card(page).getByRole('button', { name: 'ほかの利用者でログインする' }).click();
    await page.waitForURL('**/login');
    expect(await page.getByText('私の情報は含まれていますか。').count()).toBe(0);
    await fillSignIn(page, 'agentB');
    await page.waitForURL('**/console/queue');
    await connection(page, '接続中').waitFor();
    expect(await leftovers(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('who signs in in another tab takes the first one away from its person; the same person brings it back', async () => {
    const page = await atWork();
    const other = await page.context().newPage();
    expire();
    await card(page).waitFor();
    await other.goto(`${desk.api.url}/login`);
    await fillSignIn(other, 'agentA');
    await card(page).waitFor({ state: 'hidden' });
    await connection(page, '接続中').waitFor();
    expect(await draftOf(page)).toContain('書きかけ');

    await other.goto(`${desk.api.url}/login`);
    await fillSignIn(other, 'agentB');
    await page.waitForURL('**/console/queue');
    await connection(page, '接続中').waitFor();
    expect(await page.getByText('私の情報は含まれていますか。').count()).toBe(0);
    expect(await leftovers(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});
