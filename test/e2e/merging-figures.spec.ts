import { randomUUID } from 'node:crypto';
import type { KpiRow, KpiView, TicketView } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

const DAY = '2016-06-23';

let desk: World;
let clock: MovableClock;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  clock = new MovableClock(jst(`${DAY} 10:00`));
  desk = await world({ clock, worker: false });
  [agent, supervisor] = [await desk.as('agentAB'), await desk.as('supervisor')];
});
afterAll(() => desk?.close());

const read = async (id: string) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const asked = async (time: string, channel: 'form' | 'email'): Promise<string> => {
  clock.moveTo(`${DAY} ${time}`);
  const requester = { name: '藤代 恵', email: 'm.fujishiro@mail.example.jp' };
  return (await desk.inquiry(desk.a, { requester, channel })).id;
};
const replied = async (id: string, time: string): Promise<void> => {
  clock.moveTo(`${DAY} ${time}`);
  const { version } = await read(id);
  const reply = { text: '藤代 恵 様\n\n確認しました。', baseVersion: version, idempotencyKey: randomUUID() };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
};
const merged = async (id: string, into: string): Promise<void> => {
  const [one, other] = [await read(id), await read(into)];
  const body = { into, baseVersion: one.version, intoVersion: other.version };
  expect((await agent.post(`/api/v1/tickets/${id}/merge`, body)).status).toBe(200);
};
const figures = async (): Promise<KpiRow> => {
  clock.moveTo(`${DAY} 18:00`);
  const time = `from=${DAY}T00:00:00%2B09:00&to=${DAY}T18:00:00%2B09:00`;
  const { status, body } = await supervisor.get<KpiView>(`/api/v1/kpis?${time}&step=whole`);
  expect(status).toBe(200);
  return body.items[0]!;
};

test('what is answered as one is received once, at its first receipt, and answered once', async () => {
  const form = await asked('10:00', 'form');
  const mail = await asked('11:00', 'email');
  await replied(form, '10:20');
  await replied(mail, '11:30');
  const apart = await figures();
  expect(apart.written).toMatchObject({ received: 2, firstReply: { wall: { median: 20, max: 30 } } });
  expect(apart.tickets).toMatchObject({ closed: 2, escalated: { of: 2 } });

  await merged(form, mail);
  const { written, tickets, backlog } = await figures();
  expect(written).toMatchObject({ received: 1, firstReply: { wall: { median: 20, max: 20 } } });
  // Two replies are two contacts: as one case it was not solved at the first.
  expect(tickets).toMatchObject({ closed: 1, firstContact: { count: 0, of: 1 }, escalated: { count: 0, of: 1 } });
  expect(backlog).toMatchObject({ waiting: 0 });

  await agent.post(`/api/v1/tickets/${form}/unmerge`);
  expect((await figures()).written).toMatchObject({ received: 2 });
});

test('a merge hides no late answer: the case waits since its first receipt', async () => {
  const form = await asked('12:00', 'form');
  const mail = await asked('17:00', 'email');
  await merged(form, mail);
  const { backlog } = await figures();
  expect(backlog).toMatchObject({ waiting: 1, age: { max: 360 } });
});

test('while the planner believes that nothing is merged, it still looks a survivor’s tickets up one by one', async () => {
  await asked('18:00', 'form');
  await desk.asOwner('ANALYZE ticket');
  const plan = await desk.inBoth<{ 'QUERY PLAN': string }[]>(async () => {
    const { manager } = currentTransaction();
    await manager.query('SET LOCAL enable_seqscan = off');
    return manager.query('EXPLAIN SELECT (SELECT count(*) FROM ticket m WHERE m.survivor_id = t.id) FROM ticket t');
  });
  const lines = plan.map((row) => row['QUERY PLAN'].trim());
  // Else each ticket of a report would be held against all merged ones.
  expect(lines.filter((line) => line === 'Index Cond: (survivor_id = t.id)')).toHaveLength(1);
});
