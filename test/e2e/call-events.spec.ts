import { randomUUID } from 'node:crypto';
import type {
  CallEventAnswer,
  CallEventKeyView,
  CallEventPush,
  CallEventRequest,
  ListView,
  TicketView,
} from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { currentTransaction } from '#libs/platform';
import { ApiClient, type Answer, nextPush } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let key: string;
beforeAll(async () => {
  desk = await world({ worker: false });
  key = (await (await desk.as('admin')).post<{ key: string }>('/api/v1/call-events/key')).body.key;
});
afterAll(() => desk?.close());

const exchange = (bearer: string | null = key) => {
  const client = new ApiClient(desk.api.url);
  return (body: object): Promise<Answer<CallEventAnswer & { code?: string }>> =>
    client.post('/api/v1/call-events', body, bearer === null ? {} : { authorization: `Bearer ${bearer}` });
};
const began = Date.now() - 600_000;
const told = (callId: string, event: string, seconds: number, over: Partial<CallEventRequest> = {}): object => ({
  callId,
  event,
  dialledNumber: '03-0000-0310',
  callerNumber: '090-0000-0183',
  at: new Date(began + seconds * 1000).toISOString(),
  ...over,
});
interface Recorded {
  offered_at: Date;
  answered_at: Date | null;
  held_seconds: number;
  ended_at: Date | null;
  abandoned_at: Date | null;
  agent_id: string | null;
  tenant_id: string;
  number_kind: string;
}
const inDesk = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  desk.inBoth(() => currentTransaction().manager.query(sql, values));
const recorded = async (externalId: string): Promise<Recorded | null> => {
  const [row] = await inDesk<Recorded>('SELECT * FROM phone_call WHERE external_id = $1', [externalId]);
  return row ?? null;
};

test('a call that rings is told to an open floor', async () => {
  // The first and only console: its arrival is one hint, and an auditor has no state whose beginning would be another.
  const socket = await (await desk.as('auditor')).connect();
  await nextPush(socket, 'floor.changed');
  const changed = nextPush(socket, 'floor.changed');
  expect((await exchange()(told(randomUUID(), 'ringing', 0))).status).toBe(200);
  await changed;
});

test('a call rings at its agent, is held, and ends as the record says; nobody else hears of it', async () => {
  const [agent, colleague] = [await desk.as('agentA'), await desk.as('agentAB')];
  await agent.request('PUT', '/api/v1/calls/extension', { extension: '204' });
  const socket = await agent.connect();
  const other = await colleague.connect();
  const overheard: CallEventPush[] = [];
  other.on('call.event', (call) => overheard.push(call));
  const send = exchange();
  const id = randomUUID();

  const rang = nextPush(socket, 'call.event', ({ state }) => state === 'ringing');
  expect((await send(told(id, 'ringing', 0, { agentExtension: '204' }))).status).toBe(200);
  const [ringing] = await rang;
  expect(ringing).toMatchObject({ deskId: desk.a.desk.id, callerNumber: '090-0000-0183', answeredAt: null });
  const spoke = nextPush(socket, 'call.event', ({ state }) => state === 'talking');
  await send(told(id, 'answered', 8, { agentExtension: '204' }));
  await spoke;
  expect((await agent.get('/api/v1/people/me')).body).toMatchObject({ state: 'on_call' });
  await send(told(id, 'held', 60));
  await send(told(id, 'resumed', 90));
  const over = nextPush(socket, 'call.event', ({ state }) => state === 'ended');
  await send(told(id, 'ended', 338));
  const [ended] = await over;
  expect(ended).toMatchObject({ heldSeconds: 30 });
  expect((await agent.get('/api/v1/people/me')).body).toMatchObject({ state: 'after_call' });
  expect(overheard).toEqual([]);

  const logged = await agent.post<TicketView>('/api/v1/calls', {
    deskId: desk.a.desk.id,
    callerName: '村瀬 みさき',
    callerRole: 'self',
    topic: 'AFF',
    text: '対象かどうか。',
    outcome: 'answered_closed',
    callId: ended.callId,
    idempotencyKey: randomUUID(),
  });
  expect(logged.body.call).toMatchObject({ id: ended.callId, durationSeconds: 330, heldSeconds: 30 });
  const twice = await agent.post('/api/v1/calls', {
    deskId: desk.a.desk.id,
    callerName: '別の人',
    callerRole: 'self',
    topic: 'AFF',
    text: '対象かどうか。',
    outcome: 'answered_closed',
    callId: ended.callId,
    idempotencyKey: randomUUID(),
  });
  expect(twice.body).toMatchObject({ code: 'call.already_logged' });
});

