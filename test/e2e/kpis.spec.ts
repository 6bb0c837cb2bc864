import { randomUUID } from 'node:crypto';
import type { CallListPage, KpiRow, KpiView, NewCallEventKey, PhoneDay, TicketView } from '#libs/contracts';
import { AgentStates, TicketFollowUps } from '#libs/desk';
import { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type Shop, type World, world } from '../support/world.js';

const DAY = '2016-06-23';
const WAITS = [3, 5, 8, 12, 19, 21, 40, 60];
const GIVEN_UP = [4, 50];

let desk: World;
let clock: MovableClock;
let agent: ApiClient;
let supervisor: ApiClient;
let exchange: (event: string, callId: string, at: Date) => Promise<void>;

beforeAll(async () => {
  clock = new MovableClock(jst(`${DAY} 09:00`));
  desk = await world({ clock, worker: false });
  agent = await desk.as('agentAB');
  supervisor = await desk.as('supervisor');
  const { key } = (await (await desk.as('admin')).post<NewCallEventKey>('/api/v1/call-events/key')).body;
  const switchboard = new ApiClient(desk.api.url);
  exchange = async (event, callId, at) => {
    const body = { callId, event, dialledNumber: '03-0000-0310', callerNumber: null, at: at.toISOString() };
    const { status } = await switchboard.post('/api/v1/call-events', body, { authorization: `Bearer ${key}` });
    if (status !== 200) throw new Error(`the exchange was answered ${status}`);
  };
  await theDay();
});
afterAll(() => desk?.close());

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What happened, each thing at its time. The expectations below are counted from this, not from what the desk has stored. */
const theDay = async (): Promise<void> => {
  clock.moveTo(`${DAY} 09:45`);
  await exchange('ringing', 'early', jst(`${DAY} 09:40`));
  await exchange('abandoned', 'early', jst(`${DAY} 09:41`));

  const first = await asked(desk.a, '10:05');
  const second = await asked(desk.b, '10:20');
  await asked(desk.a, '11:00');
  await called('10:30');
  await replied(first, '11:05');
  const escalation = { trigger: 'compensation' };
  expect((await agent.post(`/api/v1/tickets/${first}/escalations`, escalation)).status).toBe(201);
  await replied(second, '13:20');
  clock.moveTo(`${DAY} 13:30`);
  await desk.inBoth(() =>
    desk.api.app.get(TicketFollowUps).append(second, {
      channel: 'email',
      subject: null,
      text: 'もう一つ教えてください。',
      fromName: '藤代 恵',
    }),
  );
  const spam = await asked(desk.a, '13:40');
  await agent.post(`/api/v1/tickets/${spam}/resolve`);
  await promises();
  clock.moveTo(`${DAY} 14:00`);
};

const asked = async (shop: Shop, time: string): Promise<string> => {
  clock.moveTo(`${DAY} ${time}`);
  const mail = `${randomUUID()}@mail.example.jp`;
  const { id } = await desk.inquiry(shop, { requester: { name: '藤代 恵', email: mail } });
  await agent.post(`/api/v1/tickets/${id}/claim`);
  return id;
};

const replied = async (id: string, time: string): Promise<void> => {
  clock.moveTo(`${DAY} ${time}`);
  const { version } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const reply = { text: '藤代 様\n\n確認しました。', baseVersion: version, idempotencyKey: randomUUID() };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
};

/** Eight calls that were answered, written down after 300 s of talk, 30 s on hold and 90 s of work; two that were given up. */
const called = async (time: string): Promise<void> => {
  const rang = jst(`${DAY} ${time}`);
  clock.moveTo(`${DAY} ${time.replace(/\d$/, '9')}`);
  for (const [index, wait] of WAITS.entries()) {
    const answeredAt = after(rang, wait);
    const endedAt = after(answeredAt, 330);
    const body = {
      deskId: desk.a.desk.id,
      callerName: `村瀬 ${index}`,
      callerRole: 'self',
      topic: 'AFF',
      text: '対象かどうか。',
      outcome: 'answered_closed',
      times: {
        offeredAt: rang.toISOString(),
        answeredAt: answeredAt.toISOString(),
        heldSeconds: 30,
        endedAt: endedAt.toISOString(),
        wrapEndedAt: after(endedAt, 90).toISOString(),
        now: clock.now().toISOString(),
      },
      idempotencyKey: randomUUID(),
    };
    expect((await agent.post('/api/v1/calls', body)).status).toBe(201);
  }
  await exchange('blocked', 'busy', rang);
  for (const wait of GIVEN_UP) {
    await exchange('ringing', `given-up-${wait}`, rang);
    await exchange('abandoned', `given-up-${wait}`, after(rang, wait));
  }
};

