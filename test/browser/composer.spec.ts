import type { Locator, Page } from 'playwright-core';
import type { TextVersionView, TicketView } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { approvedText } from '../support/approved-text.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { composerHasFocus, draftOf, editorOf, signIn } from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ settings: { UNDO_SECONDS: '60' }, worker: false });
  await desk.inBoth(() =>
    currentTransaction().manager.query(`UPDATE cohort SET grade = 'possibly_viewed' WHERE tenant_id = $1`, [
      desk.a.tenantId,
    ]),
  );
}, 120_000);
afterAll(() => desk?.close());

/** A claimed ticket in a browser, with the caret in the reply. */
const writing = async (): Promise<{ page: Page; number: string; ticket: () => Promise<TicketView> }> => {
  const { number } = await desk.inquiry(desk.a);
  const agent = await desk.as('agentAB');
  await agent.post(`/api/v1/tickets/${number}/claim`);
  const page = await signIn(desk, 'agentAB', `/console/t/${number}`);
  await page.getByText('担当 自分').waitFor();
  await page.keyboard.press('r');
  await until('the caret is in the reply', () => composerHasFocus(page));
  return { page, number, ticket: async () => (await agent.get<TicketView>(`/api/v1/tickets/${number}`)).body };
};
const lastReply = (ticket: TicketView) => ticket.messages.findLast(({ kind }) => kind === 'outbound');

test('characters that the chosen charset lacks are named while one writes, and stop the send', async () => {
  const { page, ticket } = await writing();
  const charset = page.getByRole('combobox', { name: '文字コード' });
  expect(await charset.inputValue()).toBe('utf-8');
  await charset.selectOption('iso-2022-jp');
  await editorOf(page).fill('藤代 恵 様\n\n①髙橋が承りました。');
  const checks = page.getByTestId('check-line');
  await checks.getByText('この文字コードで送れない文字: ①・髙').waitFor();
  expect(await page.locator('mark[data-kind="problem"]').allTextContents()).toEqual(['①髙']);
  await editorOf(page).press('Control+Enter');
  expect(lastReply(await ticket())).toBeUndefined();
  await editorOf(page).fill('藤代 恵 様\n\n高橋が承りました。');
  await checks.getByText('この文字コードで').waitFor({ state: 'detached' });
  await editorOf(page).press('Control+Enter');
  await page.getByRole('button', { name: '送信を取り消して下書きに戻す' }).waitFor();
  const sent = lastReply(await ticket())!;
  const rows = await desk.inBoth(() =>
    currentTransaction().manager.query('SELECT charset FROM message WHERE id = $1', [sent.id]),
  );
  expect(rows).toEqual([{ charset: 'iso-2022-jp' }]);
  await page.context().close();
}, 60_000);

test('strong words wait for a reason, which the conversation shows', async () => {
  const { page, ticket } = await writing();
  await editorOf(page).fill('藤代 恵 様\n\nお客様の情報が流出しました。こもれび雑貨館でのご注文です。');
  const warnings = page.getByRole('region', { name: '表現の確認' });
  await warnings.getByRole('button', { name: /「流出しました」は、確からしさ「.*」より強い表現です/ }).waitFor();
  await warnings.getByRole('button', { name: '「こもれび雑貨館」は、別の店舗の名前です' }).waitFor();
  await editorOf(page).press('Control+Enter');
  const reason = page.getByRole('textbox', { name: 'このまま送る理由' });
  await until('the reason is asked for', () => page.evaluate<boolean>(`document.activeElement?.id === 'reply-reason'`));
  expect(lastReply(await ticket())).toBeUndefined();
  await page.keyboard.type('店舗の書面で確かめたため');
  await reason.press('Control+Enter');
  await page.getByText('理由: 店舗の書面で確かめたため').waitFor();
  expect(lastReply(await ticket())?.passed?.warnings.map(({ code }) => code)).toEqual([
    'reply.too_strong',
    'reply.other_shop',
  ]);
  await page.context().close();
}, 60_000);

