import type { Page } from 'playwright-core';
import type { TicketPage, TicketView } from '#libs/contracts';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { until } from '../support/until.js';
import { connection, deskOfCall, signIn } from './console-person.js';

const HOUR = 3_600_000;

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld();
}, 120_000);
afterAll(() => desk?.close());

/** A machine whose clock is some hours ahead, or behind. */
const withClock = async (page: Page, hours: number): Promise<void> => {
  await page.addInitScript(`
    const told = Date.now.bind(Date);
    window.ahead = ${hours * HOUR};
    Date.now = () => told() + window.ahead;
  `);
  await page.reload();
};
const setClock = (page: Page, hours: number) => page.evaluate(`window.ahead = ${hours * HOUR}`);

/** What the console’s own clock shows, against the true time. */
const isRight = async (page: Page): Promise<boolean> => {
  const shown = await page.locator('header time').first().getAttribute('datetime');
  return Math.abs(Date.parse(shown ?? '') - Date.now()) < 30_000;
};

test('on a machine whose clock is hours wrong, and is set while it runs, the floor tells true ages and times left', async () => {
  const agent = await desk.as('agentA');
  await agent.connect();
  await desk.inquiry(desk.a);
  const floor = await signIn(desk, 'supervisor', '/console/floor');
  await withClock(floor, 5);
  const waiting = floor.getByRole('link', { name: /^対応待ち 1件/ }).first();
  const person = floor.getByRole('row', { name: /小川.*受付可/ });
  const look = async () => {
    await until('the clock is right', () => isRight(floor));
    expect(await waiting.getAttribute('aria-label')).toMatch(/最長 [0-2]分/);
    expect(await person.innerText()).toMatch(/受付可\s+[0-2]分/);
    expect(await floor.getByText(/超過 \d+時間/).count()).toBe(0);
  };
  await waiting.waitFor();
  await person.waitFor();
  await look();
  for (const hours of [-3, 24, 0]) {
    await setClock(floor, hours);
    await look();
  }
  await floor.context().close();
}, 120_000);

test('a call on such a machine is measured right, though the clock is set in the middle of it', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone');
  await withClock(page, -7);
  await connection(page, '接続中').waitFor();
  await deskOfCall(page).waitFor();
  await page.getByRole('textbox', { name: 'お名前' }).fill('時計 狂太');
  const began = Date.now();
  await setClock(page, 6);
  await page.keyboard.press('F8');
  await page.getByText('保留中').waitFor();
  await setClock(page, -2);
  await page.keyboard.press('F8');
  await page.keyboard.press('Alt+1');
  await page.locator('#call-text').fill('時計のずれた端末からの記録。');
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Alt+r');
  await page.keyboard.press('Control+Enter');
  await page.getByText('終話後の処理', { exact: true }).waitFor();
  await setClock(page, 48);
  await page.keyboard.press('Control+Enter');
  await page.getByText('待機', { exact: true }).waitFor();
  const agent = await desk.as('agentA');
  const { items } = (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('狂太')}`)).body;
  const { call } = await until('the work after the call is over', async () => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${items[0]!.id}`);
    return body.call?.wrapSeconds === null ? null : body;
  });
  const seconds = Math.ceil((Date.now() - began) / 1_000) + 2;
  for (const measured of [call!.durationSeconds!, call!.heldSeconds, call!.wrapSeconds!]) {
    expect(measured).toBeGreaterThanOrEqual(0);
    expect(measured).toBeLessThanOrEqual(seconds);
  }
  await page.context().close();
}, 120_000);
