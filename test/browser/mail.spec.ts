import nodemailer from 'nodemailer';
import type { Page } from 'playwright-core';
import type {
  ListView,
  MailboxView,
  MailLedgerRow,
  OutboxPage,
  QuarantinedMailView,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type ConsoleWorld, consoleWorld } from '../support/console-world.js';
import { barriersOf, signIn } from './console-person.js';

/** Ten of one sender become inquiries within an hour; the rest waits in quarantine. */
const FLOOD = 18;
const DECIDED = 4;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

let desk: ConsoleWorld;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await consoleWorld();
  supervisor = await desk.as('supervisor');
  for (const shop of [desk.a, desk.b]) {
    await send(shop.desk.replyFrom, { subject: '問い合わせ', text: `${shop.desk.senderName}へのお尋ねです。` });
  }
  for (let count = 0; count < FLOOD; count += 1) {
    await send(desk.a.desk.replyFrom, {
      from: 'flood@mail.example.jp',
      subject: `洪水${count}`,
      text: `洪水の${count}通目。カード番号は4111111111111111です。`,
      textEncoding: 'quoted-printable',
    });
  }
  await until(
    'all mail is decided',
    async () => {
      const rows = await ledger();
      return (
        rows.every(({ pending }) => pending === 0) && rows.reduce((sum, { fetched }) => sum + fetched, 0) === FLOOD + 2
      );
    },
    30,
  );
}, 120_000);
afterAll(() => desk?.close());

