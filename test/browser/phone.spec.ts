import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { OwnStateView, PromiseList, TicketPage, TicketView } from '#libs/contracts';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, connection, deskOfCall, signIn, waitForAnswers } from './console-person.js';

let desk: ConsoleWorld;

beforeAll(async () => {
  desk = await consoleWorld();
});
afterAll(() => desk?.close());

/** A keyboard that counts: each key of Roman letters with the keys that convert them, and a key with its modifiers as one. */
const typist = (page: Page) => {
  let strokes = 0;
  return {
    strokes: () => strokes,
    press: async (key: string) => {
      strokes += 1;
      await page.keyboard.press(key);
    },
    /** `keys`: what an input method is given for this text. */
    type: async (text: string, keys = text) => {
      strokes += keys.length;
      await page.keyboard.type(text);
    },
  };
};

const bigNumber = (page: Page): Promise<string> => page.locator('output').innerText();
const phoneTickets = async (client: ApiClient, text: string): Promise<TicketPage['items']> =>
  (await client.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(text)}`)).body.items;

test('a whole call by keyboard alone: the number before the save, hold, save, wrap-up, the next call', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  const name = page.getByRole('textbox', { name: 'お名前' });
  await name.waitFor();
  await page.getByText('「お電話ありがとうございます。アオバカート、').first().waitFor();
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((key) => key.includes('.numbers.'))`),
  );
  await name.focus();
  const keys = typist(page);
  await keys.type('村', 'mura');
  await page.locator('output').waitFor();
  const number = await bigNumber(page);
  expect(number).toMatch(/^\d{3}-\d{4}-\d$/);
  await keys.type('瀬みさき', 'se misaki \n');
  await keys.press('Tab');
  await keys.press('Tab');
  await keys.type('09000000183');
  await keys.press('Alt+1');
  await keys.press('F8');
  await page.getByText('保留中').waitFor();
  await keys.press('F8');
  for (
    let tab = 0;
    tab < 7 && !(await page.locator('#call-text').evaluate('(e) => e === document.activeElement'));
    tab += 1
  ) {
    await keys.press('Tab');
  }
  await keys.type('対象か確認。一般のご案内で納得。', 'taishouka kakunin. \nippannogoannaide nattoku. \n');
  await keys.press('Alt+a');
  await keys.press('Alt+r');
  await keys.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  // Half a minute at four keys a second, the pace of somebody who types all day.
  expect(keys.strokes()).toBeLessThanOrEqual(120);
  const agent = await desk.as('agentA');
  const [ticket] = await phoneTickets(agent, '一般のご案内で納得');
  expect(ticket).toMatchObject({ number, state: 'closed', channel: 'phone', topic: 'AFF' });
  await keys.press('Control+Enter');
  await page.getByText('待機', { exact: true }).waitFor();
  const view = await until('the work after the call is over', async () => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${ticket!.id}`);
    return body.call?.wrapSeconds === null ? null : body;
  });
  expect(view.requester).toMatchObject({ phone: '090-0000-0183' });
  expect(await name.inputValue()).toBe('');
  await page.context().close();
});

test('cut off in the middle of a call: a true number, the form goes on, and it is sent once when the connection is back', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((key) => key.includes('.numbers.'))`),
  );
  await deskOfCall(page).waitFor();
  await page.context().setOffline(true);
  const write = async (name: string, text: string) => {
    await page.getByRole('textbox', { name: 'お名前' }).fill(name);
    await page.keyboard.press('Alt+3');
    await page.locator('#call-text').fill(text);
    await page.keyboard.press('Alt+x');
    const number = await bigNumber(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('この画面に保存しました').waitFor();
    return number;
  };
  const first = await write('切断 一郎', '切れている間の一件目。');
  await page.keyboard.press('Control+Enter');
  const second = await write('切断 二郎', '切れている間の二件目。');
  expect(first).not.toBe(second);
  await page.getByText('送信待ち 2件').waitFor();
  const agent = await desk.as('agentA');
  expect(await phoneTickets(agent, '切れている間')).toEqual([]);

  // The answer to the first sending is lost on its way back: the desk has it, the form does not know.
  let lost = 0;
  await page.route('**/api/v1/calls', async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.context().setOffline(false);
  await until('both are there', async () => (await phoneTickets(agent, '切れている間')).length === 2, 30);
  await page.getByTestId('unsent').waitFor({ state: 'hidden', timeout: 30_000 });
  expect(lost).toBeGreaterThanOrEqual(3);
  const tickets = await phoneTickets(agent, '切れている間');
  expect(new Set(tickets.map(({ number }) => number))).toEqual(new Set([first, second]));
  await page.context().close();
}, 90_000);

