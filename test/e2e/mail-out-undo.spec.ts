import { MessageDeliverJob } from '#libs/channels';
import type { CannedRow, ErrorBody, ListView, MessageView, OutboxPage, TicketPage, TicketView } from '#libs/contracts';
import { CannedResponses } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import type { Answer, ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { passTime } from '../support/pass-time.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const TEXT = '藤代 恵 様\n\nお調べした結果をお知らせいたします。';
const OPENED = new Date('2016-06-22T09:30:00Z');
const LATER = { UNDO_SECONDS: '60' };

let desk: World;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: LATER, worker: false });
  agent = await desk.as('agentAB');
});
afterAll(() => desk?.close());

const claimed = async (): Promise<TicketView> => {
  const { id } = await desk.inquiry(desk.a);
  return (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
};

const replyTo = (ticket: TicketView, idempotencyKey: string, text = TEXT): Promise<Answer<TicketView & ErrorBody>> =>
  agent.post<TicketView & ErrorBody>(`/api/v1/tickets/${ticket.id}/replies`, {
    text,
    baseVersion: ticket.version,
    idempotencyKey,
  });

const undo = (ticketId: string, messageId: string, client = agent): Promise<Answer<TicketView & ErrorBody>> =>
  client.post<TicketView & ErrorBody>(`/api/v1/tickets/${ticketId}/replies/${messageId}/undo`);

const lastReply = (ticket: TicketView): MessageView => ticket.messages.findLast(({ kind }) => kind === 'outbound')!;

const jobFor = ({ id }: MessageView) => ({
  job: desk.api.app.get(MessageDeliverJob),
  payload: { tenantId: desk.a.tenantId, messageId: id },
});

test('a reply that is taken back leaves the ticket as it was, and its text with its writer', async () => {
  const before = await claimed();
  const replied = (await replyTo(before, 'undo-first')).body;
  const message = lastReply(replied);
  expect(replied.state).toBe('answered');
  expect(message.delivery).toMatchObject({ state: 'queued', attempts: 0 });
  expect(Date.parse(message.delivery!.undoUntil!) - Date.parse(message.createdAt)).toBe(60_000);

  const { status, body } = await undo(before.id, message.id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    state: 'open',
    version: replied.version + 1,
    assigneeId: before.assigneeId,
    dueAt: before.dueAt,
    waitingSince: before.waitingSince,
    firstReplyAt: null,
  });
  expect(lastReply(body)).toMatchObject({
    id: message.id,
    bodyText: TEXT,
    delivery: { state: 'withdrawn', undoUntil: null },
  });
  expect(body.events.at(-1)).toMatchObject({ type: 'ticket.reply_withdrawn', payload: { messageId: message.id } });

  const again = await undo(before.id, message.id);
  expect(again).toMatchObject({ status: 200, body: { version: body.version } });
  const { job, payload } = jobFor(message);
  expect(await desk.inBoth(() => job.load(payload))).toBeNull();
  // The draft goes out after all, under the key that it had.
  expect((await replyTo(body, 'undo-first')).body).toMatchObject({ state: 'answered' });
});

test('nobody else takes it back, and the shop never reads it', async () => {
  const ticket = await claimed();
  const message = lastReply((await replyTo(ticket, 'undo-other')).body);
  expect((await undo(ticket.id, message.id, await desk.as('supervisor'))).body.code).toBe('permission.denied');
  expect((await undo(ticket.id, message.id, await desk.as('agentB'))).status).toBe(404);
  expect((await undo(ticket.id, message.id, await desk.as('shopA'))).status).toBe(403);
  expect((await undo(ticket.id, ticket.messages[0]!.id)).status).toBe(404);
  expect((await undo(ticket.id, 'nonsense')).status).toBe(404);
  expect((await undo(ticket.id, message.id)).status).toBe(200);
  const seen = await (await desk.as('shopA')).get<TicketView>(`/api/v1/tickets/${ticket.id}`);
  expect(seen.body.messages.map(({ kind }) => kind)).toEqual(['inbound']);
  expect(seen.body.events.map(({ type }) => type)).toEqual(['ticket.opened']);
  expect(JSON.stringify(seen.body)).not.toContain('withdrawn');
});

