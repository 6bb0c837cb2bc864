import { randomUUID } from 'node:crypto';
import type {
  CallerView,
  CallRequest,
  ErrorBody,
  FloorView,
  ListView,
  OwnSupervisorCall,
  PromiseList,
  SupervisorCall,
  TicketEscalation,
  TicketView,
} from '#libs/contracts';
import { hasValidCheckDigit } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { nextPush } from '../support/client.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(() => desk?.close());

const NUMBER = '090-0000-0183';
const conversation = (over: Partial<CallRequest> = {}): CallRequest => ({
  deskId: desk.a.desk.id,
  callerName: '村瀬 みさき',
  callerKana: 'ムラセ ミサキ',
  callerPhone: NUMBER,
  callerRole: 'self',
  topic: 'AFF',
  text: '案内メールは受け取っていない。',
  outcome: 'answered_closed',
  idempotencyKey: randomUUID(),
  ...over,
});
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const callback = (from = 20, until = 21) => ({ kind: 'callback' as const, from: inHours(from), until: inHours(until) });

test('a call with its moments is one ticket with one record, in the order that can be', async () => {
  const agent = await desk.as('agentA');
  const now = new Date();
  const ago = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();
  const logged = await agent.post<TicketView>('/api/v1/calls', {
    ...conversation({ otherTopics: ['CARD'], relay: true, complaintLevel: 2 }),
    identity: { asked: ['name', 'address'], matched: ['name', 'address'], level: 1 },
    times: { offeredAt: ago(338), answeredAt: ago(330), heldSeconds: 30, endedAt: ago(0), now: now.toISOString() },
  });
  expect(logged.status).toBe(201);
  expect(logged.body).toMatchObject({
    state: 'closed',
    channel: 'phone',
    call: {
      direction: 'inbound',
      outcome: 'answered_closed',
      durationSeconds: 330,
      heldSeconds: 30,
      wrapSeconds: null,
      relay: true,
      complaintLevel: 2,
      otherTopics: ['CARD'],
      identity: { asked: ['name', 'address'], matched: ['name', 'address'], level: 1 },
    },
  });
  expect((await agent.post(`/api/v1/calls/${logged.body.call!.id}/wrap-up`, {})).status).toBe(204);
  const again = await agent.get<TicketView>(`/api/v1/tickets/${logged.body.id}`);
  expect(again.body.call!.wrapSeconds).toBeGreaterThanOrEqual(0);
  const colleague = await desk.as('agentAB');
  expect((await colleague.post(`/api/v1/calls/${logged.body.call!.id}/wrap-up`, {})).status).toBe(404);
});

test('a caller who was warned: who said so and when stands on the ticket, and the shop sees nothing of it', async () => {
  const agent = await desk.as('agentA');
  const request = conversation({ complaintLevel: 2, complaintStep: 'warned' });
  const { body } = await agent.post<TicketView>('/api/v1/calls', request);
  const known = await agent.get<TicketEscalation>(`/api/v1/tickets/${body.id}/escalation`);
  expect(known.body.complaint).toMatchObject({ level: 2, step: 'warned', setBy: '小川' });
  const shop = await (await desk.as('shopA')).get<TicketView>(`/api/v1/tickets/${body.id}`);
  expect(shop.body.call).toMatchObject({ outcome: 'answered_closed', complaintLevel: 0 });
  expect(shop.text).not.toContain('warned');
});

