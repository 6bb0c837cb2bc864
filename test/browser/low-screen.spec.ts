import type { Page } from 'playwright-core';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { signIn } from './console-person.js';

const LOW = { locale: 'en-GB', viewport: { width: 1280, height: 800 } };

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
});
afterAll(() => desk?.close());

/** Lowest edge of what a selector finds, in pixels. */
const lowest = (page: Page, selector: string): Promise<number> =>
  page.evaluate<number>(
    `Math.max(...[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.getBoundingClientRect().bottom))`,
  );

test('every key of the phone desk stands above its foot, before a call and in one', async () => {
  const page = await signIn(desk, 'agentA', '/console/phone', LOW);
  const save = page.getByRole('button', { name: /^Save call/ });
  const room = async (): Promise<number> =>
    (await save.boundingBox())!.y - (await lowest(page, '[data-field="outcome"] button'));
  await save.waitFor();
  expect(await room()).toBeGreaterThan(8);
  await page.getByRole('button', { name: 'Start the call' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('山田 太郎');
  await page.getByRole('button', { name: 'Clear' }).waitFor();
  expect(await room()).toBeGreaterThan(8);
  await page.context().close();
});

test('a wall shows whole rows of what needs somebody, and says how many it has no room for', async () => {
  for (let count = 0; count < 12; count += 1) await desk.inquiry(desk.a, { topic: 'MIS' });
  const page = await signIn(desk, 'supervisor', '/console/wall', LOW);
  const list = 'section[aria-labelledby="attention-title"]';
  const more = page.locator(list).getByText(/^\+\d+ more$/);
  await more.waitFor();
  const shown = await page.evaluate<number>(
    `[...document.querySelectorAll('${list} li')].filter((row) => getComputedStyle(row).visibility === 'visible').length`,
  );
  expect(shown).toBeGreaterThanOrEqual(3);
  expect(await more.innerText()).toBe(`+${12 - shown} more`);
  expect(await lowest(page, `${list} li:not([data-cut])`)).toBeLessThanOrEqual((await more.boundingBox())!.y);
  await page.context().close();
});
