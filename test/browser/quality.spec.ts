import type { Page } from 'playwright-core';
import { currentTransaction } from '#libs/platform';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, pressButton, signIn } from './console-person.js';

/** 130 drawn replies of an inquiry, one a minute. */
const DRAWN = `
  WITH n AS MATERIALIZED (SELECT n, gen_random_uuid() AS word, now() - n * interval '1 minute' AS at FROM generate_series(1, 130) n),
  m AS (INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, delivery_state, author_id, created_at)
        SELECT $1, word, $2, 'outbound', 'email', '窓口', '確認しました。', 'sent', $3, date_trunc('milliseconds', at) FROM n),
  d AS (INSERT INTO quality_draw (tenant_id, day, seed, percent, replies, drawn_at) VALUES ($1, current_date - 1, 'many', 5, 2600, now()))
  INSERT INTO quality_sample (tenant_id, id, day, message_id, author_id)
  SELECT $1, gen_random_uuid(), current_date - 1, word, $3 FROM n`;

let desk: ConsoleWorld;
let page: Page;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  const { id } = await desk.inquiry(desk.a);
  await desk.inBoth(() => currentTransaction().manager.query(DRAWN, [desk.a.tenantId, id, desk.userId('agentA')]));
  page = await signIn(desk, 'supervisor', '/console/quality');
}, 120_000);
afterAll(() => desk?.close());

test('the list goes on by keys: the first of what is new has the focus, and how many there are is told', async () => {
  const rows = page.getByRole('region', { name: '品質の点検' }).getByRole('listitem');
  await rows.nth(99).waitFor();
  expect(await rows.count()).toBe(100);
  await pressButton(rows.nth(99).getByRole('button'));
  await rows.nth(99).locator('[aria-current=true]').waitFor();
  const more = page.getByRole('button', { name: 'さらに表示' });
  await pressButton(more);
  await rows.nth(129).waitFor();
  await page.getByText('さらに30通を表示しました。').waitFor({ state: 'attached' });
  await rows.nth(100).locator(':focus').waitFor();
  await more.waitFor({ state: 'detached' });
  const ids = await rows.locator('button').evaluateAll((buttons) => buttons.map(({ id }) => id));
  expect(new Set(ids).size).toBe(130);
  // Over the border with the list's own keys.
  await page.keyboard.press('j');
  await rows.nth(100).locator('[aria-current=true]').waitFor();
  expect(await barriersOf(page)).toEqual([]);
});