test('a supervisor called to a call is told at once, until the call is over; another shop’s is told nothing', async () => {
  const agent = await desk.as('agentA');
  const supervisor = await desk.join(['supervisor'], desk.a);
  const other = await desk.join(['supervisor'], desk.b);
  const foreign: unknown[] = [];
  (await other.connect()).on('supervisor.called', () => foreign.push('called'));
  const told = nextPush(await supervisor.connect(), 'supervisor.called');
  const callsOf = async (by: typeof agent) => (await by.get<ListView<SupervisorCall>>('/api/v1/calls/supervisor')).body;
  const call = { deskId: desk.a.desk.id };
  expect((await agent.post('/api/v1/calls/supervisor', call)).status).toBe(204);
  expect((await agent.post('/api/v1/calls/supervisor', call)).status).toBe(204);
  await told;
  expect(await callsOf(supervisor)).toMatchObject({ items: [{ deskId: desk.a.desk.id, agentName: '小川' }] });
  const floor = (await supervisor.get<FloorView>('/api/v1/floor')).body;
  expect(floor.attention[0]).toMatchObject({ kind: 'supervisor_called', personName: '小川', number: null });
  expect(await callsOf(other)).toEqual({ items: [] });
  expect((await other.get<FloorView>('/api/v1/floor')).body.attention).toEqual([]);
  expect(foreign).toEqual([]);
  expect((await agent.get('/api/v1/calls/supervisor')).status).toBe(403);
  expect((await (await desk.as('shopA')).post('/api/v1/calls/supervisor', call)).status).toBe(403);
  expect((await agent.post('/api/v1/calls/supervisor', { deskId: desk.b.desk.id })).status).toBe(404);
  await agent.put('/api/v1/calls/activity', { activity: 'available' });
  expect(await callsOf(supervisor)).toEqual({ items: [] });
});

test('of two supervisors who come at once exactly one takes the call; the agent, the other and the floor see who', async () => {
  const [agent, one, other] = [
    await desk.as('agentA'),
    await desk.join(['supervisor'], desk.a),
    await desk.join(['supervisor'], desk.a),
  ];
  const own = async () => (await agent.get<OwnSupervisorCall>('/api/v1/calls/supervisor/mine')).body.call;
  const take = (by: typeof agent, id: string) =>
    by.post<SupervisorCall & ErrorBody>(`/api/v1/calls/supervisor/${id}/take`);
  const sockets = await Promise.all([agent, one, other].map((each) => each.connect()));
  const changed = () => Promise.all(sockets.map((socket) => nextPush(socket, 'supervisor.changed')));
  expect(await own()).toBeNull();
  await agent.post('/api/v1/calls/supervisor', { deskId: desk.a.desk.id });
  const { id } = (await own())!;
  const told = changed();
  const answers = await Promise.all([take(one, id), take(other, id), take(one, id), take(other, id)]);
  await told;
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 409, 409]);
  const taker = answers.find(({ status }) => status === 200)!.body;
  const late = answers.find(({ status }) => status === 409)!.body;
  expect(late).toMatchObject({ code: 'escalation.already_taken', details: { name: taker.takerName } });
  expect(await own()).toMatchObject({ takerName: taker.takerName, takenAt: expect.any(String) });
  expect((await other.get<FloorView>('/api/v1/floor')).body.attention[0]).toMatchObject({
    kind: 'supervisor_called',
    takerName: taker.takerName,
  });

  const withdrawn = changed();
  expect((await agent.delete('/api/v1/calls/supervisor/mine')).status).toBe(204);
  await withdrawn;
  expect(await own()).toBeNull();
  expect((await take(other, id)).body.code).toBe('supervisor_call.over');
  await agent.post('/api/v1/calls/supervisor', { deskId: desk.a.desk.id });
  expect(await own()).toMatchObject({ id, takerName: null });
  await agent.put('/api/v1/calls/activity', { activity: 'available' });
  expect((await take(one, id)).body.code).toBe('supervisor_call.over');
  const types = 'SELECT type FROM event WHERE subject_id = $1 ORDER BY number';
  const recorded = await desk.inBoth<{ type: string }[]>(() => currentTransaction().manager.query(types, [id]));
  expect(recorded.map(({ type }) => type)).toEqual([
    'supervisor.called',
    'supervisor.coming',
    'supervisor.withdrawn',
    'supervisor.called',
    // With the call it is over, and supervisors hear of it.
    'supervisor.over',
  ]);
});

test('who called a supervisor cannot come to the own call, neither through the API nor past it', async () => {
  const supervisor = await desk.join(['supervisor'], desk.a);
  await supervisor.post('/api/v1/calls/supervisor', { deskId: desk.a.desk.id });
  const { id } = (await supervisor.get<OwnSupervisorCall>('/api/v1/calls/supervisor/mine')).body.call!;
  const refused = await supervisor.post<ErrorBody>(`/api/v1/calls/supervisor/${id}/take`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'supervisor_call.own' } });
  const sql = 'UPDATE supervisor_call SET taken_by = agent_id, taken_at = now() WHERE id = $1';
  await expect(desk.inBoth(() => currentTransaction().manager.query(sql, [id]))).rejects.toThrow('taker_is_no_caller');
});

