import type { Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import { affectedText } from '../support/approved-text.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import {
  composerHasFocus,
  connection,
  draftOf,
  editorOf,
  fillSignIn,
  pressButton,
  rowInView,
  rowOf,
  selectedText,
  signIn,
  signInByHand,
} from './console-person.js';
import { fillInquiry, goOn, sendInquiry } from './form-visitor.js';

let desk: ConsoleWorld;
let first: Page;
let second: Page;
let supervisor: Page;

const WAITING = '/console/queue/waiting';

beforeAll(async () => {
  desk = await consoleWorld();
  await affectedText(desk, {
    body: '{{ticket.requester_name}} 様\n\n{{cohort.period}}のご注文が対象です。{{cohort.persons}}が含まれます。\n{{ask.reply_by}}までに、あらためてご連絡します。\n{{desk.name}} {{agent.name}}',
  });
  [first, second, supervisor] = await Promise.all([
    signInByHand(desk, 'agentA', WAITING),
    signIn(desk, 'agentAB', WAITING),
    signIn(desk, 'supervisor', '/console/floor'),
  ]);
}, 120_000);
afterAll(() => desk?.close());

const open = async (path: string): Promise<Page> => {
  const context = await desk.browser.newContext({ locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(desk.api.url + path);
  return page;
};

const insertCanned = async (page: Page, slash: string): Promise<void> => {
  await page.keyboard.press(slash);
  const palette = page.getByRole('dialog', { name: '定型文' });
  await palette.getByRole('option', { name: /対象に含まれていました/ }).waitFor();
  // What says that somebody is affected is chosen, never proposed.
  await page.keyboard.press('Enter');
  expect(await palette.getByRole('option', { selected: true }).count()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await palette.getByText('2015年8月22日15時').waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
};

test('one inquiry: sent without script, seen live, won by one, answered in the shop’s name, read by its requester and its shop', async () => {
  const requester = await open('/d/komorebi-a/inquiry');
  await fillInquiry(requester, '私の注文は対象でしょうか。カードは4111 1111 1111 1111です。');
  await goOn(requester);
  await requester.getByText('番号を伏せました').waitFor();
  expect(await requester.content()).not.toContain('4111');
  const number = await sendInquiry(requester);
  expect(number).toMatch(/^\d{3}-\d{4,}-\d$/);

  // It stands before everybody who works here.
  await Promise.all([
    rowInView(first, number),
    rowInView(second, number),
    supervisor
      .getByRole('link', { name: /^対応待ち 1件/ })
      .first()
      .waitFor(),
  ]);

  // Two reach for it at once: one has it, the other reads who.
  await Promise.all([rowOf(first, number).click(), rowOf(second, number).click()]);
  await Promise.all([first, second].map((page) => page.getByTestId('ticket').waitFor()));
  await Promise.all([first.keyboard.press('c'), second.keyboard.press('c')]);
  const won = (page: Page) => page.getByTestId('ticket').getByText('担当 自分');
  const lost = (page: Page, name: string) => page.getByText(`先に${name}さんが引き受けました。`);
  await Promise.all([
    won(first).or(lost(first, '佐藤')).first().waitFor(),
    won(second).or(lost(second, '小川')).first().waitFor(),
  ]);
  const winners = [await won(first).isVisible(), await won(second).isVisible()];
  expect(winners.filter(Boolean)).toHaveLength(1);
  const winner = winners[0] ? first : second;

  // An order of the last evening is told by the minute.
  await winner.getByText('2015-08-22 15:00 ―').waitFor();
  await winner.getByText('2016-04-18 16:38').waitFor();

  // The answer: a canned response with this shop's facts, and the date that only a person can promise.
  await until('the composer has the focus', () => composerHasFocus(winner));
  await insertCanned(winner, '/');
  await until('the open placeholder is selected', async () => (await selectedText(winner)) === '{回答期日}');
  const send = winner.getByRole('button', { name: '送信', exact: true });
  await until('an open placeholder stops the send', async () => (await send.getAttribute('aria-disabled')) === 'true');
  await winner.keyboard.type('6月30日');
  expect(await draftOf(winner)).toContain('藤代 恵 様');
  expect(await draftOf(winner)).toContain('10,946名');
  await until('the send is free', async () => (await send.getAttribute('aria-disabled')) === null);

  // Meanwhile the supervisor answers the same person: the send stops, and nothing is lost.
  await supervisor.goto(`${desk.api.url}/console/t/${number}`);
  await editorOf(supervisor).fill('藤代 恵 様\n\n本日中に担当からお返事します。');
  await winner.getByText('森田さんが返信を作成中').first().waitFor();
  await supervisor.getByRole('button', { name: '送信', exact: true }).click();
  await winner.getByRole('article', { name: /森田/ }).first().waitFor();
  await editorOf(winner).press('Control+Enter');
  const stop = winner.getByRole('region', { name: '送信を止めました' });
  await stop.waitFor();
  expect(await stop.innerText()).toContain('本日中に担当からお返事します。');
  expect(await stop.innerText()).toContain('6月30日までに、あらためてご連絡します。');
  await pressButton(stop.getByRole('button', { name: '続きを編集' }));
  expect(await draftOf(winner)).toContain('6月30日');
  await editorOf(winner).press('Control+Enter');
  await until('the reply is gone from the composer', async () => (await draftOf(winner)) === '');

  // The mail, in the shop's name, and what it leads to.
  await until(
    'three mails are out',
    async () => {
      await supervisor.goto(`${desk.api.url}/console/outbox`);
      await supervisor
        .getByRole('button', { name: /m\.fujishiro@mail\.example\.jp 宛/ })
        .first()
        .waitFor();
      return (await supervisor.getByRole('button', { name: /m\.fujishiro@mail\.example\.jp 宛/ }).count()) === 3;
    },
    30,
  );
  await supervisor
    .getByRole('button', { name: /m\.fujishiro@mail\.example\.jp 宛/ })
    .first()
    .click();
  const mail = supervisor.getByRole('article', { name: 'メール' });
  await mail.getByText('6月30日までに').waitFor();
  const written = await mail.innerText();
  expect(written).toContain('privacy@komorebi-a.example.jp');
  expect(written).toContain(number);
  const link = /https?:\/\/\S+(\/t\/\S+)/.exec(written)?.[1];
  const reader = await open(link!);
  await reader.getByText('6月30日までに、あらためてご連絡します。').waitFor();
  await requester.getByRole('link', { name: 'お問い合わせの状況のページ' }).click();
  await requester.getByText('お答えしました').first().waitFor();
  expect(await requester.content()).not.toContain('6月30日までに');

  // The shop sees it, with initials; the shop beside it does not.
  const [shop, other] = await Promise.all([signIn(desk, 'shopA', '/portal'), signIn(desk, 'shopB', '/portal')]);
  await shop.getByRole('link', { name: new RegExp(number) }).waitFor();
  expect(await shop.getByRole('link', { name: new RegExp(number) }).innerText()).toContain('F. M.');
  expect(await shop.content()).not.toContain('藤代');
  await shop.getByRole('link', { name: new RegExp(number) }).click();
  await shop.getByText('送信箱に保管').first().waitFor();
  expect(await shop.getByText('送信済み').count()).toBe(0);
  await other
    .getByText('問い合わせはまだありません。')
    .or(other.getByText('今日の受付はまだありません。'))
    .first()
    .waitFor();
  expect(await other.content()).not.toContain(number);
  await other.goto(`${desk.api.url}/portal/tickets/${number}`);
  await other.getByText('見つかりません。').waitFor();
  await Promise.all([shop, other, requester, reader].map((page) => page.context().close()));
}, 120_000);

test('the keyboard alone takes, answers and sends; an input method keeps its Enter, and each slash opens the palette', async () => {
  const { number } = await desk.inquiry(desk.b, { text: '対象かどうかを知りたいです。' });
  const agent = await signIn(desk, 'agentB', WAITING);
  await connection(agent, '接続中').waitFor();
  await rowInView(agent, number);
  await agent.keyboard.press('n');
  await agent.waitForURL(`**/console/t/${number}*`);
  await until('the composer has the focus', () => composerHasFocus(agent));
  await agent.keyboard.press('Escape');
  await agent.keyboard.press('r');
  await until('R leads to the composer', () => composerHasFocus(agent));

  for (const slash of ['／', '・']) {
    await agent.keyboard.insertText(slash);
    await agent.getByRole('dialog', { name: '定型文' }).waitFor();
    await agent.keyboard.press('Escape');
    await agent.getByRole('dialog', { name: '定型文' }).waitFor({ state: 'detached' });
    expect(await draftOf(agent)).toBe('');
  }
  await insertCanned(agent, '/');
  await until('the open placeholder is selected', async () => (await selectedText(agent)) === '{回答期日}');

  // What the input method has in hand is its own, also Ctrl+Enter.
  const cdp = await agent.context().newCDPSession(agent);
  await cdp.send('Input.imeSetComposition', { text: 'ななつき', selectionStart: 4, selectionEnd: 4 });
  await agent.evaluate(`
    for (const ctrlKey of [true, false]) {
      const keys = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, isComposing: true, ctrlKey };
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', keys));
    }`);
  await cdp.send('Input.insertText', { text: '7月1日' });
  expect(await draftOf(agent)).toContain('7月1日までに');

  await until(
    'the send is free',
    async () => (await agent.getByRole('button', { name: '送信', exact: true }).getAttribute('aria-disabled')) === null,
  );
  await agent.keyboard.press('Control+Enter');
  await until('the reply is gone from the composer', async () => (await draftOf(agent)) === '');
  await agent.getByRole('article', { name: /石井/ }).waitFor();
  await agent.context().close();
}, 60_000);

test('a cut connection is said, stops what needs the server, keeps the draft, and is caught up with', async () => {
  const { number } = await desk.inquiry(desk.a, { text: '切れる前の問い合わせです。' });
  await first.goto(desk.api.url + WAITING);
  await rowInView(first, number);
  await rowOf(first, number).click();
  await first.getByRole('button', { name: '引き受ける', exact: true }).click();
  await editorOf(first).fill('書きかけの返信です。');
  await first.context().setOffline(true);
  await connection(first, '切断').waitFor();
  for (const [name, why] of [
    ['次の1件を引き受ける', '接続が切れているため、いまはできません'],
    ['送信', '接続が切れています。書いた文章は残っています'],
  ] as const) {
    const button = first.getByRole('button', { name, exact: true });
    expect({
      name,
      blocked: await button.getAttribute('aria-disabled'),
      why: await button.getAttribute('title'),
    }).toEqual({
      name,
      blocked: 'true',
      why,
    });
  }
  const missed = await desk.inquiry(desk.a, { text: '切れている間の問い合わせです。' });
  expect(await rowOf(first, missed.number).isVisible()).toBe(false);
  await first.context().setOffline(false);
  await connection(first, '接続中').waitFor();
  await rowInView(first, missed.number);
  expect(await draftOf(first)).toBe('書きかけの返信です。');

  await first.reload();
  await editorOf(first).waitFor();
  expect(await draftOf(first)).toBe('書きかけの返信です。');
}, 60_000);

test('a line that breaks is tried again, with the age of what is shown', async () => {
  const lines = new Set<Socket>();
  let isCut = false;
  const server = desk.api.app.getHttpServer();
  const watch = (line: Socket): void => {
    if (isCut) line.destroy();
    else lines.add(line.once('close', () => lines.delete(line)));
  };
  server.on('connection', watch);
  const page = await second.context().newPage();
  await page.goto(desk.api.url + WAITING);
  await connection(page, '接続中').waitFor();
  isCut = true;
  for (const line of lines) line.destroy();
  await page
    .getByTestId('connection')
    .filter({ hasText: /再接続中\(\d+秒前の内容\)/ })
    .waitFor();
  const missed = await desk.inquiry(desk.b, { text: '途切れた間の問い合わせです。' });
  isCut = false;
  await connection(page, '接続中').waitFor();
  expect(await (await rowInView(page, missed.number)).innerText()).toContain('途切れた間の');
  server.off('connection', watch);
  await page.close();
}, 60_000);

test('signing out everywhere ends the other tab and the other browser at once', async () => {
  const elsewhere = await signIn(desk, 'agentAB', WAITING);
  const tab = await second.context().newPage();
  await tab.goto(desk.api.url + WAITING);
  await second.goto(desk.api.url + WAITING);
  const { number } = await desk.inquiry(desk.a);
  await elsewhere.goto(`${desk.api.url}/console/t/${number}`);
  await editorOf(elsewhere).fill('書きかけの返信です。');
  await Promise.all([tab, second, elsewhere].map((page) => connection(page, '接続中').waitFor()));
  await second.getByRole('button', { name: /^自分のメニュー/ }).click();
  await second.getByRole('menuitem', { name: 'すべての端末からログアウト' }).click();
  await Promise.all([tab, second, elsewhere].map((page) => page.waitForURL('**/login*')));
  await tab.locator('#password').waitFor();
  expect(await tab.locator('[data-ticket]').count()).toBe(0);
  const said = '書きかけの内容は、このタブに残っています。';
  await tab.getByText('ログアウトされました。').waitFor();
  expect(await tab.getByText(said).count()).toBe(0);
  await elsewhere.getByText(`ログアウトされました。もう一度ログインしてください。 ${said}`).waitFor();
  await fillSignIn(elsewhere, 'agentAB');
  await editorOf(elsewhere).waitFor();
  expect(await draftOf(elsewhere)).toBe('書きかけの返信です。');
  await elsewhere.context().close();
}, 60_000);
