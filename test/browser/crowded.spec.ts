import type { Page } from 'playwright-core';
import type { PromiseView, TicketApproval, TicketView } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { owePromises } from '../support/many-promises.js';
import { barriersOf, connection, pressButton, signIn } from './console-person.js';

const MANY = 1_204;
const LONG_NAME = 'マリア・フェルナンダ・ゴンザレス＝デ・ラ・クルス＝イ・エスコバル 小鳥遊';
let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  const agent = await desk.as('agentA');
  const { id } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const until = new Date(Date.now() + 30 * 60_000).toISOString();
  const { body } = await agent.post<PromiseView>(`/api/v1/tickets/${id}/promises`, { kind: 'answer', until });
  await owePromises(desk, body.id, MANY - 1);
  await desk.inBoth(() =>
    currentTransaction().manager.query('UPDATE app_user SET name = $2 WHERE id = $1', [
      desk.userId('agentA'),
      LONG_NAME,
    ]),
  );
}, 120_000);
afterAll(() => desk?.close());

test('all promises are counted, and those beyond the first page are a key away', async () => {
  const page = await signIn(desk, 'agentA', '/console/promises');
  await connection(page, '接続中').waitFor();
  await page.getByText('お答えの期日 ・ 1,204件').waitFor();
  await page.getByRole('button', { name: 'すべて 1,204' }).waitFor();
  const rows = page.locator('tr[data-promise]');
  await rows.nth(199).waitFor();
  expect(await rows.count()).toBe(200);
  const more = page.getByRole('button', { name: 'さらに表示' });
  await pressButton(more);
  await rows.nth(399).waitFor();
  await page.getByText('さらに200件を表示しました。').waitFor({ state: 'attached' });
  await rows.nth(200).and(page.locator(':focus')).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  // A link leads to one that stands on no page yet.
  const last = (await desk.inBoth(() =>
    currentTransaction().manager.query('SELECT id FROM promise ORDER BY until DESC LIMIT 1'),
  )) as { id: string }[];
  await page.goto(`${desk.api.url}/console/promises?promise=${last[0]!.id}`);
  await page.getByRole('button', { name: '約束を変える' }).waitFor();
  await page.context().close();
}, 90_000);

test('all decisions of a day are counted, and those beyond the first page are a key away', async () => {
  const agent = await desk.as('agentA');
  const { id } = await desk.inquiry(desk.a, { topic: 'COMP' });
  const { version } = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const reply = {
    text: 'お尋ねの補償は、決まり次第お知らせいたします。',
    baseVersion: version,
    idempotencyKey: 'crowded-1',
  };
  await agent.post(`/api/v1/tickets/${id}/replies`, reply);
  const { approval } = (await agent.get<TicketApproval>(`/api/v1/tickets/${id}/approval`)).body;
  await (await desk.as('supervisor')).post(`/api/v1/approvals/${approval!.id}/approve`, { textVersion: 1 });
  await desk.inBoth(() =>
    currentTransaction().manager.query(
      `INSERT INTO reply_approval
       SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'message_id', gen_random_uuid(),
                                                           'idempotency_key', 'crowded-' || n))).*
         FROM reply_approval a, generate_series(2, 1250) n WHERE id = $1`,
      [approval!.id],
    ),
  );
  const page = await signIn(desk, 'admin', '/console/approvals');
  await pressButton(page.getByRole('button', { name: '今日の済み 1,250' }));
  const rows = page.getByRole('listbox', { name: '今日決めた返信' }).getByRole('option');
  await rows.nth(199).waitFor();
  expect(await rows.count()).toBe(200);
  await pressButton(page.getByRole('button', { name: 'さらに表示' }));
  await rows.nth(399).waitFor();
  await page.getByText('さらに200件を表示しました。').waitFor({ state: 'attached' });
  await rows.nth(200).and(page.locator(':focus')).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 90_000);

test('a very long name leaves the rest of the floor its room, also in the dialog that moves work', async () => {
  await (await desk.as('agentA')).connect();
  const page = await signIn(desk, 'supervisor', '/console/floor', { viewport: { width: 1280, height: 800 } });
  await page.getByRole('row', { name: /小鳥遊/ }).waitFor();
  const people = page.locator('#people table');
  const overflow = (): Promise<number> =>
    people.evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0));
  expect(await overflow()).toBeLessThanOrEqual(1);
  const rightOf = async (part: ReturnType<Page['locator']>): Promise<number> => {
    const { x, width } = (await part.boundingBox())!;
    return x + width;
  };
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('渡す先').waitFor();
  for (const label of ['どこから', '渡す先', '件数']) {
    expect(await rightOf(dialog.getByLabel(label))).toBeLessThan(await rightOf(dialog));
  }
  await page.context().close();
}, 90_000);
