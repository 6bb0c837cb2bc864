import { randomUUID } from 'node:crypto';
import type { CallEventRequest, KpiView, PromiseList, PromiseView, TicketPage, TicketView } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { ApiClient, nextPush } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

const NUMBER = '090-0000-0183';
/** A Thursday; the desk is on the phone from 10 to 18. */
const DAY = '2016-06-23';
const clock = new MovableClock(jst(`${DAY} 10:00`));
let desk: World;
let key: string;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  key = (await (await desk.as('admin')).post<{ key: string }>('/api/v1/call-events/key')).body.key;
  agent = await desk.as('agentA');
});
afterAll(() => desk?.close());

const tell = async (callId: string, event: string, over: Partial<CallEventRequest> = {}): Promise<void> => {
  const body = {
    callId,
    event,
    dialledNumber: '03-0000-0310',
    callerNumber: NUMBER,
    at: clock.now().toISOString(),
    ...over,
  };
  const headers = { authorization: `Bearer ${key}` };
  const answer = await new ApiClient(desk.api.url).post('/api/v1/call-events', body, headers);
  expect(answer.status).toBe(200);
};
/** Rings and is given up after 34 seconds. */
const giveUp = async (over: Partial<CallEventRequest> = {}): Promise<string> => {
  const id = randomUUID();
  await tell(id, 'ringing', over);
  clock.pass(34);
  await tell(id, 'abandoned', over);
  return id;
};
const owed = async (by = agent): Promise<PromiseView[]> => (await by.get<PromiseList>('/api/v1/promises')).body.items;
const ticketOf = async ({ ticketId }: PromiseView): Promise<TicketView> =>
  (await agent.get<TicketView>(`/api/v1/tickets/${ticketId}`)).body;
const withdrawAll = async (): Promise<void> => {
  for (const { id } of await owed()) await agent.post(`/api/v1/promises/${id}/withdraw`);
};
beforeEach(withdrawAll);

test('who hangs up before anybody answers is in the due list, once for each number, and is nobody else’s to see', async () => {
  const heard = nextPush(await agent.connect(), 'promises.changed');
  await giveUp();
  await heard;
  const [promise, ...others] = await owed();
  expect(others).toEqual([]);
  expect(promise).toMatchObject({
    kind: 'callback',
    source: 'abandoned',
    phone: NUMBER,
    requesterName: NUMBER,
    assigneeId: null,
    madeByName: null,
    callerIdTold: false,
    from: clock.now().toISOString(),
    // The callback time of the desk, in its hours.
    until: new Date(clock.now().getTime() + 120 * 60_000).toISOString(),
  });
  const ticket = await ticketOf(promise!);
  expect(ticket).toMatchObject({ state: 'callback_due', channel: 'phone', topic: 'AFF', dueAt: promise!.until });
  expect(ticket.messages.map(({ bodyText }) => bodyText)).toEqual([
    'お電話がつながる前に切れました(呼び出し 34秒)。折り返して、ご用件をお尋ねください。',
  ]);
  expect(await owed(await desk.as('agentB'))).toEqual([]);

  await giveUp();
  await giveUp({ callerNumber: '+81 90 0000 0183' });
  expect((await owed()).map(({ id }) => id)).toEqual([promise!.id]);
  await giveUp({ callerNumber: '090-0000-0184' });
  await giveUp({ dialledNumber: '03-0000-0301' });
  expect(await owed(await desk.as('agentAB'))).toHaveLength(3);
});

test('of twenty calls of one number that end in the same moment one is owed', async () => {
  const ids = Array.from({ length: 20 }, () => randomUUID());
  for (const id of ids) await tell(id, 'ringing');
  clock.pass(10);
  await Promise.all(ids.map((id) => tell(id, 'abandoned')));
  expect(await owed()).toHaveLength(1);
  const open = `SELECT 1 FROM ticket WHERE state = 'callback_due' AND tenant_id = '${desk.a.tenantId}'`;
  expect(await desk.inBoth(() => currentTransaction().manager.query(open))).toHaveLength(1);
});

test('whoever found every line busy is called back too', async () => {
  await tell(randomUUID(), 'blocked');
  const [promise, ...others] = await owed();
  expect(others).toEqual([]);
  const { messages } = await ticketOf(promise!);
  expect(messages[0]!.bodyText).toContain('回線がすべてふさがっていて');
});

test('a caller without a number cannot be called back', async () => {
  await giveUp({ callerNumber: null });
  await giveUp({ callerNumber: '非通知' });
  await giveUp({ callerNumber: '03-0000-0999', numberKind: 'payphone' });
  expect(await owed()).toEqual([]);
});

