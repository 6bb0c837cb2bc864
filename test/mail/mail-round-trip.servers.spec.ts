import Encoding from 'encoding-japanese';
import nodemailer from 'nodemailer';
import type { ListView, MailboxTestView, MailboxView, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { Dovecot, MAIL_PASSWORD } from './support/dovecot.js';
import { freePort } from '../support/ports.js';
import { Postfix } from './support/postfix.js';

const REQUESTER = 'm.fujishiro@mail.example.jp';

let dovecot: Dovecot;
let postfix: Postfix;
let desk: World;
let admin: ApiClient;
let agent: ApiClient;

beforeAll(async () => {
  dovecot = await Dovecot.start();
  const smtpPort = await freePort();
  // The requester and desk B have mailboxes on the mail server; desk A takes its mail itself.
  postfix = await Postfix.start({
    home: dovecot.home,
    users: { requester: REQUESTER, deskb: 'privacy@komorebi-b.example.jp', lost: 'lost@komorebi-b.example.jp' },
    routes: { 'komorebi-a.example.jp': smtpPort },
  });
  desk = await world({ settings: { SMTP_PORT: String(smtpPort), SMTP_RELAY_URL: postfix.url } });
  [admin, agent] = [await desk.as('admin'), await desk.as('agentAB')];
  const mailbox = await mailboxOf('privacy@komorebi-b.example.jp');
  const imap = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'deskb', password: MAIL_PASSWORD };
  await admin.request('PUT', `/api/v1/mailboxes/${mailbox.id}/imap`, imap);
});
afterAll(async () => {
  await desk?.close();
  postfix?.stop();
  await dovecot?.stop();
});

const mailboxOf = async (address: string): Promise<MailboxView> => {
  const { body } = await admin.get<ListView<MailboxView>>('/api/v1/mailboxes');
  return body.items.find((each) => each.address === address)!;
};

/** Words as ISO-2022-JP, the way carriers and old mailers write them. */
const jis = (text: string): Buffer =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'JIS', type: 'array' }));
const jisWord = (text: string): string => `=?ISO-2022-JP?B?${jis(text).toString('base64')}?=`;

const send = (to: string, subject: string, text: string, headers: string[] = []): Promise<unknown> => {
  const head = [
    `From: ${jisWord('藤代 恵')} <${REQUESTER}>`,
    `To: ${to}`,
    `Subject: ${jisWord(subject)}`,
    `Message-ID: <${Buffer.from(subject).toString('hex')}@mail.example.jp>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=ISO-2022-JP',
    'Content-Transfer-Encoding: 7bit',
    ...headers,
  ];
  const raw = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), jis(`${text}\r\n`)]);
  const transport = nodemailer.createTransport({ url: postfix.url });
  return transport.sendMail({ envelope: { from: REQUESTER, to: [to] }, raw });
};

const ticketWith = (subject: string): Promise<TicketView> =>
  until(`a ticket ${subject}`, async () => {
    const { body } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
    const row = body.items.find((each) => each.subject === subject);
    return row && (await agent.get<TicketView>(`/api/v1/tickets/${row.id}`)).body;
  });

const reply = async ({ id }: TicketView, text: string): Promise<void> => {
  const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const answer = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
    text,
    baseVersion: body.version,
    idempotencyKey: `round-trip-${id}`,
  });
  expect(answer.status).toBe(201);
};

/** The mail in the requester's mailbox whose decoded source has these words. */
const received = (words: string): Promise<string> =>
  until(
    `a mail with ${words}`,
    async () => (await dovecot.inbox('requester')).find((mail) => mail.includes(words)),
    20,
  );

describe.each([
  ['our own listener', 'privacy@komorebi-a.example.jp'],
  ['a mailbox read by IMAP', 'privacy@komorebi-b.example.jp'],
])('by %s', (way, address) => {
  test('a Japanese mail becomes a ticket, is acknowledged, answered, and its answer comes to the same ticket', async () => {
    const subject = `個人情報の件①（${way}）`;
    const words = `㈱アオバの髙﨑です。${way}へ送ります。ご確認ください。`;
    await send(address, subject, words);
    const ticket = await ticketWith(subject);
    expect(ticket.messages[0]).toMatchObject({ kind: 'inbound', bodyText: words, from: '藤代 恵' });
    expect(ticket.requester?.email).toBe(REQUESTER);
    expect(await received(ticket.number)).toContain(`From: `);

    await reply(ticket, `${way}からのご回答です。対象に含まれておりました。`);
    const answer = await received(`${way}からのご回答です`);
    const [, messageId] = /^Message-ID:\s+(<[^>]+>)/im.exec(answer)!;
    await send(address, `Re: ${subject}`, '重ねての質問です。', [
      `In-Reply-To: ${messageId}`,
      `References: ${messageId}`,
    ]);
    const followed = await until('the follow-up', async () => {
      const { body } = await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`);
      return body.messages.some(({ bodyText }) => bodyText.includes('重ねての質問です。')) && body;
    });
    expect(followed.messages.filter(({ kind }) => kind === 'inbound')).toHaveLength(2);
  });
});

