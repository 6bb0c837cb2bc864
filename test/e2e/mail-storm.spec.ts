import nodemailer from 'nodemailer';
import type { ListView, MailLedgerRow, OutboxPage, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const TICKETS = 20;
const EACH = 25;

let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world();
  [agent, supervisor] = [await desk.as('agentA'), await desk.as('supervisor')];
});
afterAll(() => desk?.close());

const ledger = async (): Promise<MailLedgerRow> => {
  const { body } = await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
  return body.items.find(({ address }) => address === desk.a.desk.replyFrom)!;
};
const outbox = async (): Promise<OutboxPage['items']> => {
  const items: OutboxPage['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: OutboxPage = (await agent.get<OutboxPage>(`/api/v1/outbox?limit=100${cursor && `&cursor=${cursor}`}`))
      .body;
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
};

/** An answered ticket; with the Message-ID of the answer. */
const answered = async (index: number): Promise<{ id: string; ourId: string; to: string }> => {
  const to = `storm-${index}@mail.example.jp`;
  const { id } = await desk.inquiry(desk.a, { requester: { name: '藤代 恵', email: to } });
  const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const reply = { text: `お答えいたします。${index}`, baseVersion: body.version, idempotencyKey: `storm-${id}` };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const mail = await until('the answer has left', async () => (await outbox()).find((each) => each.to.includes(to)));
  return { id, ourId: mail.headers['Message-ID']!, to };
};

const AUTOMATIC: ((ourId: string) => string[])[] = [
  (ourId) => [`In-Reply-To: ${ourId}`, 'Auto-Submitted: auto-replied', 'Subject: 不在のお知らせ'],
  (ourId) => [`References: ${ourId}`, 'X-Autoreply: yes', 'Precedence: auto_reply', 'Subject: Out of office'],
  (ourId) => [`In-Reply-To: ${ourId}`, 'AUTO-SUBMITTED: Auto-Generated', 'Subject: Re: your mail'],
  (ourId) => [
    `In-Reply-To: ${ourId}`,
    'X-Auto-Response-Suppress: All',
    'Auto-Submitted: auto-replied',
    'Subject: away',
  ],
];

const vacation = (ourId: string, from: string, number: number): string =>
  [
    `From: ${from}`,
    `To: ${desk.a.desk.replyFrom}`,
    `Message-ID: <vacation-${number}@mail.example.jp>`,
    ...AUTOMATIC[number % AUTOMATIC.length]!(ourId),
    '',
    `ただいま不在にしております。${number}`,
    '',
  ].join('\r\n');

const bounce = (ourId: string, to: string, number: number): string =>
  [
    'From: MAILER-DAEMON@mail.example.jp',
    `To: ${desk.a.desk.replyFrom}`,
    `Message-ID: <bounce-${number}@mail.example.jp>`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain',
    '',
    `Not delivered. ${number}`,
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.jp',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    '--r',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${ourId}`,
    '',
    'text',
    '--r--',
    '',
  ].join('\r\n');

test('a thousand vacation replies and bounces: no automatic answer, no ticket reopened but by its bounce, each bounce on its message', async () => {
  const tickets: Awaited<ReturnType<typeof answered>>[] = [];
  for (let index = 0; index < TICKETS; index += 1) tickets.push(await answered(index));
  const sentBefore = (await outbox()).length;
  // The answers to the second half came back; what follows them is nothing but robots.
  const bounced = tickets.slice(TICKETS / 2);
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort(),
    ignoreTLS: true,
    pool: true,
    maxConnections: 4,
    maxMessages: Infinity,
  });
  const send = (raw: string, from: string) =>
    transport.sendMail({ raw, envelope: { from, to: [desk.a.desk.replyFrom] } });
  const storm = tickets.flatMap(({ ourId, to }, index) =>
    Array.from({ length: EACH * 2 }, (_, turn) => {
      const number = index * EACH * 2 + turn;
      const isBounce = index >= TICKETS / 2 && turn % 2 === 0;
      return isBounce ? send(bounce(ourId, to, number), '') : send(vacation(ourId, to, number), to);
    }),
  );
  expect(storm).toHaveLength(1_000);
  await Promise.all(storm);
  transport.close();
  const row = await until(
    'all are decided',
    async () => {
      const found = await ledger();
      return found.fetched === 1_000 && found.pending === 0 && found;
    },
    120,
  );
  expect(row).toMatchObject({
    ignored: 1_000,
    filed: 0,
    ignoredBecause: { bounce: bounced.length * EACH, automatic_reply: 1_000 - bounced.length * EACH },
  });

  expect((await outbox()).length).toBe(sentBefore);
  const { body } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
  expect(body.items).toHaveLength(TICKETS);
  const seen = await Promise.all(
    tickets.map(async ({ id }) => {
      const ticket = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
      const answers = ticket.messages.filter(({ kind, automatic }) => kind === 'outbound' && !automatic);
      const bounces = ticket.events.filter(({ type }) => type === 'message.bounced').length;
      return { state: ticket.state, delivery: answers.map(({ delivery }) => delivery!.state), bounces };
    }),
  );
  const quiet = { state: 'answered', delivery: ['sent'], bounces: 0 };
  const back = { state: 'open', delivery: ['bounced'], bounces: 1 };
  expect(seen).toEqual(tickets.map((each) => (bounced.includes(each) ? back : quiet)));
}, 180_000);
