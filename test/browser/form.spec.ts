import type { BrowserContextOptions, Page } from 'playwright-core';
import { StatusLinks } from '#libs/desk';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { fillInquiry, goOn, sendInquiry } from './form-visitor.js';
import { barriersOf } from './console-person.js';

let desk: ConsoleWorld;

beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
});
afterAll(async () => {
  await desk.browser.close();
  await desk.close();
});

const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await desk.browser.newContext({ locale: 'ja-JP', viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.goto(desk.api.url + path);
  return page;
};

const TEXT = '私の注文は対象でしょうか。カードは4111 1111 1111 1111です。';

/** Paths of every public page, with one that has something written on it. */
const paths = async (): Promise<string[]> => {
  const { id } = await desk.inquiry(desk.a, { text: '番号は4111111111111111です。' });
  const token = desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation');
  const receipt = desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status');
  return [
    '/d/komorebi-a',
    '/d/komorebi-a?lang=en',
    '/d/komorebi-a/inquiry',
    '/d/komorebi-a/inquiry?lang=en',
    `/d/komorebi-a/inquiry/done?r=${receipt}`,
    '/d/komorebi-a/statements',
    '/d/komorebi-a/faq',
    `/t/${token}`,
    '/t/unknown',
    '/d/unknown',
  ];
};

test('without script, from the form over its faults to the receipt and the status page', async () => {
  const page = await open('/d/komorebi-a', { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'フォームで問い合わせる' }).click();
  await fillInquiry(page, TEXT);
  await page.locator('#emailConfirm').fill('m.fujishiro@mail.example');
  await goOn(page);
  await page.getByRole('link', { name: 'メールアドレス(確認)' }).click();
  await page.locator('#emailConfirm').fill('m.fujishiro@mail.example.jp');
  await goOn(page);
  await page.getByText('番号を伏せました').waitFor();
  await page.getByRole('button', { name: 'お問い合わせの内容を修正する' }).click();
  expect(await page.locator('#text').inputValue()).toContain('［カード番号は伏せました］');
  await goOn(page);
  await sendInquiry(page);
  const number = await page.locator('.number').innerText();
  expect(number).toMatch(/^\d{3}-\d{4,}-\d$/);
  await page.reload();
  expect(await page.locator('.number').innerText()).toBe(number);
  await page.getByRole('link', { name: 'お問い合わせの状況のページ' }).click();
  await page.getByText(number).waitFor();
  await page.context().close();
});

test.each(['light', 'dark'] as const)(
  'no barrier on any page, %s',
  async (colorScheme) => {
    for (const path of await paths()) {
      const page = await open(path, { colorScheme });
      expect({ path, barriers: await barriersOf(page) }).toEqual({ path, barriers: [] });
      await page.context().close();
    }
  },
  180_000,
);

test('no barrier on the form with faults and on its confirmation', async () => {
  const page = await open('/d/komorebi-a/inquiry');
  await goOn(page);
  await page.locator('.wrong').waitFor();
  expect(await page.locator('.fault').count()).toBe(6);
  expect(await barriersOf(page)).toEqual([]);
  await fillInquiry(page, TEXT);
  await goOn(page);
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
});

/** What has the focus, and whether it is to be seen without scrolling. */
const focused = (page: Page): Promise<{ what: string; seen: boolean }> =>
  page.evaluate(`(() => {
    const { id, className } = document.activeElement;
    const { top } = document.activeElement.getBoundingClientRect();
    return { what: id || className, seen: top >= 0 && top < innerHeight - 100 };
  })()`);

test('what is wrong is seen at once on a telephone, and the next key leads to it', async () => {
  const page = await open('/d/komorebi-a/inquiry');
  await goOn(page);
  await page.locator('.wrong').waitFor();
  expect(await focused(page)).toEqual({ what: 'box wrong', seen: true });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toEqual({ what: 'notice', seen: true });

  const { id } = await desk.inquiry(desk.a, { text: '長い文です。\n'.repeat(60) });
  await page.goto(`${desk.api.url}/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`);
  const check = page.getByRole('button', { name: '内容を確認する' });
  await check.click();
  await page.getByText('書き足す内容をお書きください。').waitFor();
  expect(await focused(page)).toEqual({ what: 'text', seen: true });
  await page.locator('#text').fill('追って書きます。');
  await check.click();
  await page.getByRole('button', { name: '書き直す' }).click();
  await check.waitFor();
  expect(await focused(page)).toEqual({ what: 'text', seen: true });
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
});

test.each(['', '?lang=en'])(
  'the way to the other language stands in the line of the pages on a telephone%s',
  async (query) => {
    const page = await open(`/d/komorebi-a${query}`);
    const tops = await page.evaluate<number[]>(
      `[...document.querySelectorAll('nav.pages a, nav.pages .other')].map((link) => link.getBoundingClientRect().top)`,
    );
    expect(tops).toHaveLength(4);
    expect(new Set(tops).size).toBe(1);
    await page.context().close();
  },
);

test('what is typed goes along into the other language and back, and Enter goes on, not into another language', async () => {
  const page = await open('/d/komorebi-a/inquiry', { javaScriptEnabled: false });
  await fillInquiry(page, TEXT);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Inquiry form for this incident' }).waitFor();
  expect(await page.locator('#name').inputValue()).toBe('藤代 恵');
  expect(await page.locator('#kana').inputValue()).toBe('フジシロ メグミ');
  await page.getByRole('button', { name: '日本語' }).click();
  await page.locator('#name').press('Enter');
  await page.getByRole('heading', { name: 'この内容で送信します' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Please check before sending' }).waitFor();
  await page.context().close();
});

test('going back to the form finds every field as it was typed', async () => {
  const page = await open('/d/komorebi-a/inquiry');
  await fillInquiry(page, TEXT);
  await page.locator('#order').fill('A-1024');
  await page.getByRole('link', { name: 'よくある質問' }).click();
  await page.waitForURL('**/faq');
  await page.goBack();
  await page.locator('#kana').waitFor();
  expect(await page.locator('#kana').inputValue()).toBe('フジシロ メグミ');
  expect(await page.locator('#order').inputValue()).toBe('A-1024');
  await page.context().close();
});

test('320 pixels, and twice the text size, need no sideways scrolling', async () => {
  for (const path of await paths()) {
    const page = await open(path, { viewport: { width: 320, height: 640 } });
    for (const size of ['100%', '200%']) {
      await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
      const wide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect({ path, size, wide }).toEqual({ path, size, wide: 0 });
    }
    await page.context().close();
  }
});

test('nothing but the page and its stylesheet is loaded, and nothing is refused', async () => {
  const page = await open('/d/unknown');
  const loaded: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const bodies: Promise<number>[] = [];
  page.on('response', (response) => bodies.push(response.body().then(({ length }) => length)));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${desk.api.url}/d/komorebi-a/inquiry`);
  expect(loaded.filter((path) => path !== '/d/komorebi-a/inquiry')).toEqual([
    expect.stringMatching(/^\/public\/\w+\.css$/),
  ]);
  expect(complaints).toEqual([]);
  const bytes = (await Promise.all(bodies)).reduce((sum, each) => sum + each, 0);
  expect(bytes).toBeLessThanOrEqual(60 * 1024);
  await page.context().close();
});
