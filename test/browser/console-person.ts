import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { PASSWORD, type PersonName, type World } from '../support/world.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Browser tests use the console as it is served: built. */
export const requireConsole = (): void => {
  if (existsSync(path.join(root, 'dist/console/index.html'))) return;
  throw new Error(
    'The console is not built: run `npm run build:console`, or `npm test`, which builds what is missing.',
  );
};

/** Chooses the language of the sign-in page, and with it that of this browser; an account's own language is left alone after that. */
export const speak = (page: Page, language: 'ja' | 'en'): Promise<void> =>
  page.locator(`button[lang="${language}"]`).click();

/** A person with a browser of their own, and with an English one in English, signed in through the sign-in page and on the page that they asked for. */
export const signIn = async (
  desk: World,
  browser: Browser,
  person: PersonName,
  place: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  await page.goto(desk.api.url + place);
  if (options.locale?.startsWith('en')) await speak(page, 'en');
  await page.locator('#email').fill(`${person}@desk.example.jp`);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#password').press('Enter');
  await page.waitForURL(desk.api.url + place);
  return page;
};

/** The console's word for its live connection. */
export const connection = (page: Page, word: string): Locator =>
  page.getByTestId('connection').filter({ hasText: word });

export const rowOf = (page: Page, number: string): Locator => page.locator(`[data-ticket="${number}"]`);

/** Waits until the live list shows a ticket, and asks for what the list holds back, as a person does. */
export const rowInView = async (page: Page, number: string): Promise<Locator> => {
  const row = rowOf(page, number);
  const bar = page.getByRole('button', { name: /^新着 \d+件を表示|^一覧を整える/ });
  await row.or(bar).first().waitFor();
  // The list applies what it holds by itself too, so the bar may be gone by now.
  for (const each of await bar.all()) await each.dispatchEvent('click', {}, { timeout: 1_000 }).catch(() => undefined);
  await row.waitFor();
  return row;
};

export const editorOf = (page: Page): Locator => page.getByRole('textbox', { name: '返信の本文' });

export const draftOf = (page: Page): Promise<string> => editorOf(page).inputValue();

export const composerHasFocus = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`document.activeElement?.getAttribute('aria-label') === '返信の本文'`);

/** What is selected in the field that has the focus. */
export const selectedText = (page: Page): Promise<string> =>
  page.evaluate<string>(`(({ value, selectionStart, selectionEnd }) =>
    (value ?? '').slice(selectionStart, selectionEnd))(document.activeElement ?? {})`);

/** What bars people from this screen, by axe: serious and critical findings. */
export const barriersOf = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
};
