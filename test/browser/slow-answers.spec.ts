import type { Page } from 'playwright-core';
import type { PromiseList, TicketApproval, TicketView } from '#libs/contracts';
import { approvedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { until } from '../support/until.js';
import {
  barriersOf,
  composerHasFocus,
  connection,
  draftOf,
  editorOf,
  pressButton,
  signIn,
  waitForAnswers,
} from './console-person.js';

let desk: ConsoleWorld;
beforeAll(async () => {
  desk = await consoleWorld({ worker: false });
}, 120_000);
afterAll(() => desk?.close());

/** A promise, and what makes it come true. */
const moment = (): Promise<void> & { come: () => void } => {
  let come = (): void => undefined;
  const promise = new Promise<void>((resolve) => (come = resolve));
  return Object.assign(promise, { come });
};

/** The server answers the first such request at once; the answer reaches the page when it is let go, and others as ever. */
const holdFirst = async (page: Page, method: 'GET' | 'POST', path: string) => {
  const [answered, held, arrived] = [moment(), moment(), moment()];
  let isFirst = true;
  await waitForAnswers(page);
  await page.route(`**/api/v1/${path}`, async (route) => {
    if (route.request().method() !== method || !isFirst) return route.continue();
    isFirst = false;
    const response = await route.fetch();
    answered.come();
    await held;
    await route.fulfill({ response });
    arrived.come();
  });
  return { answered, arrive: () => (held.come(), arrived) };
};

const owner = (page: Page, name: string) => page.getByTestId('ticket').getByText(`担当 ${name}`);
const note = async (id: string, text: string): Promise<void> => {
  const { status } = await (await desk.as('agentAB')).post(`/api/v1/tickets/${id}/notes`, { text });
  expect(status).toBe(201);
};

test('a ticket that one has claimed stays so when an older answer comes late', async () => {
  const { id, number } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await owner(page, 'なし').waitFor();
  await connection(page, '接続中').waitFor();
  const older = await holdFirst(page, 'GET', `tickets/${number}`);
  await note(id, '電話で続きがありました。');
  await older.answered;
  await pressButton(page.getByTestId('ticket').getByRole('button', { name: /引き受ける/ }));
  await owner(page, '自分').waitFor();
  await older.arrive();
  await page.getByText('電話で続きがありました。').waitFor();
  expect(await owner(page, '自分').count()).toBe(1);
  await page.context().close();
});

test('the slow answer to one’s own step hides nothing that came after it', async () => {
  const { id, number } = await desk.inquiry(desk.a);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  await owner(page, 'なし').waitFor();
  await connection(page, '接続中').waitFor();
  const own = await holdFirst(page, 'POST', `tickets/${id}/claim`);
  await pressButton(page.getByTestId('ticket').getByRole('button', { name: /引き受ける/ }));
  await own.answered;
  await note(id, '店舗から返事がありました。');
  await page.getByText('店舗から返事がありました。').waitFor();
  await own.arrive();
  await pressButton(page.getByRole('button', { name: 'ほかの操作' }));
  await page.getByRole('menuitem', { name: /返却/ }).waitFor();
  expect(await page.getByText('店舗から返事がありました。').count()).toBe(1);
  await page.context().close();
});

/** An inquiry about money in the hands of A, whose reply waits for somebody else. */
const waiting = async (): Promise<{ ticketId: string; id: string }> => {
  const { id: ticketId } = await desk.inquiry(desk.a, { topic: 'COMP' });
  const agent = await desk.as('agentA');
  const { version } = (await agent.post<TicketView>(`/api/v1/tickets/${ticketId}/claim`)).body;
  const text = 'お尋ねの補償につきましては、現時点で決定した事項はございません。';
  const reply = { text, baseVersion: version, idempotencyKey: `slow-${ticketId}` };
  expect((await agent.post(`/api/v1/tickets/${ticketId}/replies`, reply)).status).toBe(201);
  const { approval } = (await agent.get<TicketApproval>(`/api/v1/tickets/${ticketId}/approval`)).body;
  return { ticketId, id: approval!.id };
};

test('a reply that its writer has pulled back stays so when the answer to opening it comes late', async () => {
  const { id } = await waiting();
  const page = await signIn(desk, 'supervisor', '/console/queue');
  const opening = await holdFirst(page, 'POST', `approvals/${id}/open`);
  await page.goto(`${desk.api.url}/console/approvals/${id}`);
  await opening.answered;
  await connection(page, '接続中').waitFor();
  expect((await (await desk.as('agentA')).post(`/api/v1/approvals/${id}/pull-back`)).status).toBe(200);
  const pulledBack = page.getByText('取り下げ', { exact: true });
  await pulledBack.waitFor();
  const again = page.waitForResponse(`**/api/v1/approvals/${id}`);
  await opening.arrive();
  await (await again).finished();
  await pulledBack.waitFor();
  expect(
    await page
      .getByRole('button', { name: /^承認して送る/ })
      .first()
      .getAttribute('aria-disabled'),
  ).toBe('true');
  await page.context().close();
});

test('a release that is answered late leads nobody away from the reply that is read by then', async () => {
  await Promise.all([waiting(), waiting(), waiting()]);
  const page = await signIn(desk, 'supervisor', '/console/approvals');
  const rows = page.getByRole('option');
  await rows.nth(2).waitFor();
  const [first, second, third] = await rows.evaluateAll((options) =>
    options.map(({ id }) => id.slice('approval-'.length)),
  );
  const release = await holdFirst(page, 'POST', `approvals/${first}/approve`);
  await page.keyboard.press('j');
  await page.waitForURL(`**/approvals/${first}`);
  await page.getByTestId('letter').waitFor();
  await page.keyboard.press('y');
  await release.answered;
  for (const next of [second, third]) {
    await page.keyboard.press('j');
    await page.waitForURL(`**/approvals/${next}`);
  }
  await release.arrive();
  await page.getByText('承認しました。返信が出ます。').first().waitFor({ state: 'attached' });
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  expect(page.url()).toContain(third);
  await page.context().close();
});

describe('whoever goes on while a step is under way', () => {
  const claimed = async () => {
    const ticket = await desk.inquiry(desk.a);
    const agent = await desk.as('agentAB');
    expect((await agent.post(`/api/v1/tickets/${ticket.id}/claim`)).status).toBe(200);
    return ticket;
  };
  const goTo = async (page: Page, number: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `受付番号 ${number} をコピー` }).waitFor();
    await editorOf(page).focus();
  };

  test('writes on in the next reply when the one before is sent', async () => {
    const [first, second] = [await claimed(), await claimed()];
    const page = await signIn(desk, 'agentAB', `/console/t/${first.number}`);
    const sending = await holdFirst(page, 'POST', `tickets/${first.id}/replies`);
    await editorOf(page).fill('お調べしました。');
    await editorOf(page).press('Control+Enter');
    await sending.answered;
    await goTo(page, second.number);
    await page.keyboard.insertText('こちらは');
    await sending.arrive();
    await page.getByText('送信しました').first().waitFor({ state: 'attached' });
    await page.keyboard.type('duuu');
    expect(await draftOf(page)).toBe('こちらはduuu');
    await page.context().close();
  });

  test('is told over every screen that the reply before was refused, and finds its words and the reason there', async () => {
    const [first, second] = [await claimed(), await claimed()];
    const page = await signIn(desk, 'agentAB', `/console/t/${first.number}`);
    await editorOf(page).fill('お調べしました。');
    const sending = await holdFirst(page, 'POST', `tickets/${first.id}/replies`);
    await (
      await desk.as('supervisor')
    ).post(`/api/v1/tickets/${first.id}/notes`, { text: '店舗から返事がありました。' });
    await editorOf(page).press('Control+Enter');
    await sending.answered;
    await goTo(page, second.number);
    await page.keyboard.insertText('こちらは');
    await sending.arrive();
    const banner = page.getByTestId('left-unsent');
    await banner.getByText(`${first.number} への返信は送信されませんでした。`).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.keyboard.insertText('まだ');
    expect(await draftOf(page)).toBe('こちらはまだ');
    await page.reload();
    await banner.getByRole('link', { name: '下書きを開く' }).press('Enter');
    await page.waitForURL(`**/console/t/${first.number}*`);
    await page.getByText(/^送信できていません/).waitFor();
    await banner.waitFor({ state: 'detached' });
    expect(await draftOf(page)).toBe('お調べしました。');
    await page.context().close();
  });

  test('stays in the reply that is written, and is told which inquiry was taken', async () => {
    const own = await claimed();
    await desk.inquiry(desk.b);
    const page = await signIn(desk, 'agentAB', '/console/queue/waiting');
    await page.locator('[data-ticket]').first().waitFor();
    const taking = await holdFirst(page, 'POST', 'tickets/next');
    await page.keyboard.press('n');
    await taking.answered;
    await goTo(page, own.number);
    await page.keyboard.insertText('お調べして');
    await taking.arrive();
    await page
      .getByText(/を引き受けました/)
      .first()
      .waitFor();
    await page.keyboard.insertText('います。');
    expect(page.url()).toContain(own.number);
    expect(await draftOf(page)).toBe('お調べしています。');
    await page.context().close();
  });

  test('loses no word of a reply when two inquiries become one', async () => {
    const requester = { name: '藤代 恵', kana: 'フジシロ メグミ', email: 'slow@mail.example.jp' };
    const survivor = await desk.inquiry(desk.a, { requester, text: 'フォームの言葉' });
    const mail = await desk.inquiry(desk.a, { requester, channel: 'email', text: 'メールの言葉' });
    const page = await signIn(desk, 'agentAB', `/console/t/${mail.number}`);
    await page.getByRole('button', { name: `統合 ${survivor.number}` }).waitFor();
    const merging = await holdFirst(page, 'POST', `tickets/${mail.id}/merge`);
    await page.getByRole('button', { name: `統合 ${survivor.number}` }).click();
    await merging.answered;
    await editorOf(page).focus();
    await page.keyboard.insertText('書きかけの返信');
    await merging.arrive();
    const bar = page.getByTestId('merged-bar');
    await bar.getByText(`この問い合わせは ${survivor.number} に統合され`).waitFor();
    expect(await draftOf(page)).toBe('書きかけの返信');
    await bar.getByRole('button').first().press('Enter');
    await page.waitForURL(`**/console/t/${survivor.number}*`);
    await until('the words came along', async () => (await draftOf(page)) === '書きかけの返信');
    await page.context().close();
  });

  test('presses twice and saves one note, and makes one promise', async () => {
    const ticket = await claimed();
    const agent = await desk.as('agentAB');
    const page = await signIn(desk, 'agentAB', `/console/t/${ticket.number}`);
    await page.locator('#ticket-title').focus();
    await page.keyboard.press('m');
    const text = page.getByRole('textbox', { name: '内部メモの本文' });
    await text.fill('店舗に確認します。');
    const saving = await holdFirst(page, 'POST', `tickets/${ticket.id}/notes`);
    await text.press('Control+Enter');
    await saving.answered;
    await text.press('Control+Enter');
    await saving.arrive();
    await text.waitFor({ state: 'detached' });
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`);
    expect(body.messages.filter(({ kind }) => kind === 'note')).toHaveLength(1);

    const reading = await holdFirst(page, 'GET', 'desks/*/callback-bands');
    await page.locator('#ticket-title').focus();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: '約束する' });
    await dialog.getByText('読み込んでいます').waitFor();
    await reading.answered;
    await reading.arrive();
    await dialog.getByText('読み込んでいます').waitFor({ state: 'detached' });
    expect(await dialog.getByText('折り返せる時間帯がありません').count()).toBe(0);
    const making = await holdFirst(page, 'POST', `tickets/${ticket.id}/promises`);
    await page.keyboard.press('Control+Enter');
    await making.answered;
    await page.keyboard.press('Control+Enter');
    await making.arrive();
    await dialog.waitFor({ state: 'hidden' });
    const { items } = (await agent.get<PromiseList>('/api/v1/promises')).body;
    expect(items.filter(({ ticketId }) => ticketId === ticket.id)).toHaveLength(1);
    await page.context().close();
  });

  test('takes no canned text that answers other words than those that are typed', async () => {
    for (const key of ['alpha', 'beta']) {
      await approvedText(desk, { key, title: `題 ${key}`, body: `本文 ${key}`, topic: null });
    }
    const ticket = await claimed();
    const page = await signIn(desk, 'agentAB', `/console/t/${ticket.number}`);
    await editorOf(page).focus();
    await until('the caret is in the reply', () => composerHasFocus(page));
    await page.keyboard.press('/');
    const palette = page.getByRole('dialog', { name: '定型文' });
    await palette.getByRole('option', { name: /題 alpha/ }).waitFor();
    const finding = await holdFirst(page, 'GET', 'canned-responses?*q=beta*');
    await page.keyboard.type('beta');
    await page.keyboard.press('Enter');
    await finding.answered;
    await page.keyboard.press('Enter');
    await page.getByText('定型文を探しています').waitFor({ state: 'attached' });
    expect(await palette.count()).toBe(1);
    await finding.arrive();
    await palette.getByRole('option', { name: /題 alpha/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await until('the text is in the reply', async () => (await draftOf(page)) === '本文 beta');
    await page.context().close();
  });
});
