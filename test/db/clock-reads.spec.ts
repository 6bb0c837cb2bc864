import { ClockAlertsRepository } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

const MINUTE_MS = 60_000;

/** A backlog: all of it due in three hours, but for one ticket that is due in ten minutes. */
const TICKETS = `
  INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at, due_at)
  SELECT t.tenant_id, gen_random_uuid(), 'many-' || n, t.desk_id, t.requester_id, 'new', t.topic, t.channel, t.language, t.subject, t.excerpt,
         t.created_at, $2::timestamptz + CASE WHEN n = 1 THEN interval '10 minutes' ELSE interval '3 hours' END
    FROM ticket t, generate_series(1, 4000) n WHERE t.id = $1`;
const READ = `SELECT sum(pg_stat_get_xact_tuples_returned(oid))::int AS rows FROM pg_class
  WHERE oid = 'ticket'::regclass OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'ticket'::regclass)`;

test('what is due long after the warning of its desk is not read, however late another desk opens', async () => {
  const { id } = await desk.inquiry(desk.a);
  const now = new Date();
  await desk.inBoth(() => currentTransaction().manager.query(TICKETS, [id, now]));
  await desk.asOwner('VACUUM ANALYZE ticket');
  const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
  const warnings = [
    { tenantId: desk.a.tenantId, deskId: desk.a.desk.id, channel: 'form', until: later(30) },
    { tenantId: desk.b.tenantId, deskId: desk.b.desk.id, channel: 'form', until: later(24 * 60) },
  ] as const;
  const { numbers, read } = await desk.inBoth(async () => {
    const untold = await desk.api.app.get(ClockAlertsRepository).untold('reply', warnings, now, 500);
    const [{ rows }] = (await currentTransaction().manager.query(READ)) as [{ rows: number }];
    return { numbers: untold.map(({ number }) => number), read: rows };
  });
  expect(numbers).toEqual(['many-1']);
  expect(read).toBeLessThan(50);
});
