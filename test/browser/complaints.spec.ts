import type { Page } from 'playwright-core';
import type { OwnStateView, TicketEscalation } from '#libs/contracts';
import { until } from '../support/until.js';
import { ClockAhead } from '../support/movable-clock.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, connection, draftOf, editorOf, pressButton, signIn } from './console-person.js';

const clock = new ClockAhead();
let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ clock });
}, 120_000);
afterAll(() => desk?.close());

const levelDialog = (page: Page) => page.getByRole('dialog', { name: '苦情レベルを付ける' });
const openTicket = async (over = {}) => {
  const { id, number } = await desk.inquiry(desk.a, { topic: 'CMP', ...over });
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await page.getByTestId('ticket').waitFor();
  await page.locator('#ticket-title').focus();
  return { id, number, page };
};
const complaintOf = async (id: string) =>
  (await (await desk.as('agentA')).get<TicketEscalation>(`/api/v1/tickets/${id}/escalation`)).body;

test('by keys: L, level 3, warned; a supervisor has it, and a rest is taken', async () => {
  const { id, page } = await openTicket();
  await page.keyboard.press('l');
  const dialog = levelDialog(page);
  await dialog.getByText('ご不満。ふだんの応対でお答えする').waitFor();
  await until('the first level has the focus', () =>
    page.evaluate<boolean>(`document.activeElement?.name === 'complaint-level'`),
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await dialog.getByText('上席へ上がります').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  const rest = page.getByRole('dialog', { name: '少し休みますか' });
  await rest.waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await rest.waitFor({ state: 'hidden' });
  const { complaint, escalation } = await complaintOf(id);
  expect(complaint).toMatchObject({ level: 3, step: 'warned' });
  expect(escalation).toMatchObject({ trigger: 'complaint_level_3', state: 'open' });
  const own = (await (await desk.as('agentA')).get<OwnStateView>('/api/v1/people/me')).body;
  expect(own.state).toBe('recovering');
  await page.getByText(/^苦情レベル3 ・ 警告済み ・ .+ \d+:\d\d$/).waitFor();
  await page.getByText(/が苦情レベル3\(警告済み\)を記録/).waitFor();
  await page.context().close();
});

test('from ⋯ and from the palette; a reply that is being written stays, and Escape records nothing', async () => {
  const { id, page } = await openTicket();
  await page.keyboard.press('r');
  await page.keyboard.type('お待たせしております。');
  await pressButton(page.getByRole('button', { name: 'ほかの操作' }));
  await page.getByRole('menuitem', { name: /苦情レベルを付ける/ }).press('Enter');
  await levelDialog(page).waitFor();
  await page.keyboard.press('Escape');
  await levelDialog(page).waitFor({ state: 'hidden' });
  expect((await complaintOf(id)).complaint).toBeNull();
  await page.keyboard.press('Control+k');
  await until('the palette has the focus', () => page.evaluate<boolean>(`document.activeElement?.tagName === 'INPUT'`));
  await page.keyboard.type('苦情レベル');
  await page.getByRole('option', { name: /苦情レベルを付ける/ }).waitFor();
  await page.keyboard.press('Enter');
  await levelDialog(page).waitFor();
  await page.keyboard.press('Control+Enter');
  await levelDialog(page).waitFor({ state: 'hidden' });
  expect((await complaintOf(id)).complaint).toMatchObject({ level: 1, step: null });
  await editorOf(page).waitFor();
  expect(await draftOf(page)).toContain('お待たせしております。');
  await page.context().close();
});

test('Escape at the offered rest goes on with the ticket, which stays open', async () => {
  const { page } = await openTicket();
  await page.keyboard.press('l');
  await levelDialog(page).waitFor();
  await until('the first level has the focus', () =>
    page.evaluate<boolean>(`document.activeElement?.name === 'complaint-level'`),
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  const rest = page.getByRole('dialog', { name: '少し休みますか' });
  await rest.waitFor();
  await page.keyboard.press('Escape');
  await rest.waitFor({ state: 'hidden' });
  await page.getByText(/^苦情レベル2 ・ /).waitFor();
  expect(await page.getByTestId('ticket').count()).toBe(1);
  await page.context().close();
});

test('on the phone Alt+W says that the caller was warned, and what the level means is read beside it', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('見本');
  await page.keyboard.press('Alt+c');
  await page.keyboard.press('Alt+c');
  await page.getByText('強いお怒りや無理な要求').waitFor();
  await page.keyboard.press('Alt+w');
  await page.getByRole('button', { name: /^警告済み/ }).waitFor();
  await page.keyboard.press('Alt+w');
  await page.getByRole('button', { name: /^終話/ }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
});

test('after twenty minutes Alt+U calls a supervisor on every screen; one of two comes, and all see who until the call is over', async () => {
  const [watcher, floor] = [
    await signIn(desk, 'supervisor', '/console/queue/waiting'),
    await signIn(desk, 'admin', '/console/floor'),
  ];
  await connection(watcher, '接続中').waitFor();
  await connection(floor, '接続中').waitFor();
  const page = await signIn(desk, 'agentA', '/console/phone');
  await connection(page, '接続中').waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('長電話 見本');
  // The server counts from when it was told of the call.
  await page.getByTestId('own-state').filter({ hasText: '通話中' }).waitFor();
  // The page counts by the server’s clock, and hears of it with the next answer: here with what is known of a number.
  const pass = async (seconds: number, number: string): Promise<void> => {
    clock.ahead += seconds * 1_000;
    await page.getByRole('textbox', { name: '電話番号' }).fill(number);
  };
  await pass(19 * 60, '0312345671');
  await page.getByRole('timer').filter({ hasText: /^19:/ }).waitFor();
  expect(await page.getByRole('button', { name: /^上席を呼ぶ/ }).count()).toBe(0);
  await pass(60, '0312345672');
  await page.getByRole('button', { name: /^上席を呼ぶ/ }).waitFor();
  await page.keyboard.press('Alt+u');
  await page.getByText('上席を呼びました').first().waitFor();
  const banner = watcher.getByTestId('supervisor-call');
  await banner.getByText('小川さんが通話中に上席を呼んでいます').waitFor();
  const line = floor.getByRole('region', { name: '対応が要るもの' }).getByRole('listitem').first();
  await line.getByRole('button', { name: '向かいます' }).waitFor();
  for (const each of [watcher, floor]) expect(await barriersOf(each)).toEqual([]);
  await pressButton(banner.getByRole('button', { name: '向かいます' }));
  await page.getByText('森田さんが来ます').first().waitFor();
  await line.getByText('小川 ・ 森田さんが向かっています').waitFor();
  for (const each of [watcher, floor]) await each.getByTestId('supervisor-call').waitFor({ state: 'hidden' });
  expect(await barriersOf(page)).toEqual([]);

  await pressButton(page.getByRole('button', { name: '取り消す' }));
  await page.getByRole('button', { name: /^上席を呼ぶ/ }).waitFor();
  await line.getByText('森田さんが向かっています').waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+u');
  await banner.waitFor();
  const agent = await desk.as('agentA');
  await agent.put('/api/v1/calls/activity', { activity: 'available' });
  await banner.waitFor({ state: 'hidden' });
  for (const each of [page, floor, watcher]) await each.context().close();
}, 90_000);