test('who leaves during a call stays away, whatever the exchange tells of its end', async () => {
  const leaver = await desk.join(['agent'], desk.a);
  await leaver.request('PUT', '/api/v1/calls/extension', { extension: '206' });
  const send = exchange();
  const id = randomUUID();
  await send(told(id, 'ringing', 0, { agentExtension: '206' }));
  await send(told(id, 'answered', 8, { agentExtension: '206' }));
  expect((await leaver.get('/api/v1/people/me')).body).toMatchObject({ state: 'on_call' });
  await leaver.post('/api/v1/people/me/leave', { tickets: 'return' });
  expect((await send(told(id, 'ended', 120))).status).toBe(200);
  expect((await leaver.get('/api/v1/people/me')).body).toMatchObject({ state: 'offline' });
});

test('a console that was away asks for its calls that nobody has written down, and gets no other’s', async () => {
  const asked = async (client: ApiClient) =>
    (await client.get<ListView<CallEventPush>>('/api/v1/calls/mine')).body.items.map(({ callId, state }) => ({
      callId,
      state,
    }));
  const [own, others] = [await desk.join(['agent'], desk.a), await desk.as('agentAB')];
  const [id, agentEmail] = [randomUUID(), own.session!.user.email];
  await exchange()(told(id, 'ringing', 0, { agentEmail }));
  const { body } = await exchange()(told(id, 'answered', 4, { agentEmail }));
  expect(await asked(own)).toEqual([{ callId: body.id, state: 'talking' }]);
  expect((await asked(others)).map(({ callId }) => callId)).not.toContain(body.id);
  await exchange()(told(id, 'ended', 60, { agentEmail }));
  expect(await asked(own)).toEqual([{ callId: body.id, state: 'ended' }]);
});

test('whom a call rang at before a colleague took it is told so, and nobody else', async () => {
  const [rangAt, taker] = [await desk.join(['agent'], desk.a), await desk.join(['agent'], desk.a)];
  const stranger = await desk.join(['agent'], desk.a);
  const [first, second, third] = [await rangAt.connect(), await taker.connect(), await stranger.connect()];
  const overheard: CallEventPush[] = [];
  third.on('call.event', (call) => overheard.push(call));
  const [send, id] = [exchange(), randomUUID()];
  const rang = nextPush(first, 'call.event', ({ state }) => state === 'ringing');
  await send(told(id, 'ringing', 0, { agentEmail: rangAt.session!.user.email }));
  const [{ callId }] = await rang;
  const gone = nextPush(first, 'call.event', ({ state }) => state === 'elsewhere');
  const spoke = nextPush(second, 'call.event', ({ state }) => state === 'talking');
  await send(told(id, 'answered', 5, { agentEmail: taker.session!.user.email }));
  expect((await gone)[0].callId).toBe(callId);
  expect((await spoke)[0].callId).toBe(callId);
  expect(overheard).toEqual([]);
});

test('ten times the same, and in the wrong order, is one call', async () => {
  const send = exchange();
  const id = randomUUID();
  const events = [told(id, 'ended', 200), told(id, 'resumed', 80), told(id, 'answered', 5), told(id, 'ringing', 0)];
  events.push(told(id, 'held', 50), told(id, 'held', 50));
  const answers = await Promise.all([...events, ...events, ...events].map(send));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(5);
  expect(await recorded(id)).toMatchObject({
    offered_at: new Date(began),
    answered_at: new Date(began + 5_000),
    ended_at: new Date(began + 200_000),
    held_seconds: 30,
    abandoned_at: null,
  });
});

test('who hangs up before the answer is counted as that; a hidden number stays hidden', async () => {
  const send = exchange();
  const id = randomUUID();
  await send(told(id, 'ringing', 0, { callerNumber: null }));
  await send(told(id, 'abandoned', 4, { callerNumber: null }));
  expect(await recorded(id)).toMatchObject({
    abandoned_at: new Date(began + 4_000),
    answered_at: null,
    number_kind: 'withheld',
  });
});

