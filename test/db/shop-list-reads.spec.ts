import { ALL, QueueService } from '#libs/desk';
import { type Actor, currentTransaction, Database, TenantScope, withContext } from '#libs/platform';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

/** What other shops have, all of it newer than the one inquiry of this shop. */
const TICKETS = `
  INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at)
  SELECT t.tenant_id, gen_random_uuid(), 'many-' || n, t.desk_id, t.requester_id, 'closed', t.topic, t.channel, t.language, t.subject, t.excerpt,
         t.created_at + make_interval(secs => n) FROM ticket t, generate_series(1, 4000) n WHERE t.id = $1`;
const READ = `
  SELECT sum(pg_stat_get_xact_tuples_returned(oid))::int AS rows FROM pg_class
   WHERE oid = 'ticket'::regclass OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'ticket'::regclass)`;

test('a shop’s list reads its own tickets, however many others are newer', async () => {
  const { number } = await desk.inquiry(desk.a);
  const { id } = await desk.inquiry(desk.b);
  await desk.inBoth(() => currentTransaction().manager.query(TICKETS, [id]));
  await desk.asOwner('VACUUM ANALYZE ticket');
  const actor = { tenantIds: [desk.a.tenantId], permissions: [], isShop: true } as unknown as Actor;
  const list = { q: null, filter: ALL, sort: 'newest', cursor: null, limit: 50 } as const;
  const { numbers, read } = await withContext({ requestId: 'test', language: 'ja', actor }, () =>
    desk.api.app.get(Database).transaction(TenantScope.of(desk.a.tenantId), async () => {
      const { items } = await desk.api.app.get(QueueService).list(list);
      const [{ rows }] = (await currentTransaction().manager.query(READ)) as [{ rows: number }];
      return { numbers: items.map((item) => item.number), read: rows };
    }),
  );
  expect(numbers).toEqual([number]);
  expect(read).toBeLessThan(50);
});
