import type { Page } from 'playwright-core';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { connection, pressButton, signIn } from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
}, 120_000);
afterAll(() => desk?.close());

/** A promise, and what makes it come true. */
const moment = (): Promise<void> & { come: () => void } => {
  let come = (): void => undefined;
  const promise = new Promise<void>((resolve) => (come = resolve));
  return Object.assign(promise, { come });
};

/** The server answers the first such request at once; the answer reaches the page when it is let go. */
const holdFirst = async (page: Page, method: 'GET' | 'POST', path: string) => {
  const [answered, held, arrived] = [moment(), moment(), moment()];
  let isFirst = true;
  await page.route(`**/api/v1/${path}`, async (route) => {
    if (route.request().method() !== method || !isFirst) return route.continue();
    isFirst = false;
    const response = await route.fetch();
    answered.come();
    await held;
    await route.fulfill({ response });
    arrived.come();
  });
  return { answered, arrive: () => (held.come(), arrived) };
};

const owner = (page: Page, name: string) => page.getByTestId('ticket').getByText(`担当 ${name}`);
const note = async (id: string, text: string): Promise<void> => {
  const { status } = await (await desk.as('agentAB')).post(`/api/v1/tickets/${id}/notes`, { text });
  expect(status).toBe(201);
};

test('a ticket that one has claimed stays so when an older answer comes late', async () => {
  const { id, number } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await owner(page, 'なし').waitFor();
  await connection(page, '接続中').waitFor();
  const older = await holdFirst(page, 'GET', `tickets/${number}`);
  await note(id, '電話で続きがありました。');
  await older.answered;
  await pressButton(page.getByTestId('ticket').getByRole('button', { name: /引き受ける/ }));
  await owner(page, '自分').waitFor();
  await older.arrive();
  await page.getByText('電話で続きがありました。').waitFor();
  expect(await owner(page, '自分').count()).toBe(1);
  await page.context().close();
});

test('the slow answer to one’s own step hides nothing that came after it', async () => {
  const { id, number } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await owner(page, 'なし').waitFor();
  await connection(page, '接続中').waitFor();
  const own = await holdFirst(page, 'POST', `tickets/${id}/claim`);
  await pressButton(page.getByTestId('ticket').getByRole('button', { name: /引き受ける/ }));
  await own.answered;
  await note(id, '店舗から返事がありました。');
  await page.getByText('店舗から返事がありました。').waitFor();
  await own.arrive();
  await pressButton(page.getByRole('button', { name: 'ほかの操作' }));
  await page.getByRole('menuitem', { name: /返却/ }).waitFor();
  expect(await page.getByText('店舗から返事がありました。').count()).toBe(1);
  await page.context().close();
});