test('a caller number in any writing is taken: no call goes unseen for a slash or a word', async () => {
  const send = exchange();
  const seen = async (callerNumber: string) => {
    const id = randomUUID();
    expect((await send(told(id, 'ringing', 0, { callerNumber }))).status).toBe(200);
    const [row] = await inDesk<{ caller_number: string | null; caller_key: string | null; number_kind: string }>(
      'SELECT caller_number, caller_key, number_kind FROM phone_call WHERE external_id = $1',
      [id],
    );
    return row && [row.caller_number, row.caller_key, row.number_kind];
  };
  expect(await seen('03/0000/0310')).toEqual(['03-0000-0310', '+81300000310', 'number']);
  expect(await seen('sip:+81300000310@line.example.jp')).toEqual(['+81300000310', '+81300000310', 'number']);
  for (const none of ['anonymous', '非通知', '<script>alert(1)</script>', '\u0000']) {
    expect(await seen(none)).toEqual([null, null, 'withheld']);
  }
});

test('the dialled number decides whose call it is, and an agent of another shop is nobody there', async () => {
  const send = exchange();
  const id = randomUUID();
  await send(told(id, 'ringing', 0, { dialledNumber: '+81 3 0000 0301', agentEmail: 'agentA@desk.example.jp' }));
  await send(
    told(id, 'answered', 3, { dialledNumber: '０３−００００−０３０１', agentEmail: 'AgentB@desk.example.jp' }),
  );
  expect(await recorded(id)).toMatchObject({ tenant_id: desk.b.tenantId, agent_id: desk.userId('agentB') });
  const stranger = randomUUID();
  await send(told(stranger, 'answered', 3, { dialledNumber: '03-0000-0301', agentEmail: 'agentA@desk.example.jp' }));
  expect(await recorded(stranger)).toMatchObject({ agent_id: null });
});

test('without the right key nothing is read and nothing is written', async () => {
  const id = randomUUID();
  const wrong = [
    null,
    'mdg',
    `${key}x`,
    key.slice(0, -1),
    key.replace(/_[0-9a-f]{12}_/, '_000000000000_'),
    'a'.repeat(9000),
  ];
  for (const bearer of wrong) {
    const answer = await exchange(bearer)(told(id, 'ringing', 0, { dialledNumber: '03-9999-9999' }));
    expect({ bearer: bearer?.length, status: answer.status, code: answer.body.code }).toEqual({
      bearer: bearer?.length,
      status: 401,
      code: 'call_event.key_refused',
    });
  }
  const signedIn = await desk.as('admin');
  expect((await signedIn.post('/api/v1/call-events', told(id, 'ringing', 0))).status).toBe(401);
  expect(await recorded(id)).toBeNull();
});

test('what cannot be is refused with a code, and leaves nothing', async () => {
  const send = exchange();
  const id = randomUUID();
  const far = new Date(Date.now() + 3_600_000).toISOString();
  const old = new Date(Date.now() - 30 * 3_600_000).toISOString();
  const cases: [Partial<Record<keyof CallEventRequest | 'more', unknown>>, number, string][] = [
    [{ dialledNumber: '03-9999-9999' }, 422, 'call_event.number_unknown'],
    [{ dialledNumber: '' }, 422, 'call_event.number_unknown'],
    [{ dialledNumber: 3 }, 400, 'request.invalid'],
    [{ at: far }, 422, 'call_event.time_refused'],
    [{ at: old }, 422, 'call_event.time_refused'],
    [{ at: '2026-06-25T14:00:00' }, 400, 'request.invalid'],
    [{ at: 'now' }, 400, 'request.invalid'],
    [{ event: 'exploded' }, 400, 'request.invalid'],
    [{ callId: '' }, 400, 'request.invalid'],
    [{ callId: 'a'.repeat(121) }, 400, 'request.invalid'],
    [{ callId: 'a\u0000b' }, 400, 'request.invalid'],
    [{ callerNumber: 5 }, 400, 'request.invalid'],
    [{ callerNumber: '0'.repeat(201) }, 400, 'request.invalid'],
    [{ callerNumber: undefined }, 400, 'request.invalid'],
    [{ agentExtension: '2; DROP' }, 400, 'request.invalid'],
    [{ more: 1 }, 400, 'request.invalid'],
  ];
  for (const [over, status, code] of cases) {
    const answer = await send({ ...told(id, 'ringing', 0), ...over });
    expect({ over, status: answer.status, code: answer.body.code }).toEqual({ over, status, code });
  }
  expect(await recorded(id)).toBeNull();
});

test('a number that two desks share is nobody’s', async () => {
  const renumber = `UPDATE desk SET phone_number = $2 WHERE tenant_id = $1`;
  await inDesk(renumber, [desk.b.tenantId, '03 0000 0310']);
  const answer = await exchange()(told(randomUUID(), 'ringing', 0));
  expect(answer.body).toMatchObject({ code: 'call_event.number_shared' });
  await inDesk(renumber, [desk.b.tenantId, '03-0000-0301']);
});

