import type { Page } from 'playwright-core';
import type { FloorPerson, ListView, PromiseView, SavedView, TicketView } from '#libs/contracts';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, rowOf, signIn } from './console-person.js';

const WAITING = '/console/queue/waiting';

let desk: ConsoleWorld;
let page: Page;
let tickets: { id: string; number: string }[];

beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  tickets = [];
  for (const shop of [desk.a, desk.b, desk.a, desk.b]) tickets.push(await desk.inquiry(shop));
  page = await signIn(desk, 'supervisor', WAITING);
  await page.locator('[data-ticket]').nth(3).waitFor();
}, 120_000);
afterAll(() => desk?.close());

const palette = () => page.getByRole('dialog', { name: '番号・操作・店舗・人を探す' });
const chosen = async (): Promise<string> =>
  (await palette().locator('[role="option"][aria-selected="true"]').innerText()).split('\n')[0]!;
const search = async (words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await palette().getByRole('combobox').fill(words);
};
const ticketOf = async (id: string): Promise<TicketView> =>
  (await (await desk.as('supervisor')).get<TicketView>(`/api/v1/tickets/${id}`)).body;

test('keys that follow Ctrl+K in the same moment are words of the field, not of the reply below it', async () => {
  const { number } = tickets[0]!;
  await page.goto(`${desk.api.url}/console/t/${number}`);
  const reply = page.getByRole('textbox', { name: '返信の本文' });
  await reply.focus();
  // Where the key after it goes is settled by then: nothing is drawn in between.
  const taken = await page.evaluate<string | null>(`(() => {
    document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }),
    );
    return document.activeElement.getAttribute('aria-label');
  })()`);
  expect(taken).toBe('番号・操作・店舗・人を探す');
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
  await page.goto(`${desk.api.url}${WAITING}`);
  await page.locator('[data-ticket]').nth(3).waitFor();
});

test('one field leads to a number however it is typed, to a screen, a shop and a person', async () => {
  await search(
    tickets[0]!.number.replaceAll('-', '').replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)]!),
  );
  expect(await chosen()).toBe(tickets[0]!.number);
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/console/t/${tickets[0]!.number}*`);

  await search('げんば');
  await palette().getByRole('option', { name: /検索/ }).waitFor();
  await palette().getByRole('combobox').fill('現場');
  expect(await chosen()).toBe('現場');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/floor');

  await search('雑貨館');
  expect(await chosen()).toBe('こもれび雑貨館');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/console/queue/waiting?shop=${desk.b.desk.id}`);
  await rowOf(page, tickets[1]!.number).waitFor();
  expect(await rowOf(page, tickets[0]!.number).count()).toBe(0);

  await search('フジシロ');
  await palette()
    .getByRole('option', { name: new RegExp(tickets[3]!.number) })
    .waitFor();
  expect(await chosen()).toBe('「フジシロ」を一覧で検索');
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
}, 60_000);

test('a confirming Enter of the input method runs nothing, and what cannot be done says why', async () => {
  await page.goto(`${desk.api.url}/console/t/${tickets[2]!.number}`);
  await page.getByTestId('ticket').waitFor();
  await search('返却');
  const option = palette().getByRole('option', { name: /返却する/ });
  await option.waitFor();
  expect(await option.getAttribute('aria-disabled')).toBe('true');
  expect(await option.innerText()).toContain('だれも担当していません');
  await palette().getByRole('combobox').fill('引き受ける');
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    await palette()
      .getByRole('combobox')
      .dispatchEvent('keydown', { key: 'Enter', bubbles: true, ...composing });
  }
  expect(await palette().isVisible()).toBe(true);
  expect((await ticketOf(tickets[2]!.id)).assigneeId).toBeNull();
  await page.keyboard.press('Enter');
  await page.getByTestId('ticket').getByText('担当 自分').waitFor();

  // What was used stands first, before anything is typed; what cannot be done now is passed over.
  await page.locator('#ticket-title').focus();
  await page.keyboard.press('Control+k');
  const first = palette().getByRole('option').first();
  expect(await first.innerText()).toContain('引き受ける');
  expect(await first.getAttribute('aria-selected')).toBe('false');
  expect(await palette().getByRole('option', { selected: true }).getAttribute('aria-disabled')).toBeNull();
  await page.keyboard.press('Escape');
}, 60_000);

