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
      await job.record(payload, loaded!, { kind: 'outbox' });
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

test('the list has further pages: unjudged ones first, then the newest, none lost or doubled at a border', async () => {
  await desk.inBoth(() => currentTransaction().manager.query(DRAWN, [desk.a.tenantId, desk.userId('agentA')]));
  const pages: QualityList[] = [await list()];
  for (let next = pages[0]!.nextCursor; next !== null; next = pages.at(-1)!.nextCursor) {
    const { status, body } = await supervisor.get<QualityList>(`/api/v1/quality?cursor=${next}`);
    expect(status).toBe(200);
    pages.push(body);
  }
  expect(pages.map(({ items }) => items.length)).toEqual([100, 100, 58]);
  const rows = pages.flatMap(({ items }) => items);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(258);
  expect(pages[0]!.figures.drawn).toBe(258);
  const order = rows.map(({ checkedAt, sentAt }) => `${checkedAt === null ? 1 : 0} ${sentAt}`);
  expect(order).toEqual(order.toSorted().toReversed());
  expect((await supervisor.get('/api/v1/quality?cursor=o')).status).toBe(400);
  expect((await supervisor.get(`/api/v1/quality?cursor=x${pages[0]!.nextCursor!.slice(1)}`)).status).toBe(400);
});

/** 250 drawn replies, each ten of them sent at the same moment, half of them judged. */
const DRAWN = `
  WITH n AS MATERIALIZED (SELECT n, gen_random_uuid() AS word, (SELECT id FROM ticket WHERE tenant_id = $1 LIMIT 1) AS ticket,
                                 now() - n / 10 * interval '1 minute' AS at FROM generate_series(1, 250) n),
  m AS (INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, delivery_state, author_id, created_at)
        SELECT $1, word, ticket, 'outbound', 'email', '', '', 'sent', $2, date_trunc('milliseconds', at) FROM n),
  d AS (INSERT INTO quality_draw (tenant_id, day, seed, percent, replies, drawn_at) VALUES ($1, current_date - 9, 'many', 5, 5000, now()))
  INSERT INTO quality_sample (tenant_id, id, day, message_id, author_id, checked_by, checked_at, points)
  SELECT $1, gen_random_uuid(), current_date - 9, word, $2, CASE WHEN n % 2 = 0 THEN u.id END, CASE WHEN n % 2 = 0 THEN at END,
         CASE WHEN n % 2 = 0 THEN '{}'::jsonb END
    FROM n, (SELECT user_id AS id FROM membership WHERE tenant_id = $1 AND user_id <> $2 LIMIT 1) u`;
