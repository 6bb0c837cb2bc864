import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { ConsoleWorld } from '../support/console-world.js';
import { PASSWORD, type PersonName } from '../support/world.js';

/** Chooses the language of the sign-in page, and with it that of this browser; an account's own language is left alone after that. */
export const speak = (page: Page, language: 'ja' | 'en'): Promise<void> =>
  page.locator(`button[lang="${language}"]`).click();

/** A window of a person at a desk: Japanese, on a desktop. */
const openWindow = (desk: ConsoleWorld, options: BrowserContextOptions): Promise<BrowserContext> =>
  desk.browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1440, height: 900 },
    ...options,
  });

/** A person with a browser of their own, and with an English one in English, who is signed in and on the page that they asked for. */
export const signIn = async (
  desk: ConsoleWorld,
  person: PersonName,
  place: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await openWindow(desk, options);
  const [name = '', value = ''] = (await desk.as(person)).cookie.split('=');
  await context.addCookies([{ name, value, url: desk.api.url }]);
  if (options.locale?.startsWith('en')) {
    await context.addInitScript(`localStorage.setItem('madoguchi.language', 'en')`);
  }
  const page = await context.newPage();
  await page.goto(desk.api.url + place);
  await page.waitForURL(desk.api.url + place);
  return page;
};

/** The same through the sign-in page, by its fields. */
export const signInByHand = async (desk: ConsoleWorld, person: PersonName, place: string): Promise<Page> => {
  const page = await (await openWindow(desk, {})).newPage();
  await page.goto(desk.api.url + place);
  await fillSignIn(page, person);
  await page.waitForURL(desk.api.url + place);
  return page;
};

export const fillSignIn = async (page: Page, person: PersonName): Promise<void> => {
  await page.locator('#email').fill(`${person}@desk.example.jp`);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#password').press('Enter');
};

/** Presses a button by the keyboard, as soon as it can be used: a blocked one keeps its place and takes the key in silence. */
export const pressButton = (button: Locator): Promise<void> =>
  button.and(button.page().locator(':not([aria-disabled="true"])')).press('Enter');

/** The console's whole word for its live connection: 再接続中 is not 接続中. */
export const connection = (page: Page, word: '接続中' | '切断'): Locator =>
  page.getByTestId('connection').getByText(word, { exact: true });

/** The only desk of A stands at the call: without it nothing is saved. */
export const deskOfCall = (page: Page): Locator =>
  page.getByRole('region', { name: 'この電話' }).getByText('着信 03-0000-0310');

/** For answers that a test holds back: this page gives none of them up, however slow the machine is meanwhile. */
export const waitForAnswers = (page: Page): Promise<void> =>
  page.evaluate<void>('AbortSignal.timeout = () => new AbortController().signal; undefined');

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
  // What fades in has no contrast yet.
  await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() =>
    Promise.allSettled(document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity).map((each) => each.finished)))`);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
};
