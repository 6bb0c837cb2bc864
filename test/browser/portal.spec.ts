import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { signIn } from './console-person.js';

let desk: ConsoleWorld;

beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
});
afterAll(() => desk?.close());

test('what a shop narrowed its list to stands on the way back from an inquiry', async () => {
  const { number } = await desk.inquiry(desk.a, { text: '返金の時期を教えてください。' });
  await desk.inquiry(desk.a, { text: '私は対象でしょうか。' });
  const page = await signIn(desk, 'shopA', '/portal/tickets?state=waiting');
  const field = page.getByRole('searchbox');
  await page.getByText('2件を表示').waitFor();
  await field.fill('返金');
  await field.press('Enter');
  await page.getByText('1件を表示').waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('portal-search');
  await page.getByRole('link', { name: new RegExp(number) }).click();
  await page.getByText('返金の時期').waitFor();
  await page.getByRole('link', { name: '問い合わせの一覧へ' }).click();
  await page.getByText('1件を表示').waitFor();
  expect(await field.inputValue()).toBe('返金');
  const chosen = page.getByRole('navigation', { name: '状態で絞る' }).locator('[aria-current]');
  expect(await chosen.allInnerTexts()).toEqual(['対応待ち']);
  await page.getByRole('button', { name: '探すのをやめる' }).click();
  await page.getByText('2件を表示').waitFor();
  expect(await field.inputValue()).toBe('');
  await page.goBack();
  await page.getByText('1件を表示').waitFor();
  expect(await field.inputValue()).toBe('返金');
  await page.context().close();
});

test('a requester whose name gives no initials is told in words', async () => {
  const { number } = await desk.inquiry(desk.a, { requester: { name: '高橋 直子', email: 'n@mail.example.jp' } });
  const page = await signIn(desk, 'shopA', '/portal/tickets', { locale: 'en-GB' });
  await page.getByRole('link', { name: new RegExp(`${number}, name not shown`) }).waitFor();
  expect(await page.getByText('高橋').count()).toBe(0);
  await page.context().close();
});
