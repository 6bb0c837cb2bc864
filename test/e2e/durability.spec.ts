import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { headerOf, MailServer } from '../support/mail-server.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { type PageAnswer, textOf, Visitor } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

const ROUNDS = 2;
const PER_ROUND = 12;

const secretKey = randomBytes(32).toString('hex');
let relay: MailServer;
let desk: World;
let agent: ApiClient;
let dataDir: string;
let running: DeskProcess | null = null;

beforeAll(async () => {
  relay = await MailServer.start();
  // Another machine of the same desk: it only looks.
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  agent = await desk.as('agentAB');
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-durability-'));
});
afterAll(async () => {
  await running?.end('SIGKILL');
  await desk?.close();
  await relay?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<DeskProcess> => {
  running = await startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    SMTP_RELAY_URL: relay.url,
    SECRET_KEY: secretKey,
    FORM_LIMIT_PER_HOUR: '100000',
  });
  return running;
};

/** One person: fills in the form once, and sends it again and again until a receipt comes. */
class Sender {
  readonly email: string;
  number: string | null = null;
  private filled: PageAnswer | null = null;

  constructor(readonly index: number) {
    this.email = `sender-${index}@mail.example.jp`;
  }

  async send(base: string): Promise<void> {
    const visitor = new Visitor(base);
    this.filled ??= await visitor.submit(await visitor.get('/d/komorebi-a/inquiry'), {
      step: 'confirm',
      notice: 'received',
      name: `差出 人${this.index}`,
      email: this.email,
      emailConfirm: this.email,
      topic: 'AFF',
      text: `${this.index}番目のお問い合わせです。`,
      consent: 'yes',
    });
    let page = await visitor.submit(this.filled, { step: 'send' });
    // Sent faster than a person types, it is asked about once more.
    if (!page.path.includes('/done')) page = await visitor.submit(page, { step: 'send' });
    if (page.status === 200 && page.path.includes('/done')) this.number = /\d{3}-\d{4,}-\d/.exec(textOf(page.html))![0];
  }
}

const allTickets = async (): Promise<TicketView[]> => {
  const page = await agent.get<TicketPage>('/api/v1/tickets?limit=200');
  expect(page.body.nextCursor).toBeNull();
  return Promise.all(
    page.body.items.map(async ({ id }) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body),
  );
};

test('killed again and again while inquiries come in: what was acknowledged is there once, and is mailed', async () => {
  const senders = Array.from({ length: ROUNDS * PER_ROUND }, (_, index) => new Sender(index));
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = await start();
    const wanted = senders.filter(({ number }) => number === null).slice(0, PER_ROUND);
    let acknowledged = 0;
    const half = new Promise<void>((resolve) => {
      for (const sender of wanted) {
        // Who is cut off comes again in the next round, with the form that he or she still has.
        void sender.send(victim.url).then(
          () => (acknowledged += 1) === PER_ROUND / 2 && resolve(),
          () => resolve(),
        );
      }
    });
    await half;
    await victim.end('SIGKILL');
  }
  const acknowledged = senders.flatMap(({ number }) => number ?? []);
  expect(acknowledged.length).toBeGreaterThanOrEqual((ROUNDS * PER_ROUND) / 2);
  const found = await allTickets();
  expect(acknowledged.filter((number) => !found.some((ticket) => ticket.number === number))).toEqual([]);

  const { url } = await start();
  for (const sender of senders.filter(({ number }) => number === null)) await sender.send(url);
  expect(senders.filter(({ number }) => number === null)).toEqual([]);
  await until(
    'every acknowledgement is sent',
    async () =>
      (await allTickets()).every(({ messages }) =>
        messages.every(({ delivery }) => !delivery || delivery.state === 'sent'),
      ),
    25,
  );

  const tickets = await allTickets();
  // Once each: also those whose first try was cut off before the receipt.
  expect(tickets).toHaveLength(senders.length);
  expect(new Set(tickets.map(({ requester }) => requester!.email))).toEqual(new Set(senders.map(({ email }) => email)));
  expect(new Set(tickets.map(({ number }) => number))).toEqual(new Set(senders.map(({ number }) => number)));
  for (const ticket of tickets) {
    expect(ticket.events.filter(({ type }) => type === 'ticket.opened')).toHaveLength(1);
    expect(ticket.messages.map(({ kind, automatic }) => ({ kind, automatic }))).toEqual([
      { kind: 'inbound', automatic: false },
      { kind: 'outbound', automatic: true },
    ]);
    expect(ticket.events.filter(({ type }) => type === 'message.sent')).toHaveLength(1);
  }

  // The relay may have got a mail twice, around a kill; then under one Message-ID.
  for (const { email } of senders) {
    const copies = relay.received.filter(({ to }) => to.includes(email));
    expect({ email, got: copies.length > 0, copies: copies.length <= 1 + ROUNDS }).toEqual({
      email,
      got: true,
      copies: true,
    });
    expect(new Set(copies.map((mail) => headerOf(mail, 'message-id')[0])).size).toBe(1);
  }
}, 120_000);

test('killed while the relay holds a mail: it is sent after the next start, under the same Message-ID', async () => {
  const first = running ?? (await start());
  relay.clear();
  relay.answers.push('hold');
  const sender = new Sender(900);
  await sender.send(first.url);
  await until('the relay has the mail', async () => relay.held.length === 1);
  const stateOf = async (): Promise<string | undefined> => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${sender.number}`);
    return body.messages.at(-1)?.delivery?.state;
  };
  expect(await stateOf()).toBe('sending');
  await first.end('SIGKILL');
  await start();
  await until('it is sent', async () => (await stateOf()) === 'sent', 25);
  expect(relay.received.map((mail) => headerOf(mail, 'message-id'))).toEqual(
    relay.held.map((mail) => headerOf(mail, 'message-id')),
  );
  const { body } = await agent.get<TicketView>(`/api/v1/tickets/${sender.number}`);
  expect(body.messages.filter(({ kind }) => kind === 'outbound')).toHaveLength(1);
}, 60_000);

test('asked to stop, it finishes what it has in hand', async () => {
  const last = running ?? (await start());
  const sender = new Sender(901);
  const sending = sender.send(last.url);
  await sending;
  await last.end('SIGTERM');
  expect(sender.number).not.toBeNull();
  const locked = await desk.asOwner<{ count: number }>(
    'SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
  );
  expect(locked).toEqual([{ count: 0 }]);
});