test('a call that is being saved takes no more words, nor may it be thrown away, for whoever leaves the screen and comes back', async () => {
  const page = await signIn(desk, 'agentA', '/console/queue');
  await connection(page, '接続中').waitFor();
  await page.getByRole('link', { name: '電話', exact: true }).click();
  await deskOfCall(page).waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('保存 五郎');
  await page.keyboard.press('Alt+3');
  await page.locator('#call-text').fill('保存の返事が遅い電話。');
  await page.keyboard.press('Alt+x');
  let answer = (): void => undefined;
  const isLetGo = new Promise<void>((resolve) => (answer = resolve));
  await waitForAnswers(page);
  await page.route('**/api/v1/calls', async (route) => {
    const response = await route.fetch();
    await isLetGo;
    await route.fulfill({ response });
  });
  await page.keyboard.press('Control+Enter');
  const agent = await desk.as('agentA');
  await until('the desk has it', async () => (await phoneTickets(agent, '返事が遅い電話')).length === 1);
  await page.goBack();
  await page.waitForURL('**/console/queue');
  await page.goForward();
  const text = page.locator('#call-text');
  await text.waitFor();
  expect(await text.isDisabled()).toBe(true);
  const discard = page.getByRole('button', { name: '消す', exact: true });
  expect(await discard.getAttribute('aria-disabled')).toBe('true');
  answer();
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  expect(await text.inputValue()).toBe('保存の返事が遅い電話。');
  await page.context().close();
});

