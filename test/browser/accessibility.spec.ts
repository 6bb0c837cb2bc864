import type { BrowserContextOptions, Page } from 'playwright-core';
import { affectedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { until } from '../support/until.js';
import { barriersOf, editorOf, signIn, speak } from './console-person.js';

let desk: ConsoleWorld;
let number: string;

beforeAll(async () => {
  desk = await consoleWorld();
  await affectedText(desk);
  ({ number } = await desk.inquiry(desk.a, { text: '番号は4111111111111111です。', topic: 'MIS' }));
  await desk.inquiry(desk.b);
  await desk.inquiry(desk.a, { language: 'en', requester: { name: 'D. Whitfield', email: 'd@mail.example.jp' } });
}, 120_000);
afterAll(() => desk?.close());

/** Barriers by screen, so that one run names them all. */
class Survey {
  readonly found: Record<string, string[]> = {};

  async look(name: string, page: Page): Promise<void> {
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const standing = await barriersOf(page);
    if (standing.length > 0) this.found[name] = standing;
  }
}

const LIGHT: BrowserContextOptions = { colorScheme: 'light' };
const DARK: BrowserContextOptions = { colorScheme: 'dark', locale: 'en-GB' };

const PLACES = [
  'floor',
  'wall',
  'kpis',
  'kpis/calls',
  'misuse',
  'training',
  'phone',
  'promises',
  'approvals',
  'quality',
  'staffing',
  'outbox',
  'mail',
  'nowhere',
];
const ADMIN_PLACES = [
  'settings/hours',
  'settings/roster',
  'settings/accounts',
  'settings/accounts?part=import',
  'settings/phone',
  'settings/texts',
  'settings/training',
  'mail/settings',
];

const languageOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

test.each([
  ['light, Japanese', 'ja', LIGHT],
  ['dark, English', 'en', DARK],
] as const)(
  'no barrier on the screens of the staff, %s',
  async (_, language, look) => {
    const survey = new Survey();
    const context = await desk.browser.newContext({ locale: 'ja-JP', ...look });
    const door = await context.newPage();
    await door.goto(`${desk.api.url}/login`);
    await door.locator('#email').waitFor();
    await speak(door, language);
    await survey.look('sign-in', door);
    await context.close();

    const page = await signIn(desk, 'supervisor', '/console/queue/waiting', look);
    await page.locator('[data-ticket]').first().waitFor();
    expect(await languageOf(page)).toBe(language);
    await survey.look('queue', page);
    await page.goto(`${desk.api.url}/console/t/${number}`);
    await page.getByTestId('ticket').waitFor();
    await page.keyboard.press('r');
    await until('the composer has the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.tagName === 'TEXTAREA'`),
    );
    await page.keyboard.press('Control+/');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await survey.look('palette', page);
    // Nobody but the agent chooses an answer about being affected.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await survey.look('ticket with a draft', page);
    for (const place of PLACES) {
      await page.goto(`${desk.api.url}/console/${place}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await survey.look(place, page);
    }
    await page.goto(`${desk.api.url}/console/t/${number}`);
    await page.getByTestId('ticket').waitFor();
    for (const dialog of ['?', 'b', 'e', 't', 'Control+k']) {
      await page.locator('#ticket-title').focus();
      await page.keyboard.press(dialog);
      await page.getByRole('dialog').waitFor();
      await survey.look(`dialog of ${dialog}`, page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.context().close();
    expect(survey.found).toEqual({});
  },
  240_000,
);

test.each([
  ['light, Japanese', 'ja', LIGHT],
  ['dark, English', 'en', DARK],
] as const)(
  'no barrier on the screens of an administrator, %s',
  async (_, language, look) => {
    const survey = new Survey();
    const page = await signIn(desk, 'admin', '/console/settings/hours', look);
    for (const place of ADMIN_PLACES) {
      await page.goto(`${desk.api.url}/console/${place}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await survey.look(place, page);
    }
    expect(await languageOf(page)).toBe(language);
    await page.context().close();
    expect(survey.found).toEqual({});
  },
  180_000,
);

test.each([
  ['light, Japanese', 'ja', LIGHT],
  ['dark, English', 'en', DARK],
] as const)(
  'no barrier on the screens of a shop, %s',
  async (_, language, look) => {
    const survey = new Survey();
    const page = await signIn(desk, 'shopA', '/portal', look);
    for (const place of ['', '/tickets', `/tickets/${number}`, '/settings']) {
      await page.goto(`${desk.api.url}/portal${place}`);
      await page.getByRole('heading').first().waitFor();
      await survey.look(`portal${place}`, page);
    }
    expect(await languageOf(page)).toBe(language);
    await page.context().close();
    expect(survey.found).toEqual({});
  },
  60_000,
);

test('no barrier where a send was stopped', async () => {
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await page.getByRole('button', { name: '引き受ける', exact: true }).click();
  await page.getByText('担当 自分').waitFor();
  await editorOf(page).fill('お調べしたうえで、本日中にお返事いたします。');
  const supervisor = await desk.as('supervisor');
  const { body: ticket } = await supervisor.get<{ id: string; version: number }>(`/api/v1/tickets/${number}`);
  await supervisor.post(`/api/v1/tickets/${ticket.id}/replies`, {
    text: 'お調べしたうえで、本日中にお返事いたします。ご心配をおかけしております。',
    baseVersion: ticket.version,
    idempotencyKey: 'a-reply-of-the-supervisor',
    then: 'answered',
  });
  await page.getByRole('article', { name: /森田/ }).first().waitFor();
  await editorOf(page).press('Control+Enter');
  await page.getByRole('region', { name: '送信を止めました' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);
