import { type Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('the browser of the tests draws Japanese with no font of the page or the machine', async () => {
  const page = await browser.newPage();
  const drawn = async (text: string): Promise<string> => {
    await page.setContent(`<p style="font-size: 48px">${text}</p>`);
    return (await page.locator('p').screenshot()).toString('base64');
  };
  const pictures = [await drawn('返'), await drawn('金'), await drawn('髙'), await drawn('　')];
  // Characters without a glyph all look alike: a box, or nothing.
  expect(new Set(pictures).size).toBe(4);
});