/** Holds the message's row until the answer is called: whoever wants it waits in the order of asking. */
const hold = (messageId: string): Promise<() => Promise<void>> =>
  new Promise((held, failed) => {
    const holding = desk.inBoth(async () => {
      await currentTransaction().runner.query('SELECT 1 FROM message WHERE id = $1 FOR UPDATE', [messageId]);
      await new Promise<void>((release) => {
        held(() => {
          release();
          return holding;
        });
      });
    });
    holding.catch(failed);
  });

const waiters = (count: number): Promise<unknown> =>
  until(`${count} wait for the row`, async () => {
    const [row] = await desk.asOwner<{ waiting: number }>(
      `SELECT count(DISTINCT l.pid)::int AS waiting FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE NOT l.granted AND a.datname = current_database()`,
    );
    return row!.waiting === count;
  });

test.each(['undo', 'send'] as const)('of taking back and sending exactly one wins: %s came first', async (first) => {
  const ticket = await claimed();
  const message = lastReply((await replyTo(ticket, `undo-race-${first}`)).body);
  const { job, payload } = jobFor(message);
  const start = {
    undo: () => undo(ticket.id, message.id).then(({ status, body }) => (status === 200 ? 'done' : body.code)),
    send: () => desk.inBoth(() => job.load(payload)).then((loaded) => (loaded ? 'done' : 'nothing to send')),
  };
  const second = first === 'undo' ? 'send' : 'undo';
  const release = await hold(message.id);
  const running = [start[first]()];
  await waiters(1);
  running.push(start[second]());
  await waiters(2);
  await release();
  expect(await Promise.all(running)).toEqual(['done', first === 'undo' ? 'nothing to send' : 'reply.already_sent']);
  const seen = lastReply((await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body);
  expect(seen.delivery!.state).toBe(first === 'undo' ? 'withdrawn' : 'sending');
});

test('of many at once one wins each time', async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const ticket = await claimed();
    const message = lastReply((await replyTo(ticket, `undo-many-${round}`)).body);
    const { job, payload } = jobFor(message);
    const [undone, loaded] = await Promise.all([undo(ticket.id, message.id), desk.inBoth(() => job.load(payload))]);
    outcomes.push(`${undone.status} ${loaded !== null}`);
  }
  expect(outcomes.filter((each) => each !== '200 false' && each !== '409 true')).toEqual([]);
});

test('of two waiting replies either can go, and the ticket is what the other one made it', async () => {
  const ticket = await claimed();
  const first = (await replyTo(ticket, 'undo-two-a')).body;
  const second = (await replyTo(first, 'undo-two-b', `${TEXT}\n追伸`)).body;
  const afterFirst = (await undo(ticket.id, lastReply(first).id)).body;
  expect(afterFirst.state).toBe('answered');
  const afterBoth = (await undo(ticket.id, lastReply(second).id)).body;
  expect(afterBoth).toMatchObject({
    state: 'open',
    dueAt: ticket.dueAt,
    waitingSince: ticket.waitingSince,
    firstReplyAt: null,
  });
});

test('a ticket closed on an answer that never left is open again', async () => {
  const ticket = await claimed();
  const message = lastReply((await replyTo(ticket, 'undo-closed')).body);
  await agent.post(`/api/v1/tickets/${ticket.id}/resolve`);
  expect((await undo(ticket.id, message.id)).body).toMatchObject({ state: 'open', dueAt: ticket.dueAt });
});

