import nodemailer from 'nodemailer';
import type {
  ListView,
  MailDetailView,
  OutboxPage,
  QuarantinedMailView,
  QuarantinePage,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: { MAIL_AUTHSERV_IDS: 'mx.example.jp' } });
  agent = await desk.as('agentA');
});
afterAll(() => desk?.close());

/** Hands a mail over as the relay in front does, with what that wrote on top. */
const send = async (text: string, headers: string[], from = 'misaki@mail.example.jp'): Promise<void> => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort(),
    tls: { rejectUnauthorized: false },
  });
  const lines = [...headers, `From: ${from}`, 'Content-Type: text/plain; charset=utf-8', '', text, ''];
  await transport.sendMail({
    raw: lines.join('\r\n'),
    envelope: { from: 'misaki@mail.example.jp', to: desk.a.desk.replyFrom },
  });
  transport.close();
};
const ticketWith = (word: string): Promise<TicketView> =>
  until(`a ticket with ${word}`, async () => {
    const page = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`);
    const [row] = page.body.items;
    return row && (await agent.get<TicketView>(`/api/v1/tickets/${row.id}`)).body;
  });
const detailOf = async (word: string): Promise<MailDetailView> => {
  const ticket = await ticketWith(word);
  const message = ticket.messages.find(({ bodyText }) => bodyText.includes(word))!;
  return (await agent.get<MailDetailView>(`/api/v1/tickets/${ticket.id}/messages/${message.id}/mail`)).body;
};
const judged = (dmarc: string): string => `Authentication-Results: mx.example.jp; spf=none; dkim=none; dmarc=${dmarc}`;

test('what the relay in front found out stands beside the sender, and decides who is known', async () => {
  await send('夕立の庭', [judged('pass'), judged('fail')]);
  expect((await detailOf('夕立の庭')).proof).toEqual({
    spf: 'none',
    dkim: 'none',
    dmarc: 'pass',
    vouchedBy: 'mx.example.jp',
  });
  const ticket = await ticketWith('夕立の庭');
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/claim`);
  await agent.post(`/api/v1/tickets/${ticket.id}/replies`, {
    text: 'お答えします。夕立',
    baseVersion: claimed.version,
    idempotencyKey: `reply-${ticket.id}`,
  });
  const reply = await until('the reply has left', async () =>
    (await agent.get<OutboxPage>('/api/v1/outbox')).body.items.find(({ text }) => text.includes('お答えします。夕立')),
  );
  const answering = `In-Reply-To: ${reply.headers['Message-ID']}`;

  await send('本人を騙る朝霧', [judged('fail'), judged('pass'), answering]);
  expect((await ticketWith('朝霧')).id).not.toBe(ticket.id);
  expect(await detailOf('朝霧')).toMatchObject({ senderKnown: false, proof: { dmarc: 'fail' } });
  await send('本人からの夜長', [judged('pass'), answering]);
  expect((await ticketWith('夜長')).id).toBe(ticket.id);
  expect(await detailOf('夜長')).toMatchObject({ senderKnown: true, proof: { dmarc: 'pass' } });
});

test('who poses as staff or as a desk waits for a person; proven staff is a sender like others', async () => {
  const supervisor = await desk.as('supervisor');
  const waiting = async (subject: string) =>
    (await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine')).body.items.find(
      (mail) => mail.subject === subject,
    );
  for (const [n, from] of ['agentA@desk.example.jp', 'AgentB@Desk.example.jp', desk.b.desk.replyFrom].entries()) {
    await send(`身内の雪渓${n}`, [judged('none'), `Subject: pose ${n}`], from);
    expect(await until('it waits', () => waiting(`pose ${n}`))).toMatchObject({ reason: 'impersonation' });
  }
  await send('本物の雪明かり', [judged('pass')], 'agentA@desk.example.jp');
  await ticketWith('雪明かり');
  expect((await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('身内の雪渓')}`)).body.items).toEqual([]);
});

test('what was found out about a sender when the mail came is kept while it waits, and goes with it when it is filed', async () => {
  const supervisor = await desk.as('supervisor');
  await send('雪渓を騙る者', [judged('fail'), judged('pass'), 'Subject: waits with proof'], 'agentA@desk.example.jp');
  const held = await until('it waits', async () =>
    (await supervisor.get<QuarantinePage>('/api/v1/mail/quarantine')).body.items.find(
      ({ subject }) => subject === 'waits with proof',
    ),
  );
  const proof = { spf: 'none', dkim: 'none', dmarc: 'fail', vouchedBy: 'mx.example.jp' };
  expect(held.proof).toEqual(proof);
  expect((await supervisor.post(`/api/v1/mail/${held.id}/file`)).status).toBe(200);
  expect(await detailOf('雪渓を騙る者')).toMatchObject({ senderKnown: false, proof });
});

test('a Reply-To that is not the sender is said, and our answer goes to the sender all the same', async () => {
  const elsewhere = ['Reply-To: "Misaki" <tsuki@evil.example>, Tsuki@Mail.example.jp'];
  const from = 'tsuki@mail.example.jp';
  await send('返事を横取りする月光', [judged('pass'), ...elsewhere], from);
  expect(await detailOf('月光')).toMatchObject({ otherReplyTo: ['tsuki@evil.example'] });
  const ticket = await ticketWith('月光');
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/claim`);
  await agent.post(`/api/v1/tickets/${ticket.id}/replies`, {
    text: '月光についてのお答えです。',
    baseVersion: claimed.version,
    idempotencyKey: `reply-${ticket.id}`,
  });
  const reply = await until('the reply has left', async () =>
    (await agent.get<OutboxPage>('/api/v1/outbox')).body.items.find(({ text }) => text.includes('月光についての')),
  );
  expect(reply.to).toBe(from);
  await send('同じ所へ返す星影', [judged('pass'), 'Reply-To: TSUKI@mail.example.jp'], from);
  expect((await detailOf('星影')).otherReplyTo).toEqual([]);
});

test.each([
  ['陽炎', 'support@elsewhere.example'],
  ['逃げ水', 'support@elsewhere．example'],
])(
  'who gives another address as a name is known by the true one, and what was posed as is said: %s',
  async (word, posed) => {
    const from = `"${posed}" <thief@evil.example>`;
    await send(`名を騙る${word}`, [judged('pass')], from);
    expect(await detailOf(word)).toMatchObject({
      senderKnown: false,
      fromAddress: 'thief@evil.example',
      posedAddress: 'support@elsewhere.example',
    });
    const ticket = await ticketWith(word);
    expect(ticket.requester).toMatchObject({ name: 'thief@evil.example', email: 'thief@evil.example' });
    expect(ticket.messages[0]!.from).toBe('thief@evil.example');
  },
);

test('who gives the own address as a name, or a name, poses as nobody', async () => {
  await send('自分のアドレスを名乗る初霜', [judged('pass')], '"Tsuki@mail.example.jp" <tsuki@mail.example.jp>');
  expect(await detailOf('初霜')).toMatchObject({ posedAddress: null });
  expect((await ticketWith('初霜')).messages[0]!.from).toBe('Tsuki@mail.example.jp');
});

test('another mail under a Message-ID that was there before is kept and says so', async () => {
  const id = 'Message-ID: <again@mail.example.jp>';
  await send('一通目の霧氷', [id]);
  expect((await detailOf('一通目の霧氷')).messageIdReused).toBe(false);
  await send('二通目の樹氷', [id]);
  expect((await detailOf('二通目の樹氷')).messageIdReused).toBe(true);
});
