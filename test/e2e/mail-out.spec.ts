import { MessageDeliverJob, MessageIds } from '#libs/channels';
import { StatusLinks } from '#libs/desk';
import type { MessageView, ReplyRequest, OutboxPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { acknowledge } from '../support/acknowledge.js';
import { headerOf, MailServer, textOfMail } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let relay: MailServer;
let desk: World;
let agent: ApiClient;

beforeAll(async () => {
  relay = await MailServer.start();
  desk = await world({ settings: { SMTP_RELAY_URL: relay.url } });
  agent = await desk.as('agentAB');
});
beforeEach(() => relay.clear());
afterAll(async () => {
  await desk?.close();
  await relay?.stop();
});

const TEXT = '藤代 恵 様\n\nお問い合わせありがとうございます。対象に含まれておりました。';

const reply = async (id: string, over: Partial<ReplyRequest> = {}): Promise<TicketView> => {
  const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const answer = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
    text: TEXT,
    baseVersion: body.version,
    idempotencyKey: `reply-${id}-${body.version}`,
    ...over,
  });
  expect(answer.status).toBe(201);
  return answer.body;
};

const outboundOf = async (id: string): Promise<MessageView> => {
  const { body } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
  return body.messages.findLast((message) => message.kind === 'outbound')!;
};

const settled = (id: string, state: string): Promise<MessageView> =>
  until(
    `the reply is ${state}`,
    async () => {
      const message = await outboundOf(id);
      return message.delivery?.state === state && message;
    },
    20,
  );

const eventsOf = async (id: string): Promise<string[]> => {
  const { body } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
  return body.events.map(({ type }) => type).filter((type) => type.startsWith('message.'));
};

