// npm run screenshots: takes the pictures of docs/screenshots on a demo desk of its own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { log, readConfig } from '#libs/platform';
import { startDesk, type RunningDesk } from '../../apps/standalone/src/standalone.js';
import { launchBrowser } from '../support/browser.js';
import { fillInquiry, goOn, sendInquiry } from './form-visitor.js';
import { requireConsole } from '../support/console-world.js';

const pictures = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
/** Stands in the mails and on the sign-in page of the pictures. */
const PORT = '3210';
const FORM = '/d/netvivi/inquiry';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

class Photographer {
  constructor(
    private readonly desk: RunningDesk,
    private readonly browser: Browser,
  ) {}

  async open(place: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(this.desk.url + place);
    return page;
  }

  /** Somebody of the demo, signed in, by the part of the address before the @. */
  async as(person: string, place: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const account = this.desk.accounts.find(({ email }) => email.startsWith(person));
    if (!account) throw new Error(`the demo has no account ${person}`);
    const page = await this.open(place, options);
    await page.locator('#email').fill(account.email);
    await page.locator('#password').fill(account.password);
    await page.locator('#password').press('Enter');
    await page.waitForURL(this.desk.url + place);
    return page;
  }

  async take(page: Page, name: string): Promise<void> {
    await page.evaluate('document.fonts.ready');
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled', caret: 'hide' });
    say(`  ${name}.png`);
  }
}

const firstRow = '[data-ticket]';

const photographConsole = async (photographer: Photographer): Promise<void> => {
  const agent = await photographer.as('ogawa', '/console/queue/waiting');
  const colleague = await photographer.as('sato', '/console/queue/waiting');
  await agent.locator(firstRow).first().waitFor();
  await colleague.locator(firstRow).nth(3).click();
  await colleague.getByTestId('ticket').waitFor();
  await agent
    .getByRole('option', { name: /^NET ViVi.*対象かどうか/ })
    .first()
    .click();
  await agent.getByTestId('ticket').waitFor();
  await agent.keyboard.press('c');
  const editor = agent.getByRole('textbox', { name: '返信の本文' });
  await editor.and(agent.locator(':focus')).waitFor();
  await photographer.take(agent, 'queue-light');

  await editor.press('/');
  const palette = agent.getByRole('dialog', { name: '定型文' });
  await palette.getByRole('option', { name: /対象に含まれていました/ }).click();
  await palette.getByText('自動で入る').waitFor();
  await photographer.take(agent, 'ticket-palette');
  await agent.keyboard.press('Escape');

  const number = new URL(agent.url()).pathname.split('/').at(-1)!;
  await editor.fill(
    'お問い合わせをいただき、ありがとうございます。\nお調べしたうえで、本日中にあらためてお返事いたします。',
  );
  const supervisor = await photographer.as('morita', `/console/t/${number}`);
  const theirs = supervisor.getByRole('textbox', { name: '返信の本文' });
  await theirs.fill('ご心配をおかけしております。\nお調べしたうえで、本日中にあらためてお返事いたします。');
  await supervisor.getByRole('button', { name: '送信', exact: true }).click();
  await agent.getByRole('article', { name: /森田/ }).last().waitFor();
  await editor.press('Control+Enter');
  await agent.getByRole('region', { name: '送信を止めました' }).waitFor();
  await photographer.take(agent, 'stopped');
  await agent.getByRole('button', { name: '下書きを捨てる' }).click();

  await supervisor.goto(new URL('/console/floor', supervisor.url()).href);
  await supervisor
    .getByRole('link', { name: /^対応待ち \d+件/ })
    .first()
    .waitFor();
  await photographer.take(supervisor, 'floor');
  await supervisor.goto(new URL('/console/outbox', supervisor.url()).href);
  await supervisor.getByRole('article', { name: 'メール' }).waitFor();
  await photographer.take(supervisor, 'outbox');
  await agent.goto(new URL('/console/phone', agent.url()).href);
  await agent.getByRole('heading', { level: 1 }).first().waitFor();
  await photographer.take(agent, 'phone');
  for (const page of [agent, colleague, supervisor]) await page.context().close();

  const dark = await photographer.as('sato', '/console/queue/all', { ...DESKTOP, colorScheme: 'dark' });
  await dark.locator(firstRow).nth(2).click();
  await dark.getByTestId('ticket').waitFor();
  await photographer.take(dark, 'queue-dark');
  await dark.context().close();
};

const photographShop = async (photographer: Photographer): Promise<void> => {
  for (const [name, options] of [
    ['portal-desktop', DESKTOP],
    ['portal-mobile', PHONE],
  ] as const) {
    const shop = await photographer.as('shop@netvivi', '/portal', options);
    await shop
      .getByRole('link', { name: /\d{3}-\d{4,}-\d/ })
      .first()
      .waitFor();
    await photographer.take(shop, name);
    await shop.context().close();
  }
};

const photographPublicPages = async (photographer: Photographer): Promise<void> => {
  const signIn = await photographer.open('/login');
  await signIn.locator('#email').waitFor();
  await photographer.take(signIn, 'sign-in');
  await photographer.take(await photographer.open('/d/netvivi'), 'desk-page');
  const form = await photographer.open(FORM, PHONE);
  await photographer.take(form, 'form-mobile');
  await fillInquiry(form, '昨年の秋に注文しました。私の情報は含まれていますか。');
  await goOn(form);
  await sendInquiry(form);
  await form.getByRole('link', { name: 'お問い合わせの状況のページ' }).click();
  await form.waitForURL('**/t/*');
  await photographer.take(form, 'status-page');
};

requireConsole();
log.level = 'error';
const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-screenshots-'));
mkdirSync(pictures, { recursive: true });
say('Starting a demo desk …');
const desk = await startDesk(readConfig({ PORT, SMTP_PORT: '0', DATA_DIR: dataDir }));
const browser = await launchBrowser();
try {
  const photographer = new Photographer(desk, browser);
  await photographConsole(photographer);
  await photographShop(photographer);
  await photographPublicPages(photographer);
} finally {
  await browser.close();
  await desk.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