test('one call cannot fill the disk', async () => {
  const send = exchange();
  const id = randomUUID();
  const flood = Array.from({ length: 205 }, (_, at) => told(id, at % 2 ? 'resumed' : 'held', at));
  const answers: number[] = [];
  for (const event of flood) answers.push((await send(event)).status);
  expect(answers.slice(0, 200).every((status) => status === 200)).toBe(true);
  expect(answers.slice(200).every((status) => status === 422)).toBe(true);
}, 120_000);

test('whoever no longer serves the shop hears nothing more of its calls, not even of the one in hand', async () => {
  const person = await desk.join(['agent'], desk.a, desk.b);
  const { id: userId, email } = person.session!.user;
  const [send, id, mark] = [exchange(), randomUUID(), randomUUID()];
  await send(told(id, 'ringing', 0, { agentEmail: email }));
  await send(told(id, 'answered', 5, { agentEmail: email }));
  await desk.inBoth(() => desk.api.app.get(UsersService).removeFromTenant(userId, desk.a.tenantId));
  const socket = await person.connect();
  const heard: CallEventPush[] = [];
  socket.on('call.event', (call) => heard.push(call));
  const known = nextPush(socket, 'call.event', ({ deskId }) => deskId === desk.b.desk.id);
  await send(told(id, 'ended', 60, { agentEmail: email }));
  await send(told(mark, 'ringing', 70, { dialledNumber: '03-0000-0301', agentEmail: email }));
  await known;
  expect(heard.map(({ deskId }) => deskId)).toEqual([desk.b.desk.id]);
});

test('a new key works at once, the old one for a day; ended keys are refused; it is shown once', async () => {
  const admin = await desk.as('admin');
  const next = (await admin.post<{ key: string }>('/api/v1/call-events/key')).body.key;
  for (const bearer of [key, next]) expect((await exchange(bearer)(told(randomUUID(), 'ringing', 0))).status).toBe(200);
  const list = await admin.get<{ items: { validUntil: string | null }[] }>('/api/v1/call-events/key');
  expect(list.body.items.map(({ validUntil }) => validUntil === null)).toEqual([true, false]);
  expect(list.text).not.toContain(next.slice(17));
  const stored = await desk.asOwner('SELECT * FROM call_event_key');
  expect(JSON.stringify(stored)).not.toContain(next.slice(17));
  await admin.delete('/api/v1/call-events/key');
  for (const bearer of [key, next]) expect((await exchange(bearer)(told(randomUUID(), 'ringing', 0))).status).toBe(401);
  expect((await (await desk.as('agentA')).get('/api/v1/call-events/key')).status).toBe(403);
});

test('whoever sits down last at an extension gets its calls', async () => {
  const [one, other] = [await desk.as('agentA'), await desk.as('agentAB')];
  await one.request('PUT', '/api/v1/calls/extension', { extension: '9' });
  await other.request('PUT', '/api/v1/calls/extension', { extension: '9' });
  await until('the first sits nowhere', async () => {
    const { body } = await one.get<{ extension: string | null }>('/api/v1/calls/extension');
    return body.extension === null;
  });
  expect((await other.get('/api/v1/calls/extension')).body).toEqual({ extension: '9' });
});

test('of many who name the same extension at once one sits there, and nobody is refused', async () => {
  const seats = await Promise.all([desk.as('agentA'), desk.as('agentAB'), desk.as('supervisor')]);
  const sit = (client: ApiClient) => client.request('PUT', '/api/v1/calls/extension', { extension: '42' });
  const answers = await Promise.all([...seats, ...seats, ...seats].map(sit));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
  const own = await Promise.all(
    seats.map(async (client) => (await client.get<{ extension: string | null }>('/api/v1/calls/extension')).body),
  );
  expect(own.filter(({ extension }) => extension === '42')).toHaveLength(1);
});

test('who made the key is named to those alone who share a shop with that person', async () => {
  const adminB = await desk.join(['desk_admin'], desk.b);
  const name = adminB.session!.user.shortName;
  await adminB.post('/api/v1/call-events/key');
  expect((await adminB.get('/api/v1/call-events/key')).text).toContain(name);
  const seen = await (
    await desk.join(['desk_admin'], desk.a)
  ).get<ListView<CallEventKeyView>>('/api/v1/call-events/key');
  expect(seen.body.items[0]).toMatchObject({ createdByName: null, validUntil: null });
  expect(seen.text).not.toContain(name);
});