test('a reply leaves once, in the desk’s name, with what later threading needs', async () => {
  const { id, number } = await desk.inquiry(desk.a, {
    acknowledge: true,
  });
  await until('the acknowledgement', async () => relay.received.length === 1);
  await reply(id);
  await settled(id, 'sent');
  expect(relay.received).toHaveLength(2);
  const [acknowledgement, answer] = relay.received;

  expect(acknowledgement).toMatchObject({ from: '', to: ['m.fujishiro@mail.example.jp'] });
  expect(headerOf(acknowledgement!, 'auto-submitted')).toEqual(['auto-replied']);
  expect(headerOf(acknowledgement!, 'x-auto-response-suppress')).toEqual(['All']);
  expect(textOfMail(acknowledgement!)).not.toContain('私の情報は含まれていますか');

  const { messages } = (await (await desk.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`)).body;
  expect(messages.at(-1)!.delivery).toMatchObject({ state: 'sent', inOutbox: false });
  expect(answer).toMatchObject({ from: desk.a.desk.replyFrom, to: ['m.fujishiro@mail.example.jp'] });
  expect(headerOf(answer!, 'auto-submitted')).toEqual([]);
  expect(headerOf(answer!, 'from')[0]).toContain(`<${desk.a.desk.replyFrom}>`);
  expect(headerOf(answer!, 'references')).toEqual(headerOf(acknowledgement!, 'message-id'));
  const message = await outboundOf(id);
  const [messageId] = headerOf(answer!, 'message-id');
  expect(desk.api.app.get(MessageIds).read(messageId!)).toBe(message.id);
  expect(desk.api.app.get(MessageIds).read(messageId!.replace('@komorebi-a', '@komorebi-b'))).toBeNull();
  const text = textOfMail(answer!);
  expect(text).toContain('対象に含まれておりました。');
  expect(text).toContain(`受付番号: ${number}`);
  expect(text).toContain('カード番号、銀行口座、暗証番号');
  expect(text).toContain('こもれび雑貨店 個人情報お問い合わせ窓口');
  expect(text).not.toContain('こもれび雑貨館');
  expect(text).toMatch(/http\S+\/t\/[a-z2-7]+/);
  expect(answer!.raw).not.toMatch(/multipart|attachment|filename/i);
  // Plain text and nothing that reports back who read it, or when.
  for (const mail of [acknowledgement!, answer!]) {
    expect(headerOf(mail, 'content-type')[0]).toMatch(/^text\/plain; charset=utf-8/i);
    expect(mail.raw).not.toMatch(/<img|<a |disposition-notification-to|return-receipt-to|x-confirm-reading-to/i);
  }
  expect(await eventsOf(id)).toEqual(['message.sent', 'message.sent']);
});

test('what the relay puts off is tried again under the same Message-ID, and the reason is seen meanwhile', async () => {
  relay.answers.push({ code: 451, text: '4.7.1 try again later, someone@mail.example.jp' });
  const { id } = await desk.inquiry(desk.a);
  await reply(id);
  const deferred = await settled(id, 'queued').then(() =>
    until('the reason', async () => {
      const message = await outboundOf(id);
      return message.delivery!.reason !== null && message;
    }),
  );
  expect(deferred.delivery).toMatchObject({ state: 'queued', attempts: 1 });
  expect(deferred.delivery!.reason).toContain('451 4.7.1 try again later');
  expect(deferred.delivery!.reason).not.toContain('someone@');
  const { at, nextAttemptAt } = deferred.delivery!;
  expect(Date.parse(nextAttemptAt!)).toBeGreaterThan(Date.parse(at!));
  const sent = await settled(id, 'sent');
  expect(sent.delivery).toMatchObject({ attempts: 2, reason: null, nextAttemptAt: null });
  expect(relay.received).toHaveLength(1);
  expect(desk.api.app.get(MessageIds).read(headerOf(relay.received[0]!, 'message-id')[0]!)).toBe(sent.id);
  expect(await eventsOf(id)).toEqual(['message.deferred', 'message.sent']);
});

test('an inquiry whose answer is refused for good waits for the desk again, and its requester is not told of an answer', async () => {
  relay.answers.push({ code: 550, text: '5.1.1 no such user' });
  const { id } = await desk.inquiry(desk.a);
  const { version } = await reply(id);
  await settled(id, 'failed');
  const { body } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
  expect(body).toMatchObject({ state: 'open', version: version + 1 });
  const status = await fetch(`${desk.api.url}/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status')}`);
  expect(await status.text()).not.toContain('お答えしました');
  const stale = await agent.post(`/api/v1/tickets/${id}/replies`, {
    text: TEXT,
    baseVersion: version,
    idempotencyKey: `again-${id}`,
  });
  expect(stale.status).toBe(409);
});

test('a mail that is refused for good has failed, and is not tried again', async () => {
  relay.answers.push({ code: 550, text: '5.1.1 no such user' });
  const { id } = await desk.inquiry(desk.a);
  await reply(id);
  const failed = await settled(id, 'failed');
  expect(failed.delivery).toMatchObject({ attempts: 1, reason: '550 5.1.1 no such user' });
  expect(await eventsOf(id)).toEqual(['message.failed']);
  const jobs = await desk.asOwner<{ open: number }>(
    `SELECT count(*)::int AS open FROM graphile_worker.jobs WHERE task_identifier = 'message.deliver'`,
  );
  expect(jobs[0]!.open).toBe(0);
});

test('a relay that takes the text and falls silent leaves the mail unconfirmed', async () => {
  relay.answers.push('hang up');
  const { id } = await desk.inquiry(desk.a);
  await reply(id);
  const unknown = await settled(id, 'unknown');
  expect(unknown.delivery!.attempts).toBe(1);
  expect(await eventsOf(id)).toEqual(['message.unconfirmed']);
});

test('names and subjects stay inside their headers', async () => {
  const { id } = await desk.inquiry(desk.a, {
    requester: { name: '恵\r\nBcc: thief@evil.example.com', email: 'm.fujishiro@mail.example.jp' },
    acknowledge: true,
  });
  await until('the acknowledgement', async () => relay.received.length === 1);
  await reply(id, { warningReason: '宛名は本文のとおりです。' });
  await settled(id, 'sent');
  for (const mail of relay.received) {
    expect(mail.to).toEqual(['m.fujishiro@mail.example.jp']);
    expect(headerOf(mail, 'bcc')).toEqual([]);
    expect(headerOf(mail, 'to')).toEqual(['m.fujishiro@mail.example.jp']);
    expect(headerOf(mail, 'subject')).toHaveLength(1);
  }
  expect(relay.received).toHaveLength(2);
});

test.each([
  '"x@evil.example.com y"@good.example.jp',
  'a@good.example.jp, b@evil.example.com',
  'group: a@good.example.jp;',
  'a@good.example.jp (b@evil.example.com)',
  '<a@good.example.jp>',
  'a@b@good.example.jp',
])('an address that could be read as another is no address: %s', async (email) => {
  const { id } = await desk.inquiry(desk.a, { requester: { name: '恵', email } });
  await reply(id);
  await settled(id, 'failed');
  expect(relay.received).toEqual([]);
});

test.each(['a..morishita@docomo.example.jp', '.x.@ezweb.example.jp', "o'hara+shop@mail.example.com"])(
  'carriers’ old addresses are reached: %s',
  async (email) => {
    const { id } = await desk.inquiry(desk.a, { requester: { name: '恵', email } });
    await reply(id);
    await settled(id, 'sent');
    expect(relay.received.map(({ to }) => to.map((address) => address.replaceAll('"', '')))).toEqual([[email]]);
  },
);

describe('without a worker', () => {
  let quiet: World;
  beforeAll(async () => {
    quiet = await world({ settings: { SMTP_RELAY_URL: relay.url }, worker: false });
  });
  afterAll(() => quiet?.close());

  test('an acknowledgement whose job runs again is one message, and waits once', async () => {
    const { id } = await quiet.inquiry(quiet.a, { acknowledge: true });
    const messageIds = [await acknowledge(quiet, id), await acknowledge(quiet, id)];
    const { body } = await (await quiet.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`);
    const mails = body.messages.filter(({ kind }) => kind === 'outbound');
    expect(mails.map((mail) => mail.id)).toEqual([messageIds[0]]);
    expect(mails[0]).toMatchObject({ automatic: true, delivery: { state: 'queued' } });
    const waiting = await quiet.asOwner(
      `SELECT id FROM graphile_worker._private_jobs WHERE payload ->> 'messageId' = $1 AND payload ->> 'ticketId' IS NULL`,
      [messageIds[0]],
    );
    expect(waiting).toHaveLength(1);
  });

  test('a crash between sending and recording sends the same mail again, and the ticket shows one message', async () => {
    const { id } = await quiet.inquiry(quiet.a, { acknowledge: true });
    const client = await quiet.as('agentA');
    const job = quiet.api.app.get(MessageDeliverJob);
    const payload = { tenantId: quiet.a.tenantId, messageId: await acknowledge(quiet, id) };
    for (let crash = 1; crash <= 3; crash += 1) {
      const loaded = await quiet.inBoth(() => job.load(payload));
      expect(await job.perform(loaded!)).toEqual({ kind: 'sent' });
    }
    const loaded = await quiet.inBoth(() => job.load(payload));
    const outcome = await job.perform(loaded!);
    expect(await quiet.inBoth(() => job.record(payload, loaded!, outcome))).toBe('done');
    expect(await quiet.inBoth(() => job.load(payload))).toBeNull();

    expect(relay.received).toHaveLength(4);
    expect(new Set(relay.received.map((mail) => headerOf(mail, 'message-id')[0])).size).toBe(1);
    const after = await client.get<TicketView>(`/api/v1/tickets/${id}`);
    expect(after.body.messages.filter(({ kind }) => kind === 'outbound')).toHaveLength(1);
    expect(after.body.events.filter(({ type }) => type === 'message.sent')).toHaveLength(1);
  });
});

describe('without a relay', () => {
  let outbox: World;
  beforeAll(async () => {
    outbox = await world();
  });
  afterAll(() => outbox?.close());

  test('mail lands in the outbox of its own shop, in pages', async () => {
    for (const shop of [outbox.a, outbox.a]) await outbox.inquiry(shop, { acknowledge: true });
    const ofB = await outbox.inquiry(outbox.b, { acknowledge: true });
    const both = await outbox.as('agentAB');
    await until('three mails', async () => (await both.get<OutboxPage>('/api/v1/outbox')).body.items.length === 3);
    const first = await both.get<OutboxPage>('/api/v1/outbox?limit=2');
    expect(first.body.items).toHaveLength(2);
    const rest = await both.get<OutboxPage>(`/api/v1/outbox?limit=2&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ nextCursor: null, items: [{ headers: { 'Auto-Submitted': 'auto-replied' } }] });
    expect(new Set([...first.body.items, ...rest.body.items].map(({ id }) => id)).size).toBe(3);

    // What nobody has received is not called sent.
    for (const reader of ['agentB', 'shopB'] as const) {
      const ticket = (await (await outbox.as(reader)).get<TicketView>(`/api/v1/tickets/${ofB.id}`)).body;
      expect(ticket.messages.at(-1)!.delivery).toMatchObject({ state: 'sent', inOutbox: true });
    }

    const onlyB = await outbox.as('agentB');
    const { body } = await onlyB.get<OutboxPage>('/api/v1/outbox');
    expect(body.items.map(({ tenantId }) => tenantId)).toEqual([outbox.b.tenantId]);
    expect((await onlyB.get('/api/v1/outbox?cursor=1_x')).status).toBe(400);
    expect((await (await outbox.as('shopA')).get('/api/v1/outbox')).status).toBe(403);
  });
});
