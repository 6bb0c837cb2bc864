import nodemailer from 'nodemailer';
import type { MailDetailView, OutboxPage, TicketPage, TicketView } from '#libs/contracts';
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
