import type { Page } from 'playwright-core';
import type { TextVersionView, TicketView } from '#libs/contracts';
import { affectedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, rowOf, signIn } from './console-person.js';

let desk: ConsoleWorld;
let page: Page;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  await approve('many_ask', '本件は調査中です。{{desk.name}}');
  await approve('with_a_date', '{{ask.reply_by}}までにお返事します。');
  page = await signIn(desk, 'agentAB', '/console/queue/waiting');
}, 120_000);
afterAll(() => desk?.close());

const approve = async (key: string, body: string): Promise<void> => {
  const words = { title: `題 ${key}`, summary: '', kana: '', topic: null, body, note: null };
  const request = { ...words, effectiveFrom: null, textVersion: null, send: true };
  const { id } = (await (await desk.as('admin')).put<TextVersionView>(`/api/v1/canned-texts/${key}/ja`, request)).body;
  const supervisor = await desk.as('supervisor');
  expect((await supervisor.post(`/api/v1/canned-texts/versions/${id}/approve`, { textVersion: 1 })).status).toBe(200);
};
const ticketOf = async (id: string): Promise<TicketView> =>
  (await (await desk.as('supervisor')).get<TicketView>(`/api/v1/tickets/${id}`)).body;
const repliesTo = async (id: string): Promise<string[]> =>
  (await ticketOf(id)).messages
    .filter((each) => each.kind === 'outbound' && !each.automatic)
    .map((each) => each.bodyText);
const mark = async (...numbers: string[]): Promise<void> => {
  await page.reload();
  for (const number of numbers) {
    await rowOf(page, number).waitFor();
    await rowOf(page, number).focus();
    await page.keyboard.press('x');
  }
};

test('one approved text answers all marked tickets, each in its own shop’s name; what changed meanwhile gets nothing and stays marked', async () => {
  const [first, second, third] = [await desk.inquiry(desk.a), await desk.inquiry(desk.b), await desk.inquiry(desk.a)];
  await mark(first.number, second.number, third.number);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: '印を付けた3件に同じ定型文で返信する' });
  await dialog.getByLabel('定型文').selectOption('many_ask');
  for (const shop of [desk.a, desk.b]) {
    const letter = dialog.getByRole('region', { name: shop.desk.name });
    await letter.getByText(`本件は調査中です。${shop.desk.name}`).waitFor();
  }
  expect(await barriersOf(page)).toEqual([]);
  const colleague = await desk.as('supervisor');
  expect((await colleague.post(`/api/v1/tickets/${third.id}/notes`, { text: '先に確認します。' })).status).toBe(201);
  await page.keyboard.press('Control+Enter');
  const bar = page.getByRole('region', { name: '印を付けた問い合わせ' });
  await bar.getByText('2件できました。1件はできませんでした。').waitFor();
  expect(await repliesTo(first.id)).toEqual([`本件は調査中です。${desk.a.desk.name}`]);
  expect(await repliesTo(second.id)).toEqual([`本件は調査中です。${desk.b.desk.name}`]);
  expect(await repliesTo(third.id)).toEqual([]);
  expect((await ticketOf(first.id)).state).toBe('answered');
  expect(await rowOf(page, third.number).getAttribute('aria-checked')).toBe('true');
}, 60_000);

test('a text with an open placeholder is sent to nobody, and the reason stands before the button', async () => {
  const { id, number } = await desk.inquiry(desk.a);
  await mark(number);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: '印を付けた1件に同じ定型文で返信する' });
  await dialog.getByLabel('定型文').selectOption('with_a_date');
  await dialog.getByText('未入力の項目があるため送れません。').waitFor();
  await page.keyboard.press('Control+Enter');
  expect(await dialog.getByRole('button', { name: /件に送信$/ }).getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await repliesTo(id)).toEqual([]);
}, 60_000);

test('a text that says who is affected is proposed to nobody: it is chosen, or nothing leaves', async () => {
  await affectedText(desk, { body: '{{cohort.period}}のご注文が対象です。' });
  const { id, number } = await desk.inquiry(desk.a);
  await mark(number);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: '印を付けた1件に同じ定型文で返信する' });
  await dialog.getByRole('option', { name: '対象に含まれていました' }).waitFor({ state: 'attached' });
  expect(await dialog.getByLabel('定型文').inputValue()).toBe('');
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('button', { name: '0件に送信' }).waitFor();
  expect(await repliesTo(id)).toEqual([]);
  await dialog.getByLabel('定型文').selectOption('affected');
  await dialog.getByRole('button', { name: '1件に送信' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}, 60_000);
