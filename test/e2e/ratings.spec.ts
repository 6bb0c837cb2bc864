import { randomUUID } from 'node:crypto';
import type { DeskView, KpiRow, KpiView, ListView, TicketView, Topic } from '#libs/contracts';
import { StatusLinks } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type PageAnswer, textOf, Visitor } from '../support/visitor.js';
import { type Shop, type World, world } from '../support/world.js';

const DAY = '2016-06-23';
const QUESTION = '今回の窓口の対応はいかがでしたか';

let desk: World;
let clock: MovableClock;
let agent: ApiClient;
let supervisor: ApiClient;
let visitor: Visitor;
beforeAll(async () => {
  clock = new MovableClock(jst(`${DAY} 10:00`));
  desk = await world({ clock, worker: false });
  [agent, supervisor] = [await desk.as('agentAB'), await desk.as('supervisor')];
  visitor = new Visitor(desk.api.url);
});
afterAll(() => desk?.close());

const ask = async (shop: Shop, asked: boolean): Promise<void> => {
  const admin = await desk.as('admin');
  const answer = await admin.request<DeskView>('PUT', `/api/v1/desks/${shop.desk.id}/asks-rating`, { asked });
  expect(answer).toMatchObject({ status: 200, body: { id: shop.desk.id, asksRating: asked } });
};

const replied = async (id: string): Promise<void> => {
  clock.pass(60);
  const { version } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const reply = { text: '藤代 恵 様\n\n確認しました。', baseVersion: version, idempotencyKey: randomUUID() };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
};

const answered = async (shop: Shop, topic: Topic = 'AFF'): Promise<{ id: string; page: string }> => {
  const requester = { name: '藤代 恵', email: `${randomUUID()}@mail.example.jp` };
  const { id } = await desk.inquiry(shop, { topic, requester });
  await replied(id);
  return { id, page: `/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status')}` };
};

const rate = async (page: string, score: number): Promise<PageAnswer> =>
  visitor.submit(await visitor.get(page), { score: String(score) });

const figures = async (query = '', client = supervisor): Promise<KpiRow[]> => {
  clock.pass(1);
  const { status, body } = await client.get<KpiView>(`/api/v1/kpis?${query || 'step=whole'}`);
  expect(status).toBe(200);
  return body.items;
};

/** 4 and 5 of all, counted from the event log and nothing else. */
const fromEvents = async (): Promise<{ count: number; of: number }> => {
  const scores = await desk.inBoth(async () => {
    const given = `SELECT (payload ->> 'score')::int AS score FROM event WHERE type = 'rating.given'`;
    return currentTransaction().manager.query<{ score: number }[]>(given);
  });
  return { count: scores.filter(({ score }) => score >= 4).length, of: scores.length };
};

test('no desk asks unless it is told to, and the figure says so', async () => {
  const { page } = await answered(desk.a);
  expect((await visitor.get(page)).html).not.toContain('<form');
  const posted = await visitor.post(`${page}/rating`, { score: '5', answeredAt: clock.now().toISOString() });
  expect(posted.status).toBe(200);
  expect(await fromEvents()).toEqual({ count: 0, of: 0 });
  expect((await figures())[0]!.tickets.satisfied).toBeNull();
  const refused = await agent.request('PUT', `/api/v1/desks/${desk.a.desk.id}/asks-rating`, { asked: true });
  expect(refused.status).toBe(403);
});

test('whoever was answered is asked once, with a plain form in either language', async () => {
  await ask(desk.a, true);
  const desks = (await agent.get<ListView<DeskView>>('/api/v1/desks')).body.items;
  expect(desks.map(({ id, asksRating }) => [id, asksRating])).toEqual(
    expect.arrayContaining([
      [desk.a.desk.id, true],
      [desk.b.desk.id, false],
    ]),
  );
  expect((await figures())[0]!.tickets.satisfied).toEqual({ count: 0, of: 0, rate: null });
  const { id } = await desk.inquiry(desk.a, { requester: { name: '藤代 恵', email: 'once@mail.example.jp' } });
  const page = `/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`;
  expect((await visitor.get(page)).html).not.toContain(QUESTION);
  await replied(id);
  const shown = await visitor.get(page.replace(/$/, '?lang=en'));
  expect(textOf(shown.html)).toContain('How satisfied are you with the way we handled your inquiry?');
  const status = `/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'status')}`;
  const empty = await visitor.submit(await visitor.get(status), {});
  expect(empty.status).toBe(422);
  expect(textOf(empty.html)).toContain('1から5のいずれかをお選びください');
  const thanked = await visitor.submit(empty, { score: '4' });
  expect(thanked.status).toBe(200);
  expect(textOf(thanked.html)).toContain('お答えいただき、ありがとうございました');
  expect(thanked.html).not.toContain(QUESTION);
  // Twice, from the page as it stood before: the first answer stays.
  await visitor.submit(empty, { score: '1' });
  expect(await fromEvents()).toEqual({ count: 1, of: 1 });
  const { events } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  expect(events.at(-1)).toMatchObject({ type: 'rating.given', actorName: null, payload: { score: 4 } });
});

