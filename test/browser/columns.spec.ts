import type { Page } from 'playwright-core';
import type { SessionView } from '#libs/contracts';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { until } from '../support/until.js';
import { barriersOf, connection, signIn, signInByHand } from './console-person.js';

let desk: ConsoleWorld;
let place: string;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  place = `/console/t/${(await desk.inquiry(desk.a)).number}`;
});
afterAll(() => desk?.close());

const line = (page: Page, name: '一覧の幅' | '情報欄の幅') => page.getByRole('separator', { name });
const widthOf = async (page: Page, name: '一覧の幅' | '情報欄の幅'): Promise<number> =>
  Number(await line(page, name).getAttribute('aria-valuenow'));
const drawnWidth = async (page: Page): Promise<number> => (await page.locator('#queue-column').boundingBox())!.width;

test('a column is drawn by the pointer, moved by arrows, and has its width again after a reload', async () => {
  const page = await signIn(desk, 'agentAB', place);
  await connection(page, '接続中').waitFor();
  expect(await widthOf(page, '一覧の幅')).toBe(376);
  const { x, y, height } = (await line(page, '一覧の幅').boundingBox())!;
  await page.mouse.move(x + 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 64, y + height / 2, { steps: 4 });
  await until('the column is drawn', async () => (await widthOf(page, '一覧の幅')) === 436);
  await page.mouse.up();
  await page.mouse.move(x + 300, y + height / 2);
  expect(await widthOf(page, '一覧の幅')).toBe(436);
  expect(await drawnWidth(page)).toBe(436);

  await line(page, '一覧の幅').press('ArrowLeft');
  await line(page, '情報欄の幅').press('ArrowLeft');
  await line(page, '情報欄の幅').press('Shift+ArrowLeft');
  expect([await widthOf(page, '一覧の幅'), await widthOf(page, '情報欄の幅')]).toEqual([420, 412]);
  await page.reload();
  await line(page, '情報欄の幅').waitFor();
  expect([await drawnWidth(page), await widthOf(page, '情報欄の幅')]).toEqual([420, 412]);
  expect(await barriersOf(page)).toEqual([]);

  // The ticket keeps its room, whatever the columns take.
  await line(page, '一覧の幅').press('End');
  await line(page, '情報欄の幅').press('End');
  const ticketWidth = async (): Promise<number> => (await page.getByTestId('ticket').boundingBox())!.width;
  expect(await ticketWidth()).toBeGreaterThanOrEqual(440);
  await page.setViewportSize({ width: 1280, height: 720 });
  await until('the ticket has its room again', async () => (await ticketWidth()) >= 440);
  await line(page, '一覧の幅').press('Enter');
  expect(await widthOf(page, '一覧の幅')).toBe(376);
  await page.context().close();
}, 60_000);

test('the command palette does the same without drawing; another person on this device has widths of their own', async () => {
  const page = await signInByHand(desk, 'agentAB', place);
  await line(page, '一覧の幅').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('一覧を広く');
  await page.getByRole('option', { name: '一覧を広くする' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await widthOf(page, '一覧の幅')).toBe(440);
  await page.context().clearCookies();
  const [name = '', value = ''] = (await desk.as('agentA')).cookie.split('=');
  await page.context().addCookies([{ name, value, url: desk.api.url }]);
  await page.goto(desk.api.url + place);
  await line(page, '一覧の幅').waitFor();
  expect(await widthOf(page, '一覧の幅')).toBe(376);
  await page.context().close();
}, 60_000);

test('damaged widths are as good as none: the queue and its ticket stand, and a new width is kept', async () => {
  const page = await signIn(desk, 'agentAB', '/console/promises');
  await connection(page, '接続中').waitFor();
  const { user } = (await (await desk.as('agentAB')).get<SessionView>('/api/v1/session')).body;
  for (const damaged of ['{"list":', 'null', '7', '{"list":"wide","context":null}']) {
    await page.evaluate(`localStorage.setItem('madoguchi.columns.${user.id}', ${JSON.stringify(damaged)})`);
    await page.goto(desk.api.url + place);
    await line(page, '一覧の幅').waitFor();
    expect([await widthOf(page, '一覧の幅'), await widthOf(page, '情報欄の幅')]).toEqual([376, 332]);
  }
  await line(page, '一覧の幅').press('ArrowRight');
  await page.reload();
  await line(page, '一覧の幅').waitFor();
  expect(await widthOf(page, '一覧の幅')).toBe(392);
  await page.context().close();
}, 60_000);
