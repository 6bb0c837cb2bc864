import { MailRepository } from '#libs/channels';
import { currentTransaction } from '#libs/platform';
import { acknowledge } from '../support/acknowledge.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false });
});
afterAll(() => desk?.close());

/** A new desk's first minutes: each inquiry from another person, and the statistics know of none. */
const FLOOD = `
  WITH n AS MATERIALIZED (
    SELECT t.tenant_id, t.desk_id, n, gen_random_uuid() AS id FROM ticket t, generate_series(1, 3000) n WHERE t.id = $1
  ), r AS (
    INSERT INTO requester (tenant_id, id, name, email, email_key)
    SELECT tenant_id, id, '人' || n, n || '@mail.example.jp', n || '@mail.example.jp' FROM n
  ), t AS (
    INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at)
    SELECT tenant_id, id, 'flood-' || n, desk_id, id, 'new', 'AFF', 'form', 'ja', '', '', now() FROM n
  )
  INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, created_at)
  SELECT tenant_id, id, id, 'inbound', 'form', '人', '', now() FROM n`;
const READ = `
  SELECT sum(pg_stat_get_xact_tuples_returned(c.oid))::int AS rows FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')`;

const readSoFar = async (): Promise<number> => {
  const [{ rows }] = (await currentTransaction().manager.query(READ)) as [{ rows: number }];
  return rows;
};
/** How many rows and index entries the work reads. */
const readBy = (work: () => Promise<unknown>): Promise<number> =>
  desk.inBoth(async () => {
    const before = await readSoFar();
    await work();
    return (await readSoFar()) - before;
  });

test('a mail reads its own ticket, however many came before the statistics', async () => {
  const { id } = await desk.inquiry(desk.a, { acknowledge: true });
  await desk.inBoth(() => currentTransaction().manager.query(FLOOD, [id]));
  const messageId = await acknowledge(desk, id);
  const mails = new MailRepository();
  expect(await readBy(() => mails.waiting(desk.a.tenantId, messageId, new Date()))).toBeLessThan(200);
  expect(await readBy(() => mails.claim(desk.a.tenantId, messageId, new Date()))).toBeLessThan(200);
});