test('answered again, asked again; odd posts and pages of before change nothing', async () => {
  const { id, page } = await answered(desk.a);
  const before = await visitor.get(page);
  await agent.post(`/api/v1/tickets/${id}/reopen`);
  expect((await visitor.get(page)).html).not.toContain(QUESTION);
  expect((await visitor.submit(before, { score: '1' })).status).toBe(200);
  await replied(id);
  for (const score of ['0', '6', '4.5', 'five', '']) {
    expect((await visitor.submit(await visitor.get(page), { score })).status).toBe(422);
  }
  await visitor.submit(before, { score: '1' });
  expect(await fromEvents()).toEqual({ count: 1, of: 1 });
  await rate(page, 5);
  expect(await fromEvents()).toEqual({ count: 2, of: 2 });
});

test('never in a complaint, never about misuse; an answer counts no more where one became of it', async () => {
  const complaint = await answered(desk.a, 'CMP');
  expect((await visitor.get(complaint.page)).html).not.toContain(QUESTION);
  const angry = await answered(desk.a);
  const shown = await visitor.get(angry.page);
  expect((await agent.post(`/api/v1/tickets/${angry.id}/complaint`, { level: 1 })).status).toBeLessThan(300);
  await visitor.submit(shown, { score: '1' });
  expect((await visitor.get(angry.page)).html).not.toContain(QUESTION);
  const [before] = await figures();
  expect(before!.tickets.satisfied).toMatchObject(await fromEvents());

  const later = await answered(desk.a);
  await rate(later.page, 1);
  expect((await figures())[0]!.tickets.satisfied).toMatchObject(await fromEvents());
  expect((await agent.post(`/api/v1/tickets/${later.id}/sort`, { topic: 'SUS' })).status).toBe(200);
  expect((await figures())[0]!.tickets.satisfied).toEqual(before!.tickets.satisfied);
});

test('the figure is that of the events, by shop, desk, channel, person and interval alike', async () => {
  await ask(desk.b, true);
  const own = await answered(desk.b);
  await rate(own.page, 2);
  const [whole] = await figures();
  const { of, count } = whole!.tickets.satisfied!;
  for (const query of ['by=tenant', 'by=desk', 'by=channel', 'by=agent', 'step=30m', 'step=15m&by=desk']) {
    const rows = (await figures(query)).flatMap(({ tickets }) => tickets.satisfied ?? []);
    const sum = (key: 'of' | 'count') => rows.reduce((total, row) => total + row[key], 0);
    expect({ query, of: sum('of'), count: sum('count') }).toEqual({ query, of, count });
  }
  const ofAgent = (await figures('by=agent')).find(({ agentId }) => agentId === desk.userId('agentAB'));
  expect(ofAgent!.tickets.satisfied).toMatchObject({ of, count });
  const theirs = await figures('', await desk.join(['supervisor'], desk.b));
  expect(theirs[0]!.tickets.satisfied).toEqual({ count: 0, of: 1, rate: 0 });
  // Switched off again: what was answered stays counted.
  await ask(desk.b, false);
  const rows = await figures('by=tenant');
  expect(rows.find(({ tenantId }) => tenantId === desk.b.tenantId)!.tickets.satisfied).toMatchObject({ of: 1 });
});

test('for fourteen days, and no second longer', async () => {
  const { page } = await answered(desk.a);
  clock.pass(14 * 86_400);
  const last = await visitor.get(page);
  expect(last.html).toContain(QUESTION);
  const before = await fromEvents();
  clock.pass(1);
  expect((await visitor.get(page)).html).not.toContain(QUESTION);
  expect((await visitor.submit(last, { score: '1' })).status).toBe(200);
  expect(await fromEvents()).toEqual(before);
});