test('an at sign offers the facts of this ticket; the one taken stands as a fact', async () => {
  const { page } = await writing();
  await page.keyboard.type('対象は');
  await page.keyboard.press('@');
  const facts = page.getByRole('dialog', { name: 'この問い合わせの事実' });
  await facts.getByRole('option').first().waitFor();
  await page.keyboard.type('人数');
  await page.keyboard.press('Enter');
  await facts.waitFor({ state: 'detached' });
  expect(await draftOf(page)).toBe('対象は10,946名');
  expect(await page.locator('mark[data-kind="fact"]').allTextContents()).toEqual(['10,946名']);
  await page.keyboard.type('、宛先は desk@');
  expect(await facts.count()).toBe(0);
  await page.keyboard.press('Control+;');
  await facts.waitFor();
  await page.keyboard.press('Escape');
  await until('the caret is back', () => composerHasFocus(page));
  expect(await draftOf(page)).toBe('対象は10,946名、宛先は desk@');
  await page.keyboard.type(' ');
  await page.keyboard.press('@');
  await facts.waitFor();
  await page.keyboard.press('Escape');
  await until('it stands', async () => (await draftOf(page)) === '対象は10,946名、宛先は desk@ @');
  await editorOf(page).fill('対象は10,964名です。');
  await page.getByRole('button', { name: '「10,964名」は記録と違います。記録は「10,946名」です' }).waitFor();
  await page.context().close();
}, 60_000);

test('a key that is pressed before the answers or the facts are there says so, and takes nothing later by itself', async () => {
  const { page } = await writing();
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  for (const list of ['**/canned-responses?*', '**/tickets/*/facts'])
    await page.route(list, async (route) => {
      await held;
      await route.continue();
    });
  await page.reload();
  await page.getByText('担当 自分').waitFor();
  await page.keyboard.press('r');
  await until('the caret is in the reply', () => composerHasFocus(page));
  await page.getByRole('region', { name: '想定問答の候補' }).getByText('読み込んでいます').waitFor();
  await page.keyboard.press('Alt+Digit1');
  const told = page.getByRole('alert').getByText('読み込んでいます');
  await told.waitFor();
  const before = await told.textContent();
  await page.keyboard.press('@');
  const facts = page.getByRole('dialog', { name: 'この問い合わせの事実' });
  await facts.getByText('読み込んでいます').waitFor();
  await page.keyboard.press('Enter');
  await until('it is told again', async () => (await told.textContent()) !== before);
  letThrough();
  await facts.getByRole('option').first().waitFor();
  expect(await draftOf(page)).toBe('');
  await page.context().close();
}, 60_000);

