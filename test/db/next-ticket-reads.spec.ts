import { NextTicket } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

/** Many that are done, some that wait, one callback whose moment has come. */
const TICKETS = `
  INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at, due_at, closed_at)
  SELECT t.tenant_id, gen_random_uuid(), 'many-' || n, t.desk_id, t.requester_id,
         CASE WHEN n = 1 THEN 'callback_due' WHEN n < 100 THEN 'new' ELSE 'closed' END, t.topic, t.channel, t.language, t.subject, t.excerpt,
         t.created_at, CASE WHEN n < 100 THEN t.created_at END, CASE WHEN n >= 100 THEN t.created_at END
    FROM ticket t, generate_series(1, 4000) n WHERE t.id = $1`;
const READ = `
  SELECT indexrelid::regclass::text AS index FROM pg_index
   WHERE indrelid = 'ticket'::regclass AND pg_stat_get_xact_tuples_returned(indexrelid) > 0 ORDER BY 1`;

test('a callback that is due is found among the callbacks of its shop; what else waits is not read through for it', async () => {
  const { id } = await desk.inquiry(desk.a);
  await desk.inBoth(() => currentTransaction().manager.query(TICKETS, [id]));
  await desk.asOwner('VACUUM ANALYZE ticket');
  const taker = { tenantIds: [desk.a.tenantId, desk.b.tenantId], languages: ['ja', 'en'], topics: null } as const;
  const read = await desk.inBoth(async () => {
    expect(await desk.api.app.get(NextTicket).lock(taker)).not.toBeNull();
    const rows = await currentTransaction().manager.query<{ index: string }[]>(READ);
    return rows.map(({ index }) => index);
  });
  expect(read).toEqual(expect.arrayContaining(['ticket_callback_free', 'ticket_free']));
  expect(read).not.toContain('ticket_waiting_by_due');
});
