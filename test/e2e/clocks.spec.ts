import type { INestApplicationContext } from '@nestjs/common';
import type { SlaPolicy, TicketView } from '#libs/contracts';
import { ClockWatch, DesksService, TicketFollowUps } from '#libs/desk';
import type { ApiClient } from '../support/client.js';
import { nextPush } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type Shop, type World, world } from '../support/world.js';

const iso = (local: string): string => jst(local).toISOString();

let desk: World;
let clock: MovableClock;
let agent: ApiClient;
beforeEach(async () => {
  clock = new MovableClock(jst('2016-06-23 10:00'));
  desk = await world({ clock, worker: false });
  agent = await desk.as('agentAB');
});
afterEach(() => desk?.close());

interface Told {
  type: string;
  subject_id: string;
  payload: { clock: string; dueAt: string; turn?: string; isLate?: boolean; leftMs?: number };
}

const told = (of: string): Promise<Told[]> =>
  desk.asOwner<Told>(
    'SELECT type, subject_id, payload FROM event WHERE type LIKE $1 AND NOT (type LIKE $2) ORDER BY number',
    [of, 'ticket.opened'],
  );

const alerts = async (): Promise<string[]> => [
  ...(await told('ticket.due%')).map(({ type, subject_id }) => `${type} ${subject_id}`),
  ...(await told('ticket.over%')).map(({ type, subject_id }) => `${type} ${subject_id}`),
];

const look = (app: INestApplicationContext = desk.api.app): Promise<number> => app.get(ClockWatch).look();

/** The shop with other promises from this minute on. */
const promising = async (shop: Shop, sla: SlaPolicy): Promise<Shop> => {
  const admin = await desk.as('admin');
  const path = `/api/v1/desks/${shop.desk.id}/hours`;
  const { phone, holidays, closedOn } = shop.desk.hours;
  const { status } = await admin.request('PUT', path, { from: null, phone, holidays, closedOn, sla });
  expect(status).toBe(200);
  return { ...shop, desk: await desk.inBoth(() => desk.api.app.get(DesksService).get(shop.desk.id)) };
};