test('marked rows are assigned at once; one that cannot be is told on its row and stays marked', async () => {
  const [first, second] = [tickets[0]!, tickets[1]!];
  await page.goto(desk.api.url + WAITING);
  await rowOf(page, first.number).waitFor();
  await rowOf(page, first.number).focus();
  await page.keyboard.press('x');
  await rowOf(page, second.number).focus();
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: '印を付けた問い合わせ' });
  await bar.getByText('2件に印').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  // A serves A alone: the ticket of B is refused, and no other with it.
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: '印を付けた2件を割り当てる' });
  const to = dialog.getByLabel('渡す先');
  await to.and(page.locator(':focus')).waitFor();
  await to.selectOption(desk.userId('agentA'));
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await bar.getByText('1件できました。1件はできませんでした。').waitFor();
  expect((await ticketOf(first.id)).assigneeId).toBe(desk.userId('agentA'));
  expect((await ticketOf(second.id)).assigneeId).toBeNull();
  expect(await rowOf(page, first.number).getAttribute('aria-checked')).toBe('false');
  expect(await rowOf(page, second.number).getAttribute('aria-checked')).toBe('true');
  expect(await rowOf(page, first.number).innerText()).toContain('小川さんに割り当てました');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
}, 60_000);

test('whom to give the work to is proposed by the present list alone, also where an older one is known', async () => {
  await page.goto(desk.api.url + WAITING);
  await rowOf(page, tickets[1]!.number).focus();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog', { name: '印を付けた1件を割り当てる' });
  const to = dialog.getByLabel('渡す先');
  await page.keyboard.press('a');
  await until('somebody is proposed', async () => (await to.inputValue()) !== '');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/api/v1/people', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('a');
  await to.waitFor();
  expect(await to.inputValue()).toBe('');
  letThrough();
  await until('somebody is proposed', async () => (await to.inputValue()) !== '');
  await page.unroute('**/api/v1/people');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
}, 60_000);

test('who was proposed stays proposed while the list changes, and nobody else takes the place of who is gone', async () => {
  let people: FloorPerson[] = [];
  let seen = 0;
  await page.route('**/api/v1/people', async (route) => {
    const response = await route.fetch();
    people = seen === 0 ? ((await response.json()) as ListView<FloorPerson>).items : people;
    seen += 1;
    await route.fulfill({ response, json: { items: people } });
  });
  await page.goto(desk.api.url + WAITING);
  await rowOf(page, tickets[1]!.number).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: '印を付けた1件を割り当てる' });
  const to = dialog.getByLabel('渡す先');
  await until('somebody is proposed', async () => (await to.inputValue()) !== '');
  const proposed = await to.inputValue();
  const comeBack = async (): Promise<void> => {
    const asked = seen;
    await page.context().setOffline(true);
    await page.evaluate("window.dispatchEvent(new Event('offline'))");
    await page.context().setOffline(false);
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await until('the list was read again', () => Promise.resolve(seen > asked));
  };
  people = people.map((person) => ({ ...person, assigned: person.userId === proposed ? 9 : 0 })).toReversed();
  await comeBack();
  await to.locator(`option[value="${proposed}"]`, { hasText: '9/' }).waitFor({ state: 'attached' });
  expect(await to.inputValue()).toBe(proposed);
  people = people.filter(({ userId }) => userId !== proposed);
  await comeBack();
  await to.locator('option', { hasText: '渡せなくなりました' }).waitFor({ state: 'attached' });
  expect(await to.inputValue()).toBe('');
  expect(await dialog.getByRole('button', { name: '割り当て' }).isDisabled()).toBe(true);
  await page.unroute('**/api/v1/people');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
}, 60_000);

test('a list without rows names the next promise and leads to it', async () => {
  await page.goto(`${desk.api.url}/console/queue/due`);
  const list = page.locator('#queue-column');
  await list.getByText('30分以内に期限を迎える問い合わせはありません。').waitFor();
  expect(await list.getByText('次の約束').count()).toBe(0);
  const inTwoHours = new Date(Date.now() + 2 * 3_600_000).toISOString();
  const made = await (
    await desk.as('supervisor')
  ).post<PromiseView>(`/api/v1/tickets/${tickets[1]!.id}/promises`, { kind: 'answer', until: inTwoHours });
  expect(made.status).toBe(201);
  await list.getByRole('link', { name: /^次の約束: .*\d\d:\d\d.* こもれび雑貨館$/ }).click();
  await page.waitForURL(`**/console/promises?promise=${made.body.id}`);
});