test('a text that is too long is counted before it is sent, a note as well; nothing of it is cut', async () => {
  const { page, ticket } = await writing();
  await editorOf(page).fill('あ'.repeat(10_001));
  const send = page.getByRole('button', { name: '送信', exact: true });
  await page.getByTestId('check-line').getByText('10,000字までです(いま10,001字)').waitFor();
  expect(await send.getAttribute('title')).toBe('10,000字までです(いま10,001字)');
  await editorOf(page).press('Control+Enter');
  await page.getByRole('button', { name: /^内部メモ/ }).click();
  const note = page.getByRole('textbox', { name: '内部メモの本文' });
  await note.fill('め'.repeat(8_001));
  await note.press('Control+Enter');
  const save = page.getByRole('button', { name: 'メモを保存', exact: true });
  expect(await save.getAttribute('title')).toBe('8,000字までです(いま8,001字)');
  expect((await note.inputValue()).length).toBe(8_001);
  expect((await ticket()).messages).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('in the seconds of the undo every button of the foot stands within it', async () => {
  const { page } = await writing();
  await editorOf(page).fill('お調べしました。');
  await editorOf(page).press('Control+Enter');
  const undo = page.getByRole('button', { name: '送信を取り消して下書きに戻す' });
  await undo.waitFor();
  const rightOf = async (part: Locator): Promise<number> => {
    const { x, width } = (await part.boundingBox())!;
    return x + width;
  };
  const foot = undo.locator('xpath=..');
  const send = page.getByRole('button', { name: '送信', exact: true });
  expect(await rightOf(send)).toBeLessThanOrEqual(await rightOf(foot));
  await page.context().close();
}, 60_000);

test('an inquiry goes back to its shop by keys alone', async () => {
  const { page, ticket } = await writing();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', { name: 'こもれび雑貨店へ戻す' });
  await dialog.getByText('期限は止まります。この先のお返事は店舗が行います。').waitFor();
  await dialog.getByRole('textbox', { name: '返信の本文' }).fill('藤代 恵 様\n\n店舗よりお返事いたします。');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('佐藤が店舗へ戻した').waitFor();
  expect(await ticket()).toMatchObject({ state: 'handed_back', dueAt: null });
  expect(lastReply(await ticket())?.bodyText).toBe('藤代 恵 様\n\n店舗よりお返事いたします。');
  await page.context().close();
}, 60_000);

test('the approved answers to its topic stand beside a ticket, and a key puts one into the reply', async () => {
  const [writer, supervisor] = [await desk.as('admin'), await desk.as('supervisor')];
  const approved = async (name: string, language: string, topic: string | null, title = `題 ${name}`) => {
    const draft = { title, summary: '', kana: '', topic, body: `本文 ${title}`, note: null };
    const words = { ...draft, effectiveFrom: null, textVersion: null, send: true };
    const { body } = await writer.put<TextVersionView>(`/api/v1/canned-texts/${name}/${language}`, words);
    await supervisor.post(`/api/v1/canned-texts/versions/${body.id}/approve`, { textVersion: 1 });
  };
  const { page, ticket } = await writing();
  await (await desk.as('agentAB')).post(`/api/v1/tickets/${(await ticket()).id}/sort`, { topic: 'CARD' });
  await approved('of_the_topic', 'ja', 'CARD');
  await approved('in_english', 'en', 'CARD');
  await approved('of_another_topic', 'ja', 'COMP');
  const candidates = page.getByRole('region', { name: '想定問答の候補' });
  await candidates.getByRole('button', { name: '題 of_the_topic' }).waitFor();
  expect(await candidates.getByRole('button').count()).toBe(1);
  await editorOf(page).focus();
  await page.keyboard.press('Alt+Digit1');
  await until('the answer is in the reply', async () => (await draftOf(page)) === '本文 題 of_the_topic');
  await approved('of_the_topic', 'ja', 'CARD', '次の版');
  await candidates.getByRole('button', { name: '次の版' }).waitFor();
  await page.keyboard.press('Alt+Digit1');
  await until('the next version is in the reply', async () => (await draftOf(page)).includes('本文 次の版'));
  await page.context().close();
}, 60_000);

test('a text that comes late goes into no other ticket than the one it was filled for, and one that does not come is missed aloud', async () => {
  const other = await desk.inquiry(desk.b);
  const agent = await desk.as('agentAB');
  await agent.post(`/api/v1/tickets/${other.id}/claim`);
  const { page, ticket } = await writing();
  for (const { id } of [await ticket(), other]) await agent.post(`/api/v1/tickets/${id}/sort`, { topic: 'CARD' });
  await approvedText(desk, { key: 'card', title: 'カードの件', body: '{{desk.name}}です。', topic: 'CARD' });
  await page.reload();
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/preview?*', async (route) => {
    await held;
    await route.continue();
  });
  const candidates = page.getByRole('region', { name: '想定問答の候補' });
  await candidates.getByRole('button', { name: 'カードの件' }).waitFor();
  const asked = page.waitForRequest('**/preview?*');
  await page.keyboard.press('Alt+Digit1');
  await asked;
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText(other.number);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `受付番号 ${other.number} をコピー` }).waitFor();
  const answered = page.waitForResponse('**/preview?*');
  letThrough();
  await (await answered).finished();
  await page.unroute('**/preview?*');
  await page.route('**/preview?*', (route) => route.abort());
  await candidates.getByRole('button', { name: 'カードの件' }).waitFor();
  await editorOf(page).focus();
  await page.keyboard.press('Alt+Digit1');
  // At the reply, and aloud.
  await page.getByText('定型文を読み込めませんでした。').nth(1).waitFor();
  expect(await draftOf(page)).toBe('');
  await page.unroute('**/preview?*');
  await page.keyboard.press('Alt+Digit1');
  await until('the text is in the reply', async () => (await draftOf(page)) !== '');
  await page.getByText('この名義で返信').waitFor();
  await page.context().close();
}, 60_000);

