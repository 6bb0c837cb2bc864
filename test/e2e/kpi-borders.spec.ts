import type { KpiRow, KpiView, NewCallEventKey } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { KpisService } from '#libs/reporting';
import { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

const DAY = '2016-06-23';
const RANG = jst(`${DAY} 10:30`);

let desk: World;
let supervisor: ApiClient;
let exchange: (event: string, callId: string, seconds: number) => Promise<void>;
beforeAll(async () => {
  desk = await world({ clock: new MovableClock(jst(`${DAY} 11:00`)), worker: false });
  supervisor = await desk.as('supervisor');
  const { key } = (await (await desk.as('admin')).post<NewCallEventKey>('/api/v1/call-events/key')).body;
  const switchboard = new ApiClient(desk.api.url);
  exchange = async (event, callId, seconds) => {
    const at = new Date(RANG.getTime() + seconds * 1_000).toISOString();
    const body = { callId, event, dialledNumber: '03-0000-0310', callerNumber: null, at };
    const { status } = await switchboard.post('/api/v1/call-events', body, { authorization: `Bearer ${key}` });
    if (status !== 200) throw new Error(`the exchange was answered ${status}`);
  };
});
afterAll(() => desk?.close());

const phone = async (): Promise<KpiRow['calls']> => {
  const { status, body } = await supervisor.get<KpiView>('/api/v1/kpis');
  expect(status).toBe(200);
  return body.items[0]!.calls;
};

test('a call that still rings is offered, and nothing else yet', async () => {
  await exchange('ringing', 'rings', 0);
  const rings = { offered: 1, answered: 0, abandoned: 0, averageSpeedOfAnswer: null, handling: null };
  expect(await phone()).toMatchObject(rings);
});

test('at the threshold itself a call counts as answered in time, and as neither short nor late where it is given up', async () => {
  await exchange('answered', 'rings', 20);
  for (const seconds of [5, 20]) {
    await exchange('ringing', `given-up-${seconds}`, 0);
    await exchange('abandoned', `given-up-${seconds}`, seconds);
  }
  const { serviceLevel, abandoned, abandonedShort } = await phone();
  expect({ abandoned, abandonedShort }).toEqual({ abandoned: 2, abandonedShort: 0 });
  expect(serviceLevel).toMatchObject({ ofOffered: { count: 1, of: 3 }, ofAnsweredAndLate: { count: 1, of: 1 } });
});

/** Enough of everything that the planner has a reason to prefer one index to another. */
const MANY = `
  WITH n AS MATERIALIZED (SELECT n, gen_random_uuid() AS ticket, gen_random_uuid() AS person, gen_random_uuid() AS word,
                                 '2016-06-01Z'::timestamptz + n * interval '5 minutes' AS at FROM generate_series(1, 4000) n),
  r AS (INSERT INTO requester (tenant_id, id, name, email_key, phone_key) SELECT $1, person, '村瀬', 'p' || n, '+81' || n FROM n),
  t AS (INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at)
        SELECT $1, ticket, n::text, $2, person, 'answered', 'AFF', 'form', 'ja', '', '', at FROM n),
  m AS (INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, delivery_state, author_id, created_at)
        SELECT $1, word, ticket, 'outbound', 'email', '', '', 'sent', $3, at FROM n),
  p AS (INSERT INTO phone_call (tenant_id, id, ticket_id, desk_id, offered_at, answered_at, agent_id)
        SELECT $1, gen_random_uuid(), ticket, $2, at, at, $3 FROM n)
  INSERT INTO event (tenant_id, type, subject_id, payload, at)
  SELECT $1, type, ticket, jsonb_build_object('state', 'answered', 'messageId', word), at
    FROM n, unnest(ARRAY['ticket.replied', 'ticket.reopened', 'escalation.opened', 'ticket.claimed']) AS type`;

test('under row-level security the records of figures are looked up by their keys', async () => {
  await desk.inBoth(() =>
    currentTransaction().manager.query(MANY, [desk.a.tenantId, desk.a.desk.id, desk.userId('agentA')]),
  );
  await desk.asOwner('ANALYZE');
  const plans = await desk.inBoth(async () => {
    const asked = await statementsOf(() =>
      desk.api.app
        .get(KpisService)
        .view({ from: '2016-06-01T00:00Z', to: '2016-06-30T00:00Z', step: 'whole', by: 'agent' }),
    );
    const lines: string[] = [];
    for (const { text, values } of asked) {
      const { rows } = await currentTransaction().client.query(`EXPLAIN ${text}`, values);
      lines.push(...(rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN'].trim()));
    }
    return lines;
  });
  expect(plans.filter((line) => line.includes('message_of_people')).length).toBeGreaterThan(3);
  expect(plans.filter((line) => KEYS.test(line))).toEqual([]);
});

interface Statement {
  text: string;
  values: unknown[];
}

/** What `work` asks the database in this transaction. */
const statementsOf = async (work: () => Promise<unknown>): Promise<Statement[]> => {
  const { client } = currentTransaction();
  const statements: Statement[] = [];
  const query = client.query.bind(client) as (statement: Statement) => unknown;
  Object.assign(client, {
    query: (statement: Statement) => {
      statements.push(statement);
      return query(statement);
    },
  });
  await work().finally(() => Object.assign(client, { query }));
  return statements;
};

/** A key that rows are only filtered by: a whole table is read for each record, and seconds become minutes. */
const KEYS =
  /^Filter: .*(?:\b(?:ticket_id|subject_id|survivor_id|requester_id|email_key|phone_key)|\(id) = (?!ANY|\(hashed)/;
