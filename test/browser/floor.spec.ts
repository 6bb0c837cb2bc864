import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { NewCallEventKey, TicketApproval, TicketView } from '#libs/contracts';
import { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

const WAIT = 20_000;

let desk: ConsoleWorld;
let agent: ApiClient;
let page: Page;
beforeAll(async () => {
  desk = await consoleWorld();
  agent = await desk.as('agentA');
  page = await signIn(desk, 'supervisor', '/console/floor');
}, 120_000);
afterAll(() => desk?.close());

const figure = (name: string) => page.getByRole('region', { name: 'いまの状況' }).getByRole('link', { name });
const attention = () => page.getByRole('region', { name: '対応が要るもの' });

test('an inquiry, a ringing call and a report of misuse appear by themselves', async () => {
  await figure('対応待ち 0件').waitFor({ timeout: WAIT });
  await desk.inquiry(desk.a);
  await figure('対応待ち 1件').waitFor({ timeout: WAIT });

  const { key } = (await (await desk.as('admin')).post<NewCallEventKey>('/api/v1/call-events/key')).body;
  const ringing = {
    callId: randomUUID(),
    event: 'ringing',
    dialledNumber: '03-0000-0310',
    callerNumber: null,
    at: new Date().toISOString(),
  };
  await new ApiClient(desk.api.url).post('/api/v1/call-events', ringing, { authorization: `Bearer ${key}` });
  await figure('待ち呼 1件').waitFor({ timeout: WAIT });

  const { id } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const escalation = { trigger: 'misuse', wish: '折り返しを希望' };
  expect((await agent.post(`/api/v1/tickets/${id}/escalations`, escalation)).status).toBe(201);
  await attention().getByText('被害の申し出').waitFor({ timeout: WAIT });
  expect(await attention().innerText()).not.toContain('藤代');
});

test('the answer rate and the service level open the calls that they count', async () => {
  await page
    .getByRole('region', { name: 'いまの状況' })
    .getByRole('link', { name: /^応答率/ })
    .press('Enter');
  await page.waitForURL(`${desk.api.url}/console/kpis/calls?set=answered`);
  await page.getByText('今日はまだありません。').waitFor();
  await page.getByRole('navigation', { name: '表示する着信' }).getByRole('link', { name: /^着信/ }).press('Enter');
  await page.waitForURL(/set=offered/);
  expect(await barriersOf(page)).toEqual([]);
  await page.goBack();
  await page.goBack();
  await page
    .getByRole('region', { name: 'いまの状況' })
    .getByRole('link', { name: /^20秒以内/ })
    .press('Enter');
  await page.waitForURL(`${desk.api.url}/console/kpis/calls?set=in_time`);
  await page.goto(`${desk.api.url}/console/floor`);
});

test('a person is moved into another state from the row, by keys', async () => {
  await page.reload();
  const client = await desk.as('agentA');
  await client.connect();
  await client.request('PUT', '/api/v1/people/me/state', { state: 'available' });
  const dots = page.getByRole('button', { name: '小川さんの操作' });
  await dots.waitFor({ timeout: WAIT });
  await dots.focus();
  await pressButton(dots);
  const rest = page.getByRole('menuitem', { name: '回復' });
  await rest.focus();
  await rest.press('Enter');
  await until('the person recovers', async () => {
    const { body } = await client.get<{ state: string }>('/api/v1/people/me');
    return body.state === 'recovering';
  });
  const row = page.getByRole('row', { name: /小川/ });
  await row.getByText('回復').first().waitFor({ timeout: WAIT });
  expect(await row.innerText()).not.toContain('受付可');
});

test('a reply that waits for approval leads to its place and is approved there', async () => {
  const { id } = await desk.inquiry(desk.a, { topic: 'COMP' });
  const { version } = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const text = '藤代 恵 様\n\nお尋ねの補償につきましては、現時点で決定した事項はございません。';
  await agent.post(`/api/v1/tickets/${id}/replies`, { text, baseVersion: version, idempotencyKey: randomUUID() });
  const line = attention().getByRole('link', { name: /承認待ち/ });
  await line.waitFor({ timeout: WAIT });
  await line.focus();
  await line.press('Enter');
  await page.waitForURL('**/console/approvals/*');
  await page.getByText('現時点で決定した事項はございません').first().waitFor({ timeout: WAIT });
  await page.keyboard.press('y');
  await until('the reply is approved', async () => {
    const { approval } = (await agent.get<TicketApproval>(`/api/v1/tickets/${id}/approval`)).body;
    return approval?.state === 'approved';
  });
  expect((await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body.state).toBe('answered');
});

test('floor, wall and planner are accessible, light and dark; the wall says when its data is old', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${desk.api.url}/console/floor`);
    await figure('対応待ち').waitFor({ timeout: WAIT });
    expect({ scheme, place: 'floor', barriers: await barriersOf(page) }).toEqual({
      scheme,
      place: 'floor',
      barriers: [],
    });
    await page.goto(`${desk.api.url}/console/staffing`);
    await page.getByRole('heading', { name: '営業日ごとの必要人数' }).waitFor({ timeout: WAIT });
    expect({ scheme, place: 'staffing', barriers: await barriersOf(page) }).toEqual({
      scheme,
      place: 'staffing',
      barriers: [],
    });
  }
  // The page's own clock, so that nobody waits for its quarter of a minute.
  await page.clock.install();
  await page.goto(`${desk.api.url}/console/wall`);
  await page.getByText('秒前のデータ').waitFor({ timeout: WAIT });
  expect(await barriersOf(page)).toEqual([]);
  await page.context().setOffline(true);
  await page.clock.fastForward(15_000);
  await page.getByText('から更新がありません').waitFor({ timeout: 30_000 });
  await page.context().setOffline(false);
  await page.getByText('秒前のデータ').waitFor({ timeout: 30_000 });
}, 120_000);

test('the planner computes what is typed at once and keeps it when it is saved', async () => {
  await page.goto(`${desk.api.url}/console/staffing`);
  await page.getByRole('button', { name: '便を加える' }).click();
  const persons = page.getByLabel('1便の人数');
  await persons.fill('１３１４６４');
  await page.getByText('試算です').waitFor({ timeout: WAIT });
  await page.getByRole('cell', { name: '694' }).first().waitFor({ timeout: WAIT });
  await page.getByRole('button', { name: /計画を保存/ }).click();
  await page.getByText('試算です').waitFor({ state: 'detached', timeout: WAIT });
  expect(await persons.inputValue()).toBe('131464');
});