test('a reply leaves by itself when its time is over, an acknowledgement at once', async () => {
  const clock = new ClockAhead();
  const quick = await world({ settings: LATER, clock });
  try {
    const client = await quick.as('agentA');
    const { id } = await quick.inquiry(quick.a, { acknowledge: true });
    const mails = async () => (await client.get<OutboxPage>('/api/v1/outbox')).body.items.length;
    await until('the acknowledgement', async () => (await mails()) === 1);
    const { body } = await client.post<TicketView>(`/api/v1/tickets/${id}/claim`);
    const replied = await client.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
      text: TEXT,
      baseVersion: body.version,
      idempotencyKey: 'undo-late',
    });
    expect(await mails()).toBe(1);
    await passTime(quick, clock, 60_000);
    await until('the reply', async () => (await mails()) === 2);
    const late = await client.post<ErrorBody>(`/api/v1/tickets/${id}/replies/${lastReply(replied.body).id}/undo`);
    expect(late).toMatchObject({ status: 409, body: { code: 'reply.already_sent' } });
  } finally {
    await quick.close();
  }
});

test('words that were taken back are neither found nor counted as told; those of other messages still are', async () => {
  const ticket = await claimed();
  const kept = (await replyTo(ticket, 'undo-search-1', '藤代 恵 様\n\n瑠璃色の封筒でお送りします。')).body;
  await agent.post(`/api/v1/tickets/${ticket.id}/notes`, { text: 'メモ' });
  const current = (await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
  // As it was approved: a text that is edited much would wait for approval.
  const text = '藤代 恵 様\n\n珊瑚色の封筒でお送りします。';
  for (const key of ['undo_first', 'undo_second']) {
    const approval = { approvedBy: '森田', approvedAt: OPENED, effectiveFrom: OPENED };
    const words = { key, title: key, summary: '文', kana: '', topic: null, body: text, language: 'ja' as const };
    await desk.inBoth(() =>
      desk.api.app.get(CannedResponses).save({ ...words, ...approval, incidentId: desk.incidentId }),
    );
  }
  /** The texts in the order in which they are offered: those that are used more come first. */
  const offered = async (): Promise<string[]> =>
    (await agent.get<ListView<CannedRow>>(`/api/v1/canned-responses?ticketId=${ticket.id}`)).body.items
      .map(({ key }) => key)
      .filter((key) => key.startsWith('undo_'));
  expect(await offered()).toEqual(['undo_first', 'undo_second']);
  const second = (
    await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/replies`, {
      text,
      baseVersion: current.version,
      idempotencyKey: 'undo-search-2',
      cannedKeys: ['undo_second'],
    })
  ).body;
  const hits = async (q: string): Promise<string[]> =>
    (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(q)}`)).body.items.map(({ id }) => id);
  expect(lastReply(second).bodyText).toContain('珊瑚色');
  expect(await hits('珊瑚色')).toEqual([ticket.id]);
  expect(await offered()).toEqual(['undo_second', 'undo_first']);

  await undo(ticket.id, lastReply(second).id);
  expect(await hits('珊瑚色')).toEqual([]);
  expect(await hits('封筒')).toEqual([ticket.id]);
  expect(await hits('瑠璃色')).toEqual([ticket.id]);
  expect(await hits('含まれて')).toContain(ticket.id);
  expect(await offered()).toEqual(['undo_first', 'undo_second']);
  expect(lastReply(kept).bodyText).toContain('瑠璃色');
});

test('a shop reads a reply when it can no longer be taken back', async () => {
  const ticket = await claimed();
  const shop = await desk.as('shopA');
  const replied = (await replyTo(ticket, 'undo-shop-1', '藤代 恵 様\n\n山吹色の封筒でお送りします。')).body;
  const read = async (): Promise<TicketView> => (await shop.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
  const before = await read();
  expect(JSON.stringify(before)).not.toContain('山吹色');
  expect(before.events.map(({ type }) => type)).not.toContain('ticket.replied');
  // The job's own moment has come: its mail is on its way.
  const { job, payload } = jobFor(lastReply(replied));
  const loaded = await desk.inBoth(() => job.load(payload));
  expect(loaded).not.toBeNull();
  const after = await read();
  expect(after.messages.map(({ bodyText }) => bodyText).join()).toContain('山吹色');
  expect(after.events.map(({ type }) => type)).toContain('ticket.replied');
});
