import { MessageDeliverJob } from '#libs/channels';
import type {
  ErrorBody,
  KpiView,
  QualityDrawn,
  QualityList,
  QualitySheet,
  QualityView,
  TicketView,
} from '#libs/contracts';
import { Quality, QualityDraws } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { type Shop, type World, world } from '../support/world.js';

const RIGHT: QualitySheet = {
  points: { facts: true, name: true, wording: true, complete: true, asks: true },
  errors: [],
};
const clock = new ClockAhead();
let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

/** Sends replies of one person to their end. */
const replies = async (by: ApiClient, shop: Shop, count: number): Promise<void> => {
  const job = desk.api.app.get(MessageDeliverJob);
  for (let n = 0; n < count; n += 1) {
    const { id } = await desk.inquiry(shop);
    const { version } = (await by.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
    const text = `藤代 恵 様\n\n${n}番目のお答えです。`;
    const given = { text, baseVersion: version, idempotencyKey: `quality-${id}` };
    const { messages } = (await by.post<TicketView>(`/api/v1/tickets/${id}/replies`, given)).body;
    const payload = { tenantId: shop.tenantId, messageId: messages.at(-1)!.id };
    await desk.inBoth(async () => {
      const loaded = await job.load(payload);
      await job.record(payload, loaded!, { kind: 'outbox' }, { attempt: 1, last: false });
    });
  }
};
const list = async (by = supervisor): Promise<QualityList> => (await by.get<QualityList>('/api/v1/quality')).body;
const check = (id: string, sheet: QualitySheet, by = supervisor) =>
  by.post<QualityView & ErrorBody>(`/api/v1/quality/${id}/check`, sheet);

test('each agent of the day is drawn once, by the seed on record; nothing of today, and only one of two draws', async () => {
  const [agentA, agentAB] = [await desk.as('agentA'), await desk.as('agentAB')];
  await replies(agentA, desk.a, 22);
  await replies(agentAB, desk.a, 3);
  await replies(supervisor, desk.a, 1);
  const draws = desk.api.app.get(QualityDraws);
  expect(await draws.look()).toBe(0);
  clock.ahead += 24 * 3_600_000;
  // Yesterday's session is over.
  supervisor = await desk.as('supervisor');
  const drawn = await Promise.all([draws.look(), draws.look()]);
  expect(drawn.sort()).toEqual([0, 4]);
  expect(await draws.look()).toBe(0);
  const { items, figures } = await list();
  expect(figures).toEqual({ drawn: 4, checked: 0, withoutError: 0, critical: 0 });
  expect(items.map(({ author }) => author.name).sort()).toEqual(['佐藤', '小川', '小川', '森田'].sort());
  const [seed] = await desk.inBoth<{ seed: string; replies: number }[]>(() =>
    currentTransaction().manager.query('SELECT seed, replies FROM quality_draw WHERE replies > 0'),
  );
  expect(seed).toMatchObject({ replies: 26, seed: expect.stringMatching(/^[0-9a-f]{32}$/) });
});

test('a supervisor draws at once from what was sent today, of the own shops alone, and never the same reply twice', async () => {
  const agentAB = await desk.as('agentAB');
  await replies(agentAB, desk.a, 2);
  await replies(agentAB, desk.b, 1);
  const draw = async (by = supervisor) => (await by.post<QualityDrawn>('/api/v1/quality/draw')).body.drawn;
  const own = await desk.join(['supervisor'], desk.b);
  expect(await draw(own)).toBe(1);
  expect(await draw(own)).toBe(0);
  expect(await draw()).toBe(1);
  expect(await draw()).toBe(1);
  expect(await draw()).toBe(0);
  const rounds = await desk.inBoth<{ round: number; by: string | null }[]>(() =>
    currentTransaction().manager.query(
      'SELECT round, drawn_by AS by FROM quality_draw WHERE round > 0 AND tenant_id = $1 ORDER BY round',
      [desk.a.tenantId],
    ),
  );
  const by = desk.userId('supervisor');
  expect(rounds).toEqual([
    { round: 1, by },
    { round: 2, by },
  ]);
  expect((await agentAB.post('/api/v1/quality/draw')).status).toBe(403);
  // At the end of the day the rest is drawn, and what was drawn by hand is left alone.
  await replies(agentAB, desk.a, 1);
  clock.ahead += 24 * 3_600_000;
  expect(await desk.api.app.get(QualityDraws).look()).toBe(1);
  supervisor = await desk.as('supervisor');
  expect((await list()).items).toHaveLength(8);
});

test('somebody else judges it, and the figures follow; a wrong shop is critical', async () => {
  const { items } = await list();
  const own = items.find(({ mayCheck }) => !mayCheck)!;
  expect((await check(own.id, RIGHT)).body.code).toBe('quality.own_reply');
  const directly = desk.inBoth(() =>
    currentTransaction().manager.query(
      `UPDATE quality_sample SET checked_by = author_id, checked_at = now(), points = '{}' WHERE id = $1`,
      [own.id],
    ),
  );
  await expect(directly).rejects.toThrow('reviewer_is_no_author');

  const [first, second] = items.filter(({ mayCheck }) => mayCheck);
  const read = (await supervisor.get<QualityView>(`/api/v1/quality/${first!.id}`)).body;
  expect(read).toMatchObject({ inquiry: '私の情報は含まれていますか。', points: null });
  expect(read.text).toContain('番目のお答えです。');
  expect((await check(first!.id, RIGHT)).body).toMatchObject({ checkedBy: '森田', errors: [], critical: false });
  const wrong: QualitySheet = { points: { ...RIGHT.points, name: false }, errors: ['wrong_shop'], note: '別の店舗名' };
  expect((await check(second!.id, { ...wrong, errors: [] })).status).toBe(400);
  expect((await check(second!.id, { ...RIGHT, errors: ['tone'] })).status).toBe(400);
  expect((await check(second!.id, wrong)).body).toMatchObject({ critical: true, note: '別の店舗名' });
  expect((await list()).figures).toEqual({ drawn: 8, checked: 2, withoutError: 1, critical: 1 });
  const [told] = (await supervisor.get<KpiView>('/api/v1/kpis')).body.items;
  expect(told!.tickets).toMatchObject({ quality: { count: 1, of: 2, rate: 0.5 }, wrongShop: 1 });
  const other = await desk.join(['supervisor'], desk.b);
  expect((await list(other)).items.map(({ tenantId }) => tenantId)).toEqual([desk.b.tenantId]);
  const none = await desk.inBoth(() => desk.api.app.get(Quality).figures('2016-01-01', '2016-02-01'));
  expect(none).toEqual({ drawn: 0, checked: 0, withoutError: 0, critical: 0 });
});
