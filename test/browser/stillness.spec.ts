import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import { affectedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { composerHasFocus, connection, draftOf, editorOf, selectedText, signIn } from './console-person.js';

const WAITING = '/console/queue/waiting';
const AT_FIRST = 40;
const NEWS = 150;

let desk: ConsoleWorld;
const tickets: { id: string; number: string }[] = [];

beforeAll(async () => {
  desk = await consoleWorld();
  await affectedText(desk);
  for (let count = 0; count < AT_FIRST; count++) tickets.push(await desk.inquiry(desk.a));
}, 120_000);
afterAll(() => desk?.close());

const placesOf = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(`Object.fromEntries([...document.querySelectorAll('[data-ticket]')]
    .map((row) => [row.dataset.ticket, row.getBoundingClientRect().top]))`);

test('a stream of news moves neither the row with the focus nor the one under the pointer, nor any other', async () => {
  const page = await signIn(desk, 'agentA', WAITING);
  await connection(page, '接続中').waitFor();
  const rows = page.locator('[data-ticket]');
  await rows.nth(7).waitFor();
  await rows.nth(4).focus();
  await rows.nth(7).hover();
  await page.evaluate(`
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { node, previousRect, currentRect } of list.getEntries().flatMap(({ sources }) => sources)) {
        // A word that grows moves its own beginning, not what stands above or below.
        const isInList = node?.parentElement?.closest('[role=listbox]');
        if (isInList && previousRect.y !== currentRect.y) shifts.push(node.textContent);
      }
    }).observe({ type: 'layout-shift' });`);
  const before = await placesOf(page);

  const supervisor = await desk.as('supervisor');
  const own = desk.userId('agentAB');
  for (let count = 0; count < NEWS; count++) {
    const change = tickets[count % 20]!;
    await Promise.all([
      desk.inquiry(desk.a, { topic: count % 10 === 0 ? 'MIS' : 'AFF' }),
      supervisor.post(`/api/v1/tickets/${change.id}/${count % 2 ? 'release' : 'assign'}`, { assigneeId: own }),
    ]);
  }
  await page.getByRole('link', { name: new RegExp(`^対応待ち ?${AT_FIRST + NEWS}`) }).waitFor();
  await page.getByRole('button', { name: /^新着 \d+件を表示/ }).waitFor();

  const after = await placesOf(page);
  expect(after).toEqual(before);
  expect(await page.evaluate<string[]>('shifts')).toEqual([]);
  // However many wait, few of them are drawn.
  expect(await rows.count()).toBeLessThan(60);
  await page.context().close();
}, 120_000);

test('the next one is claimed, answered with a canned text and sent with few keys', async () => {
  const page = await signIn(desk, 'agentA', WAITING);
  await connection(page, '接続中').waitFor();
  await page.locator('[data-ticket]').first().waitFor();
  await page.evaluate(`
    globalThis.presses = [];
    window.addEventListener('keydown', ({ key, repeat }) => repeat || presses.push(key), true);`);
  await page.keyboard.press('n');
  await page.waitForURL('**/console/t/*');
  await until('the composer has the focus', () => composerHasFocus(page));
  await page.keyboard.press('/');
  const palette = page.getByRole('dialog', { name: '定型文' });
  await palette.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await palette.getByText('2015年8月22日15時').waitFor();
  await page.keyboard.press('Enter');
  await until('the missing date is selected', async () => (await selectedText(page)) === '{回答期日}');
  await page.keyboard.insertText('7月1日');
  await until(
    'the send is free',
    async () => (await page.getByRole('button', { name: '送信', exact: true }).getAttribute('aria-disabled')) === null,
  );
  await page.keyboard.press('Control+Enter');
  await until('the reply is gone from the composer', async () => (await draftOf(page)) === '');
  expect(await page.evaluate('presses')).toEqual(['n', '/', 'ArrowDown', 'Enter', 'Control', 'Enter']);
  await page.context().close();
}, 60_000);

/** A band is seen when nothing but a transparent backdrop lies over its middle. */
const bandIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(`[...document.querySelectorAll('[role=group][aria-label="返信の名義"], section[aria-label="この電話"]')].some((band) => {
    const { left, top, width, height } = band.getBoundingClientRect();
    const there = document.elementsFromPoint(left + width / 2, top + height / 2);
    return band.contains(there.find((one) => one.getAttribute('aria-hidden') !== 'true') ?? null);
  })`);

test.each([
  ['1280 × 720', { width: 1280, height: 720 }],
  ['the same at 200 %', { width: 640, height: 360 }],
] as const)(
  'in whose name one writes or speaks stays in sight, %s',
  async (_, viewport) => {
    const { number, id } = await desk.inquiry(desk.a, { text: '対象でしょうか。'.repeat(60) });
    const page = await signIn(desk, 'agentA', `/console/t/${number}`, { viewport });
    const seen: Record<string, boolean> = {};
    const look = async (state: string) => {
      seen[state] = await bandIsSeen(page);
    };
    await page.getByTestId('ticket').waitFor();
    await page.getByRole('button', { name: '引き受ける', exact: true }).click();
    await page.getByText('担当 自分').waitFor();
    await editorOf(page).focus();
    await look('an empty reply');
    await page.keyboard.press('Control+/');
    const palette = page.getByRole('dialog', { name: '定型文' });
    await palette.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await palette.getByText('2015年8月22日15時').waitFor();
    await look('canned texts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+;');
    await page.getByRole('dialog').waitFor();
    await look('facts');
    await page.keyboard.press('Escape');
    await editorOf(page).fill('お調べします。\n'.repeat(40));
    await look('a long reply');
    await page.keyboard.press('Escape');
    await page.locator('#ticket-title').focus();
    await page.keyboard.press('m');
    await page.getByRole('textbox', { name: '内部メモの本文' }).waitFor();
    await look('a note');
    await page.keyboard.press('Escape');
    await page.locator('#ticket-title').focus();
    await page.keyboard.press('r');
    const supervisor = await desk.as('supervisor');
    const { body: ticket } = await supervisor.get<{ version: number }>(`/api/v1/tickets/${number}`);
    await supervisor.post(`/api/v1/tickets/${id}/replies`, {
      text: 'お調べしたうえで、本日中にお返事いたします。',
      baseVersion: ticket.version,
      idempotencyKey: `band-${viewport.width}`,
      then: 'answered',
    });
    await page.getByRole('article', { name: /森田/ }).first().waitFor();
    await editorOf(page).press('Control+Enter');
    await page.getByRole('region', { name: '送信を止めました' }).waitFor();
    await look('a stopped send');
    await page.goto(`${desk.api.url}/console/phone`);
    await page.getByRole('button', { name: '着信を記録' }).click();
    await page.getByRole('textbox', { name: '要点' }).focus();
    await look('a call');
    await page.context().close();
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((state) => [state, true])));
  },
  90_000,
);
