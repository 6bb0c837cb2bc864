import type { Page } from 'playwright-core';
import type { TicketView } from '#libs/contracts';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, draftOf, editorOf, pressButton, rowInView, rowOf, signIn } from './console-person.js';

let desk: ConsoleWorld;
let page: Page;

beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
  page = await signIn(desk, 'agentA', '/console/queue/waiting');
}, 120_000);
afterAll(() => desk?.close());

/** The form and the mail of one person. */
const twice = async (email: string) => {
  const requester = { name: '藤代 恵', kana: 'フジシロ メグミ', email };
  return {
    form: await desk.inquiry(desk.a, { requester, text: 'フォームの言葉' }),
    mail: await desk.inquiry(desk.a, { requester, channel: 'email', text: 'メールの言葉' }),
  };
};
const read = async (id: string) => (await (await desk.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`)).body;
const open = async (number: string): Promise<void> => {
  await page.goto(`${desk.api.url}/console/t/${number}`);
  await page.locator('#ticket-title').waitFor();
};
const bar = () => page.getByTestId('merged-bar');

test('A, Ctrl+Enter: two inquiries are one, with all that was being written; and two again', async () => {
  const { form, mail } = await twice('a@mail.example.jp');
  await open(mail.number);
  await editorOf(page).fill('書きかけの返信');
  await page.locator('#ticket-title').focus();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: '同じ人の問い合わせを統合' });
  await dialog.getByText('同じメールアドレス').waitFor();
  await dialog.getByText(`この問い合わせを ${form.number} に統合します。`).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(`**/console/t/${form.number}*`);
  await bar().getByText(mail.number).waitFor();
  await page.getByTestId('ticket').getByText('メールの言葉').waitFor();
  await page.getByText(`${mail.number} より`).waitFor();
  expect(await draftOf(page)).toBe('書きかけの返信');
  expect(await barriersOf(page)).toEqual([]);
  expect(await read(mail.id)).toMatchObject({ state: 'merged', mergedInto: { number: form.number } });

  await bar()
    .getByRole('button', { name: `${mail.number} の統合を取り消す` })
    .click();
  await bar().waitFor({ state: 'detached' });
  expect(await read(mail.id)).toMatchObject({ state: 'new', mergedInto: null });
  expect(await draftOf(page)).toBe('書きかけの返信');
}, 60_000);

test('what is proposed beside the conversation is merged by one press, and the merged one leads to its survivor', async () => {
  const { form, mail } = await twice('b@mail.example.jp');
  await open(form.number);
  await page.getByRole('button', { name: `統合 ${mail.number}` }).click();
  await bar().getByText(mail.number).waitFor();
  await open(mail.number);
  await bar().getByText(`この問い合わせは ${form.number} に統合され、そちらでお答えします。`).waitFor();
  await page.getByRole('button', { name: '送信' }).and(page.locator('[aria-disabled="true"]')).waitFor();
  expect(await page.getByRole('button', { name: '完了' }).count()).toBe(0);
  await bar()
    .getByRole('button', { name: `${form.number} を開く` })
    .click();
  await page.waitForURL(`**/console/t/${form.number}*`);
}, 60_000);

test('marked rows are merged into the one that is chosen, and one that is another person’s stays marked and says why', async () => {
  const { form, mail } = await twice('c@mail.example.jp');
  const other = await desk.inquiry(desk.a, { requester: { name: '村瀬 みさき', email: 'murase@mail.example.jp' } });
  await page.goto(`${desk.api.url}/console/queue/waiting`);
  for (const { number } of [form, mail, other]) {
    await (await rowInView(page, number)).focus();
    await page.keyboard.press('x');
  }
  const actions = page.getByRole('region', { name: '印を付けた問い合わせ' });
  await actions.getByText('3件に印').waitFor();
  await pressButton(actions.getByRole('button', { name: '統合' }));
  await page.getByRole('menuitem', { name: new RegExp(form.number) }).press('Enter');
  await until('the merge', async () => (await read(mail.id)).state === 'merged');
  await rowOf(page, other.number).getByText('同じ人と確かめられない').waitFor();
  expect(await read(other.id)).toMatchObject({ state: 'new' });
  expect(await read(form.id)).toMatchObject({ merged: [{ id: mail.id }] });
}, 60_000);