test('leased numbers are true, are nobody else’s, and are used once', async () => {
  const [agent, colleague] = [await desk.as('agentA'), await desk.as('agentAB')];
  const { numbers } = (await agent.post<{ numbers: string[] }>('/api/v1/calls/numbers')).body;
  expect(numbers).toHaveLength(20);
  expect(numbers.every((number) => hasValidCheckDigit(number.replaceAll('-', '')))).toBe(true);
  const others = (await colleague.post<{ numbers: string[] }>('/api/v1/calls/numbers')).body.numbers;
  expect(new Set([...numbers, ...others]).size).toBe(40);

  const told = conversation({ number: numbers[0] });
  const first = await agent.post<TicketView>('/api/v1/calls', told);
  expect(first.body.number).toBe(numbers[0]);
  const twice = await agent.post<TicketView>('/api/v1/calls', told);
  expect(twice.body.id).toBe(first.body.id);
  for (const [who, number] of [
    [agent, numbers[0]],
    [agent, others[0]],
    [colleague, numbers[1]],
    [agent, '625-0184-6'],
  ] as const) {
    const refused = await who.post('/api/v1/calls', conversation({ number }));
    expect({ number, code: refused.body['code'] }).toEqual({ number, code: 'call.number_not_leased' });
  }
});

test('one form sent ten times at once uses its number once', async () => {
  const agent = await desk.as('agentA');
  const { numbers } = (await agent.post<{ numbers: string[] }>('/api/v1/calls/numbers')).body;
  const told = conversation({ number: numbers[3], outcome: 'callback_promised', promise: callback() });
  const answers = await Promise.all(Array.from({ length: 10 }, () => agent.post<TicketView>('/api/v1/calls', told)));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.number}`))).toEqual(
    new Set([`201 ${numbers[3]}`]),
  );
  const view = await agent.get<TicketView>(`/api/v1/tickets/${answers[0]!.body.id}`);
  expect(view.body.events.filter(({ type }) => type === 'promise.made')).toHaveLength(1);
});

test('other words under a key that was used are another call: they are not taken for saved', async () => {
  const agent = await desk.as('agentA');
  const one = conversation({ text: 'ひとつめの電話。カードは4111111111111111。' });
  const { body } = await agent.post<TicketView>('/api/v1/calls', one);
  expect((await agent.post<TicketView>('/api/v1/calls', one)).body.id).toBe(body.id);
  const other = await agent.post('/api/v1/calls', { ...one, text: 'ふたつめの電話。' });
  expect([other.status, other.body['code']]).toEqual([409, 'call.key_reused']);
});

test('moments that are none are refused, in every field that takes one', async () => {
  const agent = await desk.as('agentA');
  const now = new Date().toISOString();
  const times = { offeredAt: now, answeredAt: now, heldSeconds: 0, endedAt: now, now };
  for (const field of ['offeredAt', 'answeredAt', 'endedAt', 'wrapEndedAt', 'now']) {
    for (const none of ['2026-W48-7', '2026-333', '2026-11-29', '2026-02-30T99:00:00Z']) {
      const refused = await agent.post('/api/v1/calls', conversation({ times: { ...times, [field]: none } }));
      expect([field, none, refused.body['code']]).toEqual([field, none, 'request.invalid']);
    }
  }
});

test('a callback that was promised in a network break is owed from the call on, also when its time has passed', async () => {
  const agent = await desk.as('agentA');
  const times = {
    offeredAt: inHours(-5),
    answeredAt: inHours(-5),
    heldSeconds: 0,
    endedAt: inHours(-4.9),
    now: inHours(0),
  };
  const late = conversation({ outcome: 'callback_promised', promise: callback(-3, -2), times });
  const { body } = await agent.post<TicketView>('/api/v1/calls', late);
  expect(body).toMatchObject({ state: 'callback_due' });
  const { items } = (await agent.get<PromiseList>('/api/v1/promises')).body;
  expect(items.find(({ ticketId }) => ticketId === body.id)).toMatchObject({ until: late.promise!.until });
  const never = conversation({ outcome: 'callback_promised', promise: callback(-3, -2) });
  expect((await agent.post('/api/v1/calls', never)).body).toMatchObject({ code: 'promise.time_refused' });
});

test('a callback without a time is refused, one with a time is owed', async () => {
  const agent = await desk.as('agentA');
  const without = await agent.post('/api/v1/calls', conversation({ outcome: 'callback_promised' }));
  expect(without.body).toMatchObject({ code: 'call.promise_missing' });
  const logged = await agent.post<TicketView>(
    '/api/v1/calls',
    conversation({ outcome: 'callback_promised', promise: callback() }),
  );
  expect(logged.body).toMatchObject({ state: 'callback_due', assigneeName: '小川' });
});

test('a number shows its own shop’s tickets, and of the others only how many', async () => {
  const number = '080-0000-0199';
  const both = await desk.as('agentAB');
  await both.post('/api/v1/calls', conversation({ callerPhone: '０８０−００００−０１９９', outcome: 'cut_off' }));
  await both.post('/api/v1/calls', conversation({ deskId: desk.b.desk.id, callerPhone: number }));
  const ask = (client: typeof both, deskId: string) =>
    client.post<CallerView>('/api/v1/calls/caller', { deskId, number });
  expect((await ask(both, desk.a.desk.id)).body).toMatchObject({ tickets: [{ state: 'open' }], elsewhere: 1 });
  const own = await ask(await desk.as('agentA'), desk.a.desk.id);
  expect(own.body).toMatchObject({ tickets: [{ requesterName: '村瀬 みさき' }], elsewhere: 0, callsToday: 1 });
  expect((await ask(await desk.as('agentA'), desk.b.desk.id)).status).toBe(404);
});

test('more on the same inquiry stays one ticket', async () => {
  const agent = await desk.as('agentA');
  const first = await agent.post<TicketView>('/api/v1/calls', conversation({ outcome: 'cut_off' }));
  const more = conversation({ ticketId: first.body.id, text: '回線が切れた続き。納得いただいた。' });
  const second = await agent.post<TicketView>('/api/v1/calls', more);
  expect(second.body).toMatchObject({ id: first.body.id, state: 'closed' });
  expect(second.body.messages).toHaveLength(2);
  const again = await agent.post<TicketView>('/api/v1/calls', more);
  expect(again.body.messages).toHaveLength(2);
  const other = await desk.inquiry(desk.b);
  const foreign = await agent.post('/api/v1/calls', conversation({ ticketId: other.id }));
  expect(foreign.status).toBe(404);
});

test('on the phone, after the call, free again', async () => {
  const agent = await desk.as('agentA');
  const state = async () => (await agent.get<{ state: string }>('/api/v1/people/me')).body.state;
  await agent.request('PUT', '/api/v1/calls/activity', { activity: 'on_call' });
  expect(await state()).toBe('on_call');
  await agent.post('/api/v1/calls', conversation());
  expect(await state()).toBe('after_call');
  await agent.request('PUT', '/api/v1/calls/activity', { activity: 'recovering' });
  expect(await state()).toBe('recovering');
});

test('what goes up the line is escalated with its reason; a call of the press is then for few eyes, and sending it again says so', async () => {
  const agent = await desk.as('agentA');
  const angry = await agent.post<TicketView>(
    '/api/v1/calls',
    conversation({ outcome: 'escalated', complaintLevel: 2 }),
  );
  expect(angry.status).toBe(201);
  const seen = await agent.get<TicketView>(`/api/v1/tickets/${angry.body.id}`);
  const types = seen.body.events.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['ticket.complaint_set', 'escalation.opened']));
  const press = conversation({ topic: 'PRS', outcome: 'escalated', text: '取材の申し込み。' });
  const logged = await agent.post<TicketView>('/api/v1/calls', press);
  expect(logged.status).toBe(201);
  expect((await agent.get(`/api/v1/tickets/${logged.body.id}`)).status).toBe(404);
  expect((await agent.post('/api/v1/calls', press)).body).toMatchObject({ code: 'call.already_logged' });
  const supervisor = await desk.as('supervisor');
  expect((await supervisor.get(`/api/v1/tickets/${logged.body.id}`)).status).toBe(200);
});