describe('warnings and breaches', () => {
  test('each run of a clock is told of once before its end and once after, in each shop', async () => {
    const a = await desk.inquiry(desk.a);
    const b = await desk.inquiry(desk.b);
    clock.moveTo('2016-06-23 17:29:59');
    expect(await look()).toBe(0);
    clock.moveTo('2016-06-23 17:30:00');
    expect(await look()).toBe(2);
    expect(await look()).toBe(0);
    clock.moveTo('2016-06-23 18:00:00');
    expect(await look()).toBe(0);
    clock.moveTo('2016-06-23 18:00:01');
    expect(await look()).toBe(2);
    expect(await look()).toBe(0);
    const said = await alerts();
    for (const { id } of [a, b]) {
      expect(said.filter((line) => line.endsWith(id))).toEqual([`ticket.due_soon ${id}`, `ticket.overdue ${id}`]);
    }
    const [first] = await told('ticket.overdue');
    expect(first!.payload).toMatchObject({ clock: 'first_reply', dueAt: iso('2016-06-23 18:00') });
  });

  test('the warning comes in business time: the evening before a holiday, not in the night', async () => {
    clock.moveTo('2016-07-14 10:10:00');
    // Due on Friday at 10:10, after 20 minutes of Friday.
    await desk.inquiry(desk.a);
    clock.moveTo('2016-07-14 17:39:59');
    expect(await look()).toBe(0);
    clock.moveTo('2016-07-14 17:40:00');
    expect(await look()).toBe(1);
    expect((await told('ticket.due_soon'))[0]!.payload.dueAt).toBe(iso('2016-07-15 10:10'));
  });

  test('what passed while nobody looked is told when somebody looks again, by one of two', async () => {
    for (let count = 0; count < 20; count += 1) await desk.inquiry(count % 2 ? desk.a : desk.b);
    clock.moveTo('2016-06-28 09:00:00');
    const [one, other] = [await desk.startWorker(), await desk.startWorker()];
    await until('all are told', async () => (await alerts()).length >= 40);
    await Promise.all([look(one.app), look(other.app), look(), look(one.app)]);
    const said = await alerts();
    expect(said).toHaveLength(40);
    expect(new Set(said).size).toBe(40);
  });

  test('two who look at the same moment tell it once', async () => {
    for (let count = 0; count < 30; count += 1) await desk.inquiry(count % 2 ? desk.a : desk.b);
    clock.moveTo('2016-06-23 18:00:01');
    const counts = await Promise.all([look(), look(), look()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(new Set(await alerts()).size).toBe(60);
  });

  test('an answer ends the run: it is not told of, and the next run is told of anew', async () => {
    const { id } = await desk.inquiry(desk.a);
    clock.moveTo('2016-06-23 17:45:00');
    await look();
    await reply(id, 'waiting_requester');
    clock.moveTo('2016-06-24 12:00:00');
    expect(await look()).toBe(0);
    await hears(id);
    clock.moveTo('2016-06-27 12:00:01');
    expect(await look()).toBe(2);
    expect((await told('ticket.overdue')).map(({ payload }) => payload.clock)).toEqual(['next_reply']);
  });

  test('the resolution has an alarm of its own, though nobody touched the ticket', async () => {
    const patient = await promising(desk.a, { resolution: 600 });
    const { id } = await desk.inquiry(patient);
    clock.moveTo('2016-06-23 18:00:01');
    await look();
    clock.moveTo('2016-06-24 12:00:01');
    expect(await look()).toBe(2);
    expect((await told('ticket.overdue')).map(({ payload, subject_id }) => [payload.clock, subject_id])).toEqual([
      ['first_reply', id],
      ['resolution', id],
    ]);
  });

  test('consoles hear of it as of every other change, and of their own shops alone', async () => {
    const { id } = await desk.inquiry(desk.a);
    const socket = await (await desk.as('agentA')).connect();
    const foreign = await (await desk.as('agentB')).connect();
    const heard: string[] = [];
    foreign.on('tickets.changed', ({ events }) => heard.push(...events.map(({ ticketId }) => ticketId)));
    const pushed = nextPush(socket, 'tickets.changed', ({ events }) =>
      events.some((event) => event.type === 'ticket.overdue' && event.ticketId === id),
    );
    const mark = await desk.inquiry(desk.b);
    clock.moveTo('2016-06-23 18:00:01');
    await look();
    const [{ rows }] = await pushed;
    expect(rows.map((row) => [row.id, row.version])).toEqual([[id, 1]]);
    await until('the other shop’s own news', async () => heard.includes(mark.id));
    expect(heard).not.toContain(id);
  });
});

describe('the clocks through the verbs', () => {
  test('asked, answered by the requester, answered, closed, reopened: the log tells what each clock did', async () => {
    const patient = await promising(desk.a, { resolution: 960, nextReply: 120 });
    const { id } = await desk.inquiry(patient);
    clock.moveTo('2016-06-23 12:00:00');
    const asked = await reply(id, 'waiting_requester');
    expect(asked).toMatchObject({ dueAt: null, clocks: { resolveDueAt: null, resolutionLeftMinutes: 840 } });

    clock.moveTo('2016-06-24 16:00:00');
    await hears(id);
    agent = await desk.as('agentAB');
    const heard = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    expect(heard).toMatchObject({ state: 'open', dueAt: iso('2016-06-24 18:00') });
    expect(heard.clocks).toEqual({
      told: iso('2016-06-24 18:00'),
      resolveDueAt: iso('2016-06-28 14:00'),
      replyLeftMinutes: null,
      resolutionLeftMinutes: null,
    });

    clock.moveTo('2016-06-27 10:30:00');
    agent = await desk.as('agentAB');
    await reply(id, 'answered');
    await agent.post(`/api/v1/tickets/${id}/resolve`);
    clock.moveTo('2016-06-27 11:00:00');
    const again = (await agent.post<TicketView>(`/api/v1/tickets/${id}/reopen`)).body;
    expect(again.dueAt).toBe(iso('2016-06-27 13:00'));
    expect(again.events.map(({ type }) => type).filter((type) => type.startsWith('clock.'))).toEqual([]);
    expect((await told('clock.%')).map(({ type, payload }) => [payload.clock, type, payload.isLate])).toEqual([
      ['first_reply', 'clock.met', false],
      ['resolution', 'clock.paused', false],
      ['next_reply', 'clock.started', false],
      ['resolution', 'clock.resumed', false],
      ['next_reply', 'clock.met', true],
      ['resolution', 'clock.paused', false],
      ['resolution', 'clock.met', false],
      ['next_reply', 'clock.started', false],
      ['resolution', 'clock.started', false],
    ]);
  });

  test('a reply that is taken back leaves the clocks as they were, alarm included', async () => {
    await desk.close();
    desk = await world({ clock, worker: false, settings: { UNDO_SECONDS: '60' } });
    agent = await desk.as('agentAB');
    const patient = await promising(desk.a, { resolution: 960 });
    const { id } = await desk.inquiry(patient);
    clock.moveTo('2016-06-23 17:45:00');
    await look();
    const replied = await reply(id, 'answered');
    const message = replied.messages.findLast(({ kind }) => kind === 'outbound')!;
    const back = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies/${message.id}/undo`);
    expect(back.body).toMatchObject({ state: 'open', dueAt: iso('2016-06-23 18:00') });
    clock.moveTo('2016-06-23 18:00:01');
    await look();
    expect((await alerts()).map((line) => line.split(' ')[0])).toEqual(['ticket.due_soon', 'ticket.overdue']);
  });

  test('a channel may have times of its own', async () => {
    const shop = await promising(desk.a, { channels: { email: { firstReply: 60 } } });
    const mailed = await desk.inquiry(shop, { channel: 'email' });
    const typed = await desk.inquiry(shop);
    const due = async ({ id }: { id: string }) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body.dueAt;
    expect(await due(mailed)).toBe(iso('2016-06-23 11:00'));
    expect(await due(typed)).toBe(iso('2016-06-23 18:00'));
  });
});

let keys = 0;
const reply = async (id: string, then: 'answered' | 'waiting_requester'): Promise<TicketView> => {
  const seen = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const { status, body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, {
    text: '藤代 恵 様\n\nお調べした結果をお知らせいたします。',
    baseVersion: seen.version,
    idempotencyKey: `clocks-${(keys += 1)}`,
    then,
  });
  expect(status).toBe(201);
  return body;
};

const hears = (id: string): Promise<string> =>
  desk.inBoth(() =>
    desk.api.app.get(TicketFollowUps).append(id, {
      channel: 'email',
      subject: null,
      text: 'もう一点、教えてください。',
      fromName: '藤代 恵',
    }),
  );