/** Two callbacks for a quarter to two: one is kept, one is not. */
const promises = async (): Promise<void> => {
  clock.moveTo(`${DAY} 13:00`);
  const [kept, missed] = [await owed(), await owed()];
  expect(missed).not.toBe(kept);
  clock.moveTo(`${DAY} 13:40`);
  await agent.post(`/api/v1/promises/${kept}/call`);
  expect((await agent.post(`/api/v1/promises/${kept}/outcome`, { outcome: 'reached' })).status).toBe(200);
};

const owed = async (): Promise<string> => {
  const id = await asked(desk.a, '13:00');
  const band = { from: jst(`${DAY} 13:30`).toISOString(), until: jst(`${DAY} 13:45`).toISOString() };
  const promise = { kind: 'callback', ...band, phone: '090-0000-0162', callerIdTold: true };
  const answer = await agent.post<{ id: string }>(`/api/v1/tickets/${id}/promises`, promise);
  expect(answer.status).toBe(201);
  return answer.body.id;
};

const figures = async (query = '', client = supervisor): Promise<KpiRow[]> => {
  const time = `from=${DAY}T00:00:00%2B09:00&to=${DAY}T14:00:00%2B09:00`;
  const { status, body } = await client.get<KpiView>(`/api/v1/kpis?${time}${query}`);
  expect(status).toBe(200);
  return body.items;
};

test('each figure of the phone opens the calls that it counts, and no other', async () => {
  const time = `from=${DAY}T00:00:00%2B09:00&to=${DAY}T14:00:00%2B09:00`;
  const listed = async (set: string, by = supervisor) =>
    (await by.get<CallListPage>(`/api/v1/kpis/calls?${time}&set=${set}`)).body;
  const counts = { offered: 10, answered: 8, in_time: 5, late: 3, abandoned: 2 };
  const inTime = await listed('in_time');
  expect(inTime).toMatchObject({ counts, nextCursor: null });
  const waits = ({ items }: CallListPage) => items.map(({ waitSeconds }) => waitSeconds!).toSorted((a, b) => a - b);
  expect(waits(inTime)).toEqual([3, 5, 8, 12, 19]);
  expect(waits(await listed('late'))).toEqual([21, 40, 60]);
  expect(waits(await listed('abandoned'))).toEqual([4, 50]);
  const offered = await listed('offered');
  expect(offered.items).toHaveLength(10);
  expect(offered.items.filter(({ number }) => number === null)).toHaveLength(2);
  expect(offered.items.find(({ result }) => result === 'answered')).toMatchObject({
    deskId: desk.a.desk.id,
    agentName: expect.any(String),
    number: expect.stringMatching(/^\d{3}-\d{4}-\d$/),
  });
  const other = await listed('offered', await desk.join(['supervisor'], desk.b));
  expect(other).toEqual({
    items: [],
    nextCursor: null,
    counts: { offered: 0, answered: 0, in_time: 0, late: 0, abandoned: 0 },
    within: 20,
  });
  expect((await supervisor.get(`/api/v1/kpis/calls?set=all`)).status).toBe(400);
});

test('the phone: what rang before the opening is told apart, all else as the textbook counts it', async () => {
  const [whole] = await figures();
  expect(whole!.calls).toEqual({
    offered: 10,
    answered: 8,
    abandoned: 2,
    abandonedShort: 1,
    shortUnder: 5,
    outOfHours: 1,
    blocked: 1,
    answerRate: 0.8,
    abandonRate: 0.2,
    netAbandonRate: 0.1,
    serviceLevel: {
      within: 20,
      ofOffered: { count: 5, of: 10, rate: 0.5 },
      ofAnsweredAndLate: { count: 5, of: 9, rate: 5 / 9 },
      ofAnswered: { count: 5, of: 8, rate: 0.625 },
    },
    averageSpeedOfAnswer: 21,
    talk: 300,
    hold: 30,
    afterCall: 90,
    handling: 420,
  });
});

test('the floor’s figures of the phone are those of the day', async () => {
  const { calls, targets } = (await supervisor.get<PhoneDay>('/api/v1/kpis/phone')).body;
  const [whole] = await figures();
  expect(calls).toEqual(whole!.calls);
  expect(targets).toEqual({ serviceLevel: 0.8, answerWithin: 20, answerRate: 0.9, shortUnder: 5 });
  expect((await agent.get('/api/v1/kpis/phone')).status).toBe(403);
});

test('forms: replies by receipt, in minutes of the clock and of the desk; what nobody owes is not missed', async () => {
  const [whole] = await figures();
  expect(whole!.written).toMatchObject({
    received: 6,
    firstReply: { wall: { median: 60, p90: 180, max: 180 }, business: { median: 60, p90: 180, max: 180 } },
    withinTarget: { count: 2, of: 5, rate: 0.4, undecided: 3 },
  });
});