test('no key proposes whether somebody is affected: its text is chosen, beside the ticket and by words', async () => {
  await approvedText(desk, { key: 'affected', title: '対象の方へ', body: '対象に含まれていました。', topic: 'AFF' });
  const { page } = await writing();
  const candidates = page.getByRole('region', { name: '想定問答の候補' });
  const button = candidates.getByRole('button', { name: '対象の方へ' });
  await button.waitFor();
  await candidates.getByText('お調べの結果に合う定型文を選んでください。').waitFor();
  expect(await button.textContent()).toBe('対象の方へ');
  await editorOf(page).focus();
  await page.keyboard.press('Alt+Digit1');
  await page.getByRole('alert').getByText('お調べの結果に合う定型文を選んでください。').waitFor();
  await page.keyboard.press('/');
  const palette = page.getByRole('dialog', { name: '定型文' });
  await page.keyboard.insertText('対象の方');
  const option = palette.getByRole('option', { name: /対象の方へ/ });
  await option.waitFor();
  await palette.getByText('お調べの結果に合う定型文を選んでください。').waitFor();
  await page.keyboard.press('Enter');
  expect(await draftOf(page)).toBe('');
  await page.keyboard.press('ArrowDown');
  await palette.getByText('対象に含まれていました。').waitFor();
  await page.keyboard.press('Enter');
  await until('the chosen text is in the draft', async () =>
    (await draftOf(page)).includes('対象に含まれていました。'),
  );
  await page.context().close();
}, 60_000);

test('a text that is withdrawn leaves the open palette at once, no other slips into its place, and a reply made of it is refused', async () => {
  const [writer, supervisor] = [await desk.as('admin'), await desk.as('supervisor')];
  const cannedIds = new Map<string, string>();
  for (const key of ['first', 'second']) {
    const draft = { title: `題 ${key}`, summary: '', kana: '', topic: null, body: `本文 ${key}`, note: null };
    const words = { ...draft, effectiveFrom: null, textVersion: null, send: true };
    const { id, cannedId } = (await writer.put<TextVersionView>(`/api/v1/canned-texts/${key}/ja`, words)).body;
    await supervisor.post(`/api/v1/canned-texts/versions/${id}/approve`, { textVersion: 1 });
    cannedIds.set(key, cannedId);
  }
  const withdraw = (key: string) =>
    supervisor.post(`/api/v1/canned-texts/${cannedIds.get(key)}/withdraw`, { reason: '事実が変わりました' });
  const { page, ticket } = await writing();
  await page.keyboard.press('/');
  const palette = page.getByRole('dialog', { name: '定型文' });
  const gone = palette.getByRole('option', { name: /題 first/ });
  await gone.click();
  await palette.getByText('本文 first').waitFor();
  expect((await withdraw('first')).status).toBe(200);
  await gone.waitFor({ state: 'detached' });
  await palette.getByText('「題 first」は取り下げられました。').waitFor();
  await page.keyboard.press('Enter');
  expect(await draftOf(page)).toBe('');
  await palette.getByRole('option', { name: /題 second/ }).click();
  await palette.getByText('本文 second').waitFor();
  await page.keyboard.press('Enter');
  await until('the text is in the draft', async () => (await draftOf(page)).includes('本文 second'));
  expect((await withdraw('second')).status).toBe(200);
  await editorOf(page).press('Control+Enter');
  await page.getByText('この返信のもとになった定型文（second）は取り下げられました。').first().waitFor();
  expect(lastReply(await ticket())).toBeUndefined();
  await page.context().close();
}, 60_000);