test('what is unsent survives a reload, and is gone after signing out', async () => {
  const page = await signIn(desk, 'supervisor', '/console/phone');
  await connection(page, '接続中').waitFor();
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((key) => key.includes('.numbers.'))`),
  );
  await page.locator('[data-field="desk"]:focus').waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('再読 三郎');
  const number = await bigNumber(page);
  await page.reload();
  expect(await page.getByRole('textbox', { name: 'お名前' }).inputValue()).toBe('再読 三郎');
  expect(await bigNumber(page)).toBe(number);
  await page.getByRole('button', { name: /自分のメニュー/ }).click();
  await page.getByRole('menuitem', { name: 'ログアウト', exact: true }).click();
  await page.getByText('書きかけの電話の記録があります').waitFor();
  await page.getByRole('button', { name: /^(記録を捨てて|返却して)ログアウト$/ }).click();
  await page.waitForURL('**/login');
  expect(
    await page.evaluate<string[]>(
      `Object.keys(sessionStorage).filter((key) => key.startsWith('madoguchi.draft.') || key.startsWith('madoguchi.kept.'))`,
    ),
  ).toEqual([]);
  await page.context().close();
}, 60_000);

test('a call pops up at its agent, with number and shop, and the telephone keeps the time', async () => {
  const { key } = (await (await desk.as('admin')).post<{ key: string }>('/api/v1/call-events/key')).body;
  const agent = await desk.as('agentA');
  await agent.request('PUT', '/api/v1/calls/extension', { extension: '77' });
  const callId = randomUUID();
  const tell = (event: string) =>
    new ApiClient(desk.api.url).post(
      '/api/v1/call-events',
      {
        callId,
        event,
        dialledNumber: '03-0000-0310',
        callerNumber: '090-0000-0777',
        agentExtension: '77',
        at: new Date().toISOString(),
      },
      { authorization: `Bearer ${key}` },
    );
  const page = await signIn(desk, 'agentA', '/console/queue');
  await connection(page, '接続中').waitFor();
  await tell('ringing');
  await tell('answered');
  await page.waitForURL('**/console/phone');
  expect(await page.getByRole('textbox', { name: '電話番号' }).inputValue()).toBe('090-0000-0777');
  await page.getByText('通話中', { exact: true }).first().waitFor();
  await tell('ended');
  await page.getByText('終話', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('着信 四郎');
  await page.keyboard.press('Alt+2');
  await page.locator('#call-text').fill('電話機から上がった電話。');
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  const [record] = await desk.inBoth(async () => (await phoneTickets(agent, '電話機から上がった')).slice(0, 1));
  expect(record).toMatchObject({ state: 'closed' });
  await page.context().close();
});

test('a promise is dialled with Enter, nobody is there, and the next band is proposed; the phone comes filled in', async () => {
  const agent = await desk.as('agentAB');
  const { id } = await desk.inquiry(desk.a, { requester: { name: '浜口 徹', phone: '090-0000-0162' } });
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  await agent.post(`/api/v1/tickets/${id}/promises`, {
    kind: 'callback',
    from: inHours(30),
    until: inHours(31),
    phone: '090-0000-0162',
    say: '公表の経緯。',
    limits: '補償には触れない。',
  });
  const page = await signIn(desk, 'agentAB', '/console/promises');
  const row = page.getByRole('row', { name: /浜口 徹/ });
  await row.waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '浜口 徹 様' }).waitFor();
  await page.keyboard.press('1');
  await page.getByRole('dialog', { name: 'つながりませんでした' }).getByRole('radio').first().waitFor();
  await page.keyboard.press('Enter');
  await row.getByText('1回目 留守電').waitFor();
  await page.getByRole('dialog', { name: 'つながりませんでした' }).waitFor({ state: 'hidden' });
  await row.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/phone');
  expect(await page.getByRole('textbox', { name: '電話番号' }).inputValue()).toBe('090-0000-0162');
  await page.getByText('補償には触れない。').waitFor();
  await page.locator('#call-text').fill('折り返して説明した。');
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  const { items } = (await agent.get<PromiseList>('/api/v1/promises')).body;
  expect(items.some(({ ticketId }) => ticketId === id)).toBe(false);
  expect((await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body).toMatchObject({ state: 'closed' });
  await page.context().close();
});

test('T on a ticket promises a callback, and closing is then refused with a word', async () => {
  const agent = await desk.as('agentA');
  const { id, number } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await page.getByTestId('ticket').waitFor();
  await page.locator('#ticket-title').focus();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: '約束する' });
  await dialog.getByRole('combobox').first().waitFor();
  await until(
    'bands are offered',
    async () => (await dialog.getByRole('combobox').nth(1).locator('option').count()) > 0,
  );
  await dialog.getByRole('radio').first().focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await until('the ticket waits for the call', async () => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
    return body.state === 'callback_due';
  });
  await page.locator('#ticket-title').focus();
  await page.keyboard.press('d');
  await page.getByText('お客様との約束が残っています').first().waitFor();
  expect((await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body.state).toBe('callback_due');
  await page.context().close();
});

test('after a complaint of level 2 the five minutes to recover come first, and one key takes them', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  await until('numbers are leased', () =>
    page.evaluate<boolean>(`Object.keys(sessionStorage).some((key) => key.includes('.numbers.'))`),
  );
  await deskOfCall(page).waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('立腹 五郎');
  await page.keyboard.press('Alt+8');
  await page.keyboard.press('Alt+c');
  await page.keyboard.press('Alt+c');
  await page.getByRole('button', { name: /^苦情 2/ }).waitFor();
  await page.locator('#call-text').fill('強い口調で補償を求められた。');
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^回復5分/ }).getAttribute('data-look')).toBe('primary');
  expect(await page.getByRole('button', { name: /^次の電話/ }).getAttribute('data-look')).toBe('default');
  await page.keyboard.press('Alt+k');
  const agent = await desk.as('agentA');
  const own = () => agent.get<OwnStateView>('/api/v1/people/me');
  await until('the agent recovers', async () => (await own()).body.state === 'recovering');
  await page.getByRole('button', { name: /回復/ }).waitFor();
  expect(await page.getByRole('textbox', { name: 'お名前' }).inputValue()).toBe('');
  await page.getByText('待機', { exact: true }).waitFor();
  await page.context().close();
});

test.each(['light', 'dark'] as const)('phone and promises are accessible in %s', async (colorScheme) => {
  const page = await signIn(desk, 'agentAB', '/console/phone', { colorScheme });
  // There is more than one desk to choose from, and it is asked for first.
  await page.locator('[data-field="desk"]:focus').waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('見本');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+c');
  await page.keyboard.press('Alt+t');
  await page.getByText('本人確認').first().waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.goto(`${desk.api.url}/console/promises`);
  await page.getByRole('heading', { name: '約束', exact: true }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
});