test('tickets: closed, closed at the first contact, come back, and callbacks kept', async () => {
  const [whole] = await figures();
  // Eight calls, two replies and one closed without words; the second reply was asked about again.
  expect(whole!.tickets).toEqual({
    closed: 11,
    firstContact: { count: 9, of: 11, rate: 9 / 11 },
    reopened: { count: 1, of: 11, rate: 1 / 11 },
    escalated: { count: 1, of: 10, rate: 0.1 },
    escalatedBy: { compensation: 1 },
    callbacksKept: { count: 1, of: 2, rate: 0.5 },
    quality: { count: 0, of: 0, rate: null },
    satisfied: null,
    wrongShop: 0,
  });
});

test('time: occupancy of who handles or waits, shrinkage of all paid time', async () => {
  const states = desk.api.app.get(AgentStates);
  const id = desk.userId('agentA');
  await desk.inBoth(async () => {
    for (const [state, time] of [
      ['on_call', '10:00'],
      ['after_call', '10:30'],
      ['available', '10:45'],
      ['away', '11:00'],
      ['offline', '11:20'],
    ] as const) {
      await states.set(id, state, jst(`${DAY} ${time}`));
    }
  });
  const byPerson = await figures('&by=agent');
  // Who was here all morning and handled nothing is there to be seen; calls that nobody took are nobody's time.
  expect(byPerson.find(({ agentId }) => agentId === id)!.time).toMatchObject({ paid: 4_800, occupancy: 0.75 });
  expect(byPerson.find(({ agentId }) => agentId === null)).toMatchObject({ calls: { abandoned: 2 }, time: null });
  const inSteps = (await figures('&step=30m&by=agent')).filter(({ agentId }) => agentId === id);
  expect(inSteps.map(({ time }) => time!.paid).filter((paid) => paid > 0)).toEqual([1_800, 1_800, 1_200]);
  const hours = await figures('&step=30m');
  expect(hours.find(({ from }) => from === jst(`${DAY} 10:30`).toISOString())!.time).toEqual({
    paid: 1_800,
    handling: 900,
    available: 900,
    occupancy: 0.5,
    shrinkage: 0,
  });
  const [all] = await figures();
  expect(all!.time).toEqual({ paid: 4_800, handling: 2_700, available: 900, occupancy: 0.75, shrinkage: 0.25 });
});

test('groups and steps are parts of the whole', async () => {
  for (const query of [
    '&by=tenant',
    '&by=desk',
    '&by=channel',
    '&by=agent',
    '&step=30m',
    '&step=60m',
    '&step=15m&by=desk',
    '&step=15m&by=channel',
    '&step=day&by=tenant',
    '&step=30m&by=agent',
  ]) {
    const rows = await figures(query);
    const sum = (of: (row: KpiRow) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect({
      query,
      offered: sum(({ calls }) => calls.offered),
      received: sum(({ written }) => written.received),
      kept: sum(({ written }) => written.withinTarget.count),
      closed: sum(({ tickets }) => tickets.closed),
      inTime: sum(({ calls }) => calls.serviceLevel.ofOffered.count),
      handled: sum(({ tickets }) => tickets.escalated.of),
      callbacks: sum(({ tickets }) => tickets.callbacksKept.of),
    }).toEqual({ query, offered: 10, received: 6, kept: 2, closed: 11, inTime: 5, handled: 10, callbacks: 2 });
  }
  const shops = await figures('&by=tenant');
  expect(shops.find(({ tenantId }) => tenantId === desk.b.tenantId)!.written.received).toBe(1);
});

test('what waits is told for the present alone, and a colleague of one shop counts that shop', async () => {
  const now = (await supervisor.get<KpiView>('/api/v1/kpis')).body.items[0]!;
  // The third form, the reply that was asked about again, the callback that is late, and what is to be done after the other.
  expect(now.backlog).toMatchObject({ waiting: 4, age: { max: 220 } });
  const adminB = await desk.join(['supervisor'], desk.b);
  const [theirs] = await figures('', adminB);
  expect(theirs).toMatchObject({ calls: { offered: 0 }, written: { received: 1 }, tickets: { closed: 1 } });
});

test('a time that ends before it begins, or is too long, is refused', async () => {
  for (const query of [
    'from=2016-06-23T10:00:00Z&to=2016-06-23T09:00:00Z',
    'from=2016-01-01T00:00:00Z&to=2016-06-01T00:00:00Z',
    'from=yesterday',
  ]) {
    expect((await supervisor.get(`/api/v1/kpis?${query}`)).status).toBe(400);
  }
});