test('the same number answered in the meantime needs no callback, whatever the order in which it is told', async () => {
  await giveUp();
  const [promise] = await owed();
  const answered = randomUUID();
  await tell(answered, 'ringing');
  clock.pass(5);
  await tell(answered, 'answered', { agentEmail: 'agentA@desk.example.jp' });
  expect(await owed()).toEqual([]);
  const ticket = await ticketOf(promise!);
  expect(ticket).toMatchObject({ state: 'closed', dueAt: null });
  expect(ticket.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['promise.made', 'promise.withdrawn', 'ticket.called_again']),
  );

  // Given up at 10:xx, answered after that, and told in the other order.
  const late = { at: clock.now().toISOString() };
  clock.pass(60);
  const again = randomUUID();
  await tell(again, 'ringing');
  await tell(again, 'answered', { agentEmail: 'agentA@desk.example.jp' });
  const first = randomUUID();
  await tell(first, 'ringing', late);
  await tell(first, 'abandoned', late);
  expect(await owed()).toEqual([]);
  // Its own answer, told after its end.
  const own = randomUUID();
  await tell(own, 'ringing', { callerNumber: '090-0000-0185' });
  clock.pass(20);
  await tell(own, 'ended', { callerNumber: '090-0000-0185' });
  expect(await owed()).toHaveLength(1);
  const before = { at: new Date(clock.now().getTime() - 15_000).toISOString(), callerNumber: '090-0000-0185' };
  await tell(own, 'answered', before);
  expect(await owed()).toEqual([]);
});

test('a call that an agent writes down, and a callback that was promised to the number, need no other', async () => {
  const conversation = {
    deskId: desk.a.desk.id,
    callerName: '村瀬 みさき',
    callerPhone: NUMBER,
    callerRole: 'self',
    topic: 'AFF',
    text: '対象かどうか。',
  };
  await giveUp();
  const said = { ...conversation, outcome: 'answered_closed', idempotencyKey: randomUUID() };
  expect((await agent.post('/api/v1/calls', said)).status).toBe(201);
  expect(await owed()).toEqual([]);
  const promise = { kind: 'callback', from: `${DAY}T15:00:00+09:00`, until: `${DAY}T16:00:00+09:00` };
  const asked = { ...conversation, outcome: 'callback_promised', promise, idempotencyKey: randomUUID() };
  expect((await agent.post('/api/v1/calls', asked)).status).toBe(201);
  clock.pass(60);
  await giveUp();
  expect((await owed()).map(({ source }) => source)).toEqual(['told']);
});

test('it is taken as the next promise, kept by a call on its own ticket, and is no promise in the figures', async () => {
  await giveUp();
  const next = (await agent.post<PromiseView>('/api/v1/promises/next')).body;
  expect(next).toMatchObject({ source: 'abandoned', assigneeName: '小川' });
  await agent.post(`/api/v1/promises/${next.id}/call`);
  const spoken = {
    deskId: desk.a.desk.id,
    ticketId: next.ticketId,
    promiseId: next.id,
    callerName: '村瀬 みさき',
    callerPhone: NUMBER,
    callerRole: 'self',
    topic: 'AFF',
    text: '対象かどうか。',
    outcome: 'answered_closed',
    idempotencyKey: randomUUID(),
  };
  expect((await agent.post('/api/v1/calls', spoken)).status).toBe(201);
  expect(await owed()).toEqual([]);
  expect(await ticketOf(next)).toMatchObject({ state: 'closed', requester: { name: '村瀬 みさき', phone: NUMBER } });
  const found = (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('村瀬')}`)).body;
  expect(found.items.map(({ id }) => id)).toContain(next.ticketId);
  const kept = await agent.get<PromiseView>(`/api/v1/promises/${next.id}`);
  expect(kept.body.state).toBe('kept');
  clock.moveTo(`${DAY} 17:55`);
  const supervisor = await desk.as('supervisor');
  const [{ tickets }] = (await supervisor.get<KpiView>('/api/v1/kpis')).body.items as [KpiView['items'][number]];
  expect(tickets.callbacksKept).toMatchObject({ of: 0 });
});

test('at the end of the day it is owed at the next opening, and a time told to the person makes it a promise', async () => {
  clock.moveTo(`${DAY} 19:30`);
  agent = await desk.as('agentA');
  await giveUp();
  const [promise] = await owed();
  expect(promise).toMatchObject({
    from: '2016-06-24T01:00:00.000Z',
    until: '2016-06-24T03:00:00.000Z',
  });
  const told = {
    from: '2016-06-24T05:00:00.000Z',
    until: '2016-06-24T06:00:00.000Z',
    toldTo: 'self',
    toldAt: clock.now().toISOString(),
  };
  const changed = await agent.post<PromiseView>(`/api/v1/promises/${promise!.id}/change`, told);
  expect(changed.body).toMatchObject({ source: 'told', until: told.until });
});