const send = async (
  to: string,
  mail: Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0],
): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({ from: '村瀬 みさき <misaki@mail.example.jp>', to, ...mail });
  transport.close();
};
const ledger = async (): Promise<MailLedgerRow[]> =>
  (await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items;
const quarantined = async (): Promise<QuarantinedMailView[]> =>
  (await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine')).body.items;
const focusedRow = (page: Page): Promise<string> => page.evaluate<string>(`document.activeElement?.id ?? ''`);

test('a supervisor decides about quarantined mail by keys alone, and the ledger adds up', async () => {
  const waiting = await quarantined();
  const [first, second, third] = waiting;
  const left = waiting.length - DECIDED;
  const page = await signIn(desk, 'supervisor', '/console/mail');
  await page.getByRole('heading', { name: `隔離 ${waiting.length}通` }).waitFor();
  await page.keyboard.press('j');
  await until('the first is chosen', async () => (await focusedRow(page)) === `quarantined-${first!.id}`);
  const raw = page.locator('pre');
  await raw.getByText('flood@mail.example.jp').first().waitFor();
  expect(await raw.innerText()).not.toContain('4111');
  expect(await raw.innerText()).toContain('カード番号を自動で伏せました');
  const read = page.getByRole('region', { name: '読み取った内容' });
  expect(await read.innerText()).toMatch(/^洪水の\d+通目。カード番号は\[カード番号を自動で伏せました\]です。$/);

  await page.keyboard.press('y');
  await until('the next takes its place', async () => (await focusedRow(page)) === `quarantined-${second!.id}`);
  await page.keyboard.press('j');
  await until('the third is chosen', async () => (await focusedRow(page)) === `quarantined-${third!.id}`);
  await page.keyboard.press('k');
  await until('back to the second', async () => (await focusedRow(page)) === `quarantined-${second!.id}`);

  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'ほかの上席に見てほしいこと' }).fill('同じ方からの別件かもしれません。');
  await page.keyboard.press('Control+Enter');
  await page.getByText('森田 より').waitFor();
  expect((await quarantined())[0]!.note).toMatchObject({ text: '同じ方からの別件かもしれません。', by: '森田' });

  await page.keyboard.press('w');
  await page.getByRole('group', { name: '1通を除く理由' }).waitFor();
  await page.keyboard.press('Enter');
  await until('the third has the focus', async () => (await focusedRow(page)) === `quarantined-${third!.id}`);
  await page.getByRole('button', { name: /^1通を隔離に戻す/ }).click();
  await until('the second is back', async () => (await quarantined()).length === waiting.length - 1);

  for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByText('3通を選択中').waitFor();
  await page.keyboard.press('w');
  await page.getByRole('group', { name: '3通を除く理由' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until('all three are discarded', async () => (await quarantined()).length === left);
  await page.getByRole('button', { name: /^3通を隔離に戻す/ }).waitFor();

  const [row] = (await ledger()).filter(({ address }) => address === desk.a.desk.replyFrom);
  expect(row).toMatchObject({ fetched: FLOOD + 1, discarded: 3, quarantined: left, pending: 0 });
  expect(row!.fetched).toBe(row!.filed + row!.quarantined + row!.ignored + row!.discarded);
  await page.getByRole('heading', { name: `隔離 ${left}通` }).waitFor();
  expect(await page.getByText('合いません').count()).toBe(0);
  await page.context().close();
}, 90_000);

test.each([
  ['light', 'ja-JP'],
  ['dark', 'en-GB'],
] as const)(
  'no barrier on the mail screens, %s %s',
  async (colorScheme, locale) => {
    const page = await signIn(desk, 'admin', '/console/mail', { colorScheme, locale });
    await page.locator('[id^="quarantined-"]').first().click();
    await page.locator('pre').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    expect(await barriersOf(page)).toEqual([]);
    await page.keyboard.press('w');
    await page.getByRole('radio').first().waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.goto(`${desk.api.url}/console/mail/settings`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText(desk.a.desk.replyFrom).first().click();
    await page.locator('#reply-charset').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.context().close();
  },
  90_000,
);

test('each sees the mailboxes of the own shops alone', async () => {
  const one = await desk.join(['supervisor'], desk.a);
  const { body } = await one.get<ListView<MailboxView>>('/api/v1/mailboxes');
  expect(body.items.map(({ address }) => address)).toEqual([desk.a.desk.replyFrom]);
  const page = await signIn(desk, 'supervisor', '/console/mail');
  for (const { desk: each } of [desk.a, desk.b]) {
    await page.getByRole('button', { name: new RegExp(each.replyFrom) }).waitFor();
  }
  await page.getByRole('button', { name: new RegExp(desk.b.desk.replyFrom) }).click();
  await page.getByRole('heading', { name: '隔離 0通' }).waitFor();
  await page.context().close();
  const agent = await signIn(desk, 'agentA', '/console/mail');
  await agent.getByText('見つかりません').waitFor();
  await agent.context().close();
}, 60_000);

test('an administrator sets the usual charset, and a new reply begins with it', async () => {
  const page = await signIn(desk, 'admin', '/console/mail/settings');
  await page.getByText(desk.b.desk.replyFrom).first().click();
  await page.locator('#reply-charset').selectOption('iso-2022-jp');
  await page.getByText('保存しました').first().waitFor();
  const { number } = await desk.inquiry(desk.b);
  await page.goto(`${desk.api.url}/console/t/${number}`);
  const charset = page.getByRole('combobox', { name: '文字コード' });
  await charset.waitFor();
  expect(await charset.inputValue()).toBe('iso-2022-jp');
  await page.context().close();
}, 60_000);

test('the test of a mailbox says at which step it stopped', async () => {
  const page = await signIn(desk, 'admin', '/console/mail/settings');
  await page.getByText(desk.a.desk.replyFrom).first().click();
  await page.getByRole('button', { name: '試す', exact: true }).click();
  const steps = page.getByRole('listitem').filter({ hasText: /試験メールが出るか|送信サーバー/ });
  await steps.filter({ hasText: 'できません' }).waitFor();
  expect(await steps.filter({ hasText: 'できません' }).innerText()).toMatch(/^送る/);
  await page.context().close();
}, 60_000);

test('a mail in a ticket shows who sent it, its headers, its HTML in a closed frame and its attachment', async () => {
  const html =
    '<p>添付をご覧ください。</p><img src="https://tracker.example/x.png"><script>document.title = "x"</script>';
  await send(desk.a.desk.replyFrom, {
    subject: '写真です',
    text: '添付をご覧ください。',
    html,
    attachments: [{ filename: '写真.png', content: PICTURE }],
  });
  const { number } = await until('the mail is a ticket', async () => {
    const { body } = await supervisor.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('写真です')}`);
    return body.items[0];
  });
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(desk.api.url)) foreign.push(request.url());
  });
  const message = page.getByRole('article').first();
  await message.getByText('misaki@mail.example.jp').first().waitFor();
  await message.getByText('写真.png').waitFor();
  await message.getByRole('button', { name: 'HTML' }).click();
  const frame = message.locator('iframe');
  await frame.waitFor();
  expect(await frame.getAttribute('sandbox')).toBe('');
  await message.getByRole('button', { name: 'ヘッダー' }).click();
  await message.getByRole('rowheader', { name: 'Subject' }).waitFor();
  await message.getByRole('button', { name: '元のメール' }).click();
  const original = message.getByRole('region', { name: '元のメール' });
  await original.locator('pre').getByText('Content-Type: multipart/mixed').waitFor();
  await original.getByText('添付ファイルの中身', { exact: false }).first().waitFor();
  expect(foreign).toEqual([]);
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a mail that asks for answers elsewhere says so where it stands and where it is answered', async () => {
  await send(desk.a.desk.replyFrom, { subject: '横取り', text: '返事はこちらへ。', replyTo: 'thief@evil.example' });
  const { number } = await until('the mail is a ticket', async () => {
    const { body } = await supervisor.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('横取り')}`);
    return body.items[0];
  });
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  const message = page.getByRole('article').first();
  await message.getByText('返信先に別のアドレス thief@evil.example を指定しています。').waitFor();
  await page.getByText('この返信はそこへは届きません。宛先は misaki@mail.example.jp です。').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a mail whose sender poses as the desk stands under its true address, with a warning in words', async () => {
  const posed = desk.a.desk.replyFrom;
  await send(posed, {
    from: { name: posed, address: 'thief@evil.example' },
    subject: '騙り',
    text: '窓口からのお知らせです。',
  });
  const { number } = await until('the mail is a ticket', async () => {
    const { body } = await supervisor.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('騙り')}`);
    return body.items[0];
  });
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  const message = page.getByRole('article', { name: 'thief@evil.example' });
  await message
    .getByText(`別のアドレス ${posed} が書かれていますが、実際の差出人は thief@evil.example です。`)
    .waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a reply that comes back says so where it stands, and its ticket is open again', async () => {
  await send(desk.a.desk.replyFrom, { subject: '戻る件', text: '返事は届くでしょうか。' });
  const ticket = await until('the mail is a ticket', async () => {
    const { body } = await supervisor.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('戻る件')}`);
    return body.items[0];
  });
  const agent = await desk.as('agentA');
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/claim`);
  const text = 'お調べしました。対象には含まれておりません。';
  const reply = { text, baseVersion: claimed.version, idempotencyKey: 'a-reply-that-comes-back', then: 'answered' };
  expect((await agent.post(`/api/v1/tickets/${ticket.id}/replies`, reply)).status).toBe(201);
  const sent = await until('the reply has left', async () => {
    const { body } = await agent.get<OutboxPage>('/api/v1/outbox');
    return body.items.find((mail) => mail.text.includes(text));
  });
  const page = await signIn(desk, 'agentA', `/console/t/${ticket.number}`);
  const message = page.getByRole('article').filter({ hasText: text });
  await message.waitFor();
  expect(await message.getByText('届きませんでした').count()).toBe(0);

  await send(desk.a.desk.replyFrom, {
    envelope: { from: '', to: [desk.a.desk.replyFrom] },
    raw: undelivered(desk.a.desk.replyFrom, sent.headers['Message-ID']!),
  });
  await message.getByText('届きませんでした ― 宛先のアドレスが存在しません。').waitFor();
  await page.getByText('返信が届かず戻った').first().waitFor();
  const { body: after } = await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`);
  expect(after.state).toBe('open');
  expect(await barriersOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('a reply that could not be sent at all says why in words, and its ticket is open again', async () => {
  const email = 'a@good.example.jp, b@evil.example.com';
  const { id, number } = await desk.inquiry(desk.a, { requester: { name: '村瀬 みさき', email } });
  const agent = await desk.as('agentA');
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const page = await signIn(desk, 'agentA', `/console/t/${number}`);
  const text = '送れない宛先へのお答えです。';
  const reply = { text, baseVersion: claimed.version, idempotencyKey: 'a-reply-that-cannot-leave', then: 'answered' };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const message = page.getByRole('article').filter({ hasText: text });
  await message.getByText('届きませんでした ― 宛先の書き方では、メールを送れません。').waitFor();
  expect((await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body.state).toBe('open');
  await page.context().close();
}, 60_000);

test('a supervisor moves a mail out of the wrong inquiry: asked twice, it stands in one of its own that names the other', async () => {
  const { id, number } = await desk.inquiry(desk.a, {
    requester: { name: '村瀬 みさき', email: 'misaki@mail.example.jp' },
  });
  const agent = await desk.as('agentA');
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const text = '分ける前のお答えです。';
  const reply = { text, baseVersion: claimed.version, idempotencyKey: 'a-reply-before-moving' };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const inReplyTo = await until('the reply has left', async () => {
    const { body } = await agent.get<OutboxPage>('/api/v1/outbox');
    return body.items.find((mail) => mail.text.includes(text))?.headers['Message-ID'];
  });
  await send(desk.a.desk.replyFrom, { subject: '別の話', text: '銀木犀という別の話です。', inReplyTo });
  const page = await signIn(desk, 'supervisor', `/console/t/${number}`);
  await page.getByRole('button', { name: '別の問い合わせに分ける' }).click();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'やめる' }).and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: '分ける', exact: true }).click();
  await page.getByText('別の問い合わせに入っていたメールを、上席がここへ分けました。').waitFor();
  await page.getByRole('article').filter({ hasText: '銀木犀' }).first().waitFor();
  await page.getByRole('link', { name: `${number} を開く` }).click();
  await page.getByRole('article').filter({ hasText: text }).waitFor();
  expect(await page.getByRole('article').filter({ hasText: '銀木犀' }).count()).toBe(0);
  await page.context().close();
}, 60_000);

/** A delivery status notice (RFC 3464) about one of our mails. */
const undelivered = (to: string, messageId: string): string =>
  [
    'From: MAILER-DAEMON@mail.example.jp',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Your mail could not be delivered.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.jp',
    '',
    'Final-Recipient: rfc822; misaki@mail.example.jp',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 unknown user',
    '--r',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '--r--',
    '',
  ].join('\r\n');