describe('the test of a mailbox', () => {
  const begin = async (address: string): Promise<MailboxTestView> => {
    const { id } = await mailboxOf(address);
    const { status, body } = await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`);
    expect(status).toBe(200);
    return body;
  };
  const passed = async (address: string): Promise<MailboxTestView> => {
    const { id } = await mailboxOf(address);
    const begun = await begin(address);
    return until('the test mail arrives', async () => {
      if (begun.state !== 'waiting') return begun;
      const { body } = await admin.get<MailboxTestView>(`/api/v1/mailboxes/${id}/test/${begun.mark}`);
      return body.state === 'passed' && body;
    });
  };

  test.each(['privacy@komorebi-a.example.jp', 'privacy@komorebi-b.example.jp'])(
    'a mail goes out and comes back to %s, and is no inquiry',
    async (address) => {
      const count = async () => (await agent.get<TicketPage>('/api/v1/tickets?limit=100')).body.items.length;
      const before = await count();
      expect(await passed(address)).toMatchObject({ state: 'passed' });
      expect(await count()).toBe(before);
    },
  );

  test('names the step that failed: the sign-in', async () => {
    const { id } = await mailboxOf('privacy@komorebi-b.example.jp');
    const settings = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'deskb' };
    await admin.request('PUT', `/api/v1/mailboxes/${id}/imap`, { ...settings, password: 'Wrong-7' });
    const view = await begin('privacy@komorebi-b.example.jp');
    expect(view).toMatchObject({
      mark: null,
      state: 'failed',
      steps: [
        { step: 'connect', state: 'passed' },
        { step: 'tls', state: 'skipped' },
        { step: 'sign_in', reason: 'login_refused' },
      ],
    });
    await admin.request('PUT', `/api/v1/mailboxes/${id}/imap`, { ...settings, password: MAIL_PASSWORD });
  });

  test('names the step that failed: the relay knows no such address', async () => {
    const address = 'nobody@komorebi-b.example.jp';
    await admin.post('/api/v1/mailboxes', { deskId: desk.b.desk.id, address });
    const view = await begin(address);
    expect(view.steps.at(-1)).toMatchObject({ step: 'send', state: 'failed', reason: 'relay_refused' });
  });

  test('waits for a mail that goes somewhere else, and says so', async () => {
    const address = 'lost@komorebi-b.example.jp';
    await admin.post('/api/v1/mailboxes', { deskId: desk.b.desk.id, address });
    const view = await begin(address);
    expect(view).toMatchObject({
      state: 'waiting',
      steps: [{}, {}, { step: 'sign_in', state: 'skipped' }, {}, { step: 'arrive' }, { step: 'read' }],
    });
  });

  test('nobody else’s mark passes, and nobody without the right may ask', async () => {
    const [a, b] = [await mailboxOf('privacy@komorebi-a.example.jp'), await mailboxOf('privacy@komorebi-b.example.jp')];
    const { mark } = await passed('privacy@komorebi-a.example.jp');
    expect((await admin.get(`/api/v1/mailboxes/${b.id}/test/${mark}`)).status).toBe(404);
    expect((await agent.post(`/api/v1/mailboxes/${a.id}/test`)).status).toBe(403);
  });
});