test('what waits is one number on the floor, in the rail and in the list', async () => {
  await page.goto(`${desk.api.url}/console/floor`);
  const figure = page.getByRole('link', { name: /^対応待ち \d+件/ }).first();
  await figure.waitFor();
  const said = Number(/(\d+)件/.exec((await figure.getAttribute('aria-label'))!)![1]);
  expect(said).toBe(4);
  await figure.click();
  await page.waitForURL(`**${WAITING}`);
  await until('the list holds them all', async () => (await page.locator('[data-ticket]').count()) === said);
  await page
    .getByRole('link', { name: new RegExp(`^対応待ち ?${said}`) })
    .first()
    .waitFor();
});

test('the rows stand closer when asked to, and still after a reload', async () => {
  const height = async (): Promise<number> => (await rowOf(page, tickets[0]!.number).boundingBox())!.height;
  expect(await height()).toBe(53);
  await search('詰める');
  await page.keyboard.press('Enter');
  await until('the rows are lower', async () => (await height()) === 34);
  await page.reload();
  await rowOf(page, tickets[0]!.number).waitFor();
  expect(await height()).toBe(34);
  expect(await barriersOf(page)).toEqual([]);
});

test('a view is kept under a name, shown to the team, and there on another device', async () => {
  await page.goto(`${desk.api.url}${WAITING}?shop=${desk.a.desk.id}`);
  await pressButton(page.getByRole('button', { name: '保存した表示' }));
  const menu = page.getByRole('dialog', { name: '保存した表示' });
  await menu.getByLabel('いまの表示の名前').fill('こもれび');
  await page.keyboard.press('Enter');
  await menu.getByRole('link', { name: 'こもれび' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await pressButton(menu.getByRole('button', { name: '「こもれび」を全員に見せる' }));
  await menu.getByRole('region', { name: '全員の表示' }).getByRole('link', { name: 'こもれび' }).waitFor();
  const views = (await (await desk.as('agentA')).get<ListView<SavedView>>('/api/v1/views')).body.items;
  expect(views).toEqual([expect.objectContaining({ name: 'こもれび', shared: true, mine: false })]);

  const elsewhere = await signIn(desk, 'agentA', WAITING);
  await elsewhere.getByRole('button', { name: '保存した表示' }).click();
  await elsewhere.getByRole('link', { name: 'こもれび' }).click();
  await elsewhere.waitForURL(`**${WAITING}?shop=${desk.a.desk.id}`);
  await elsewhere.context().close();
}, 60_000);

test('F6 goes from part to part and back again, and to the row where the list was left', async () => {
  await page.goto(`${desk.api.url}/console/t/${tickets[1]!.number}`);
  await page.getByTestId('ticket').waitFor();
  await rowOf(page, tickets[2]!.number).focus();
  const present = (): Promise<string> =>
    page.evaluate(`(() => {
      const { activeElement } = document;
      return activeElement.dataset.ticket ?? activeElement.closest('[data-region]')?.getAttribute('aria-label') ?? 'banner';
    })()`);
  const walked: string[] = [];
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6');
    walked.push(await present());
  }
  expect(walked).toEqual(['問い合わせ', 'この問い合わせの情報', 'banner', '画面', tickets[2]!.number]);
  await page.keyboard.press('Shift+F6');
  expect(await present()).toBe('画面');
});

test('from a number on the floor all that it counts goes to one colleague by a few keys', async () => {
  await page.goto(`${desk.api.url}/console/floor`);
  const figure = page.getByRole('link', { name: /^対応待ち \d+件/ }).first();
  await figure.waitFor();
  const said = Number(/(\d+)件/.exec((await figure.getAttribute('aria-label'))!)![1]);
  expect(said).toBeGreaterThan(2);
  await figure.press('Enter');
  await page.waitForURL(`**${WAITING}`);
  await page
    .getByRole('option')
    .nth(said - 1)
    .waitFor();
  await page.keyboard.press('Shift+X');
  await page.getByText(`${said}件に印`).waitFor();
  await page.keyboard.press('a');
  await page.getByLabel('渡す先').selectOption(desk.userId('agentAB'));
  await page.keyboard.press('Control+Enter');
  const bar = page.getByRole('region', { name: '印を付けた問い合わせ' });
  await bar.getByText('できました。').waitFor();
  expect(await bar.innerText()).toContain(`${said}件できました。`);
  const owners = await Promise.all(tickets.map(async ({ id }) => (await ticketOf(id)).assigneeId));
  expect(owners.filter((owner) => owner === desk.userId('agentAB')).length).toBe(said);
}, 60_000);

test('while the facts are on their way, nobody is told that there are none', async () => {
  const other = await signIn(desk, 'agentA', WAITING);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await other.route('**/tickets/*/facts', async (route) => {
    await held;
    await route.continue();
  });
  await other.goto(`${desk.api.url}/console/t/${tickets[0]!.number}`);
  await other.getByText('読み込んでいます').first().waitFor();
  for (const none of ['公表文はまだありません。', '事件の事実はまだ登録されていません。']) {
    expect(await other.getByText(none).count()).toBe(0);
  }
  letGo();
  await other.getByText('第1報').first().waitFor();
  await other.context().close();
});

test('who wants no single-letter keys switches them off: letters do nothing and their hints are gone, Ctrl and Enter still work', async () => {
  await page.goto(new URL(WAITING, page.url()).href);
  const hint = page.getByRole('button', { name: '次の1件を引き受ける' }).locator('kbd');
  const help = page.getByRole('dialog', { name: 'キー操作' });
  const toggle = async () => {
    await page.getByRole('button', { name: /^自分のメニュー/ }).click();
    await page.getByRole('menuitemcheckbox', { name: '一文字のキー操作' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  };
  await hint.waitFor();
  await toggle();
  await hint.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await palette().waitFor();
  expect(await help.count()).toBe(0);
  await page.keyboard.press('Escape');
  await toggle();
  await hint.waitFor();
  await page.keyboard.press('?');
  await help.waitFor();
  await page.keyboard.press('Escape');
}, 60_000);

test('a list whose first page was lost on its way is there as soon as the connection is', async () => {
  const other = await signIn(desk, 'agentA', '/console/promises');
  let asked = 0;
  const isFirstPage = ({ pathname, searchParams }: URL): boolean =>
    pathname.endsWith('/tickets') && searchParams.has('limit') && !searchParams.has('assignee');
  await other.route(isFirstPage, (route) => {
    asked += 1;
    return asked === 1 ? route.abort() : route.continue();
  });
  await other.goto(desk.api.url + WAITING);
  await rowOf(other, tickets[0]!.number).waitFor();
  expect(asked).toBeGreaterThan(1);
  await other.context().close();
});

test('words without end are looked for as far as a search goes, and stand in one line', async () => {
  const window = await signIn(desk, 'agentAB', '/console/queue/all');
  await window.goto(`${desk.api.url}/console/queue/all?q=${'あ'.repeat(300)}`);
  await window.getByText('この絞り込みに合う問い合わせはありません。').waitFor();
  const chip = window.getByRole('button', { name: /^絞り込み 「あ/ });
  expect((await chip.locator('span').boundingBox())!.height).toBeLessThan(30);
  await window.context().close();
}, 60_000);

test('a list that could not be read is not called up to date', async () => {
  const agent = await signIn(desk, 'agentA', '/console/outbox');
  const body = JSON.stringify({ code: 'internal', message: '', details: {}, requestId: 'req-1' });
  const refuse = { status: 500, contentType: 'application/json', body };
  await agent.route('**/api/v1/tickets?*', (route) => route.fulfill(refuse));
  await agent.goto(desk.api.url + WAITING);
  await agent.getByText('一覧を読み込めていません').waitFor();
  expect(await agent.getByText('最新の一覧です').count()).toBe(0);
  await agent.unroute('**/api/v1/tickets?*');
  await pressButton(agent.getByRole('button', { name: 'もう一度読み込む' }));
  await agent.getByText('最新の一覧です').waitFor();
  await agent.context().close();
});
