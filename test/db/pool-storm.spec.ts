import { request } from 'node:http';
import pg from 'pg';
import type { TicketPage } from '#libs/contracts';
import { currentTransaction, Database, TenantScope } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type Shop, type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world({ worker: false, settings: { DATABASE_POOL_SIZE: '2' } });
  for (let at = 0; at < 3; at += 1) {
    await desk.inquiry(desk.a);
    await desk.inquiry(desk.b);
  }
});
afterAll(() => desk?.close());

const inScope = <T>(
  shop: Shop,
  work: (sql: (text: string) => Promise<{ tenant_id: string }[]>) => Promise<T>,
): Promise<T> =>
  desk.api.app
    .get(Database)
    .transaction(TenantScope.of(shop.tenantId), () => work((text) => currentTransaction().runner.query(text)));

/** Sends a request and goes away before the answer, at one of several moments. */
const abandoned = (client: ApiClient, path: string, method: string, at: number): Promise<void> =>
  new Promise((resolve) => {
    const sent = request(`${desk.api.url}${path}`, {
      method,
      headers: { cookie: client.cookie, 'x-csrf-token': client.csrfToken },
    });
    sent.on('error', () => undefined);
    sent.on('close', () => resolve());
    sent.end(() => {
      if (at % 3 === 0) sent.destroy();
      else if (at % 3 === 1) setImmediate(() => sent.destroy());
    });
    if (at % 3 === 2) sent.on('response', (response) => response.destroy());
  });

test('two hundred requests of both shops on two connections, many of them cut off, see only their own', async () => {
  const people = { a: await desk.as('agentA'), b: await desk.as('agentB') };
  const stranger: string[] = [];
  const failures: Record<string, number> = {};
  const count = (kind: string): void => void (failures[kind] = (failures[kind] ?? 0) + 1);
  const ownRows = async (key: 'a' | 'b'): Promise<void> => {
    const page = await people[key].get<TicketPage>('/api/v1/tickets');
    expect(page.status).toBe(200);
    expect(page.body.items).toHaveLength(3);
    stranger.push(...page.body.items.filter(({ tenantId }) => tenantId !== desk[key].tenantId).map(({ id }) => id));
  };
  const thrown = (key: 'a' | 'b'): Promise<void> =>
    inScope(desk[key], async (sql) => {
      const rows = await sql('SELECT tenant_id FROM ticket');
      stranger.push(...rows.filter((row) => row.tenant_id !== desk[key].tenantId).map((row) => row.tenant_id));
      throw new Error('thrown on purpose');
    }).catch((error: Error) => count(error.message));
  const timedOut = (key: 'a' | 'b'): Promise<void> =>
    inScope(desk[key], async (sql) => {
      await sql(`SET LOCAL statement_timeout = '30ms'`);
      await sql('SELECT tenant_id, pg_sleep(5) FROM ticket');
    }).catch((error: { driverError?: { code?: string } }) => count(error.driverError?.code ?? 'other'));

  await Promise.all(
    Array.from({ length: 200 }, (_, at) => {
      const key = at % 2 ? 'a' : 'b';
      if (at % 10 < 3) return abandoned(people[key], '/api/v1/tickets', 'GET', at);
      if (at % 10 === 4) return thrown(key);
      if (at % 10 === 7) return timedOut(key);
      return ownRows(key);
    }),
  );
  expect(stranger).toEqual([]);
  expect(failures).toEqual({ 'thrown on purpose': 20, '57014': 20 });
});

test('afterwards no connection is in a transaction, and none remembers a scope', async () => {
  const app = new pg.Client({ connectionString: desk.database.appUrl });
  await app.connect();
  await until('all transactions have ended', async () => {
    const open = await app.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    return open.rowCount === 0;
  });
  await app.end();
  const database = desk.api.app.get(Database);
  const seen = new Set<string>();
  // Both connections of the pool at once, each asked on its own before a scope is set.
  let arrived = 0;
  let meet: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  await Promise.all(
    [0, 1].map(() =>
      database.transaction(TenantScope.nothing, async () => {
        const { runner } = currentTransaction();
        arrived += 1;
        if (arrived === 2) meet();
        await met;
        await runner.query('COMMIT');
        const [row] = (await runner.query(
          `SELECT pg_backend_pid() AS pid, current_setting('app.tenants', true) AS scope`,
        )) as [{ pid: number; scope: string | null }];
        expect(row.scope ?? '').toBe('');
        seen.add(String(row.pid));
        await expect(runner.query('SELECT count(*) FROM ticket')).rejects.toMatchObject({
          driverError: { code: '42501' },
        });
        await runner.query('BEGIN');
      }),
    ),
  );
  expect(seen.size).toBe(2);
});

test('outside a stimulus nothing reaches the database', async () => {
  expect(() => currentTransaction()).toThrow('no transaction is open here');
  const database = desk.api.app.get(Database);
  await expect(
    database.transaction(TenantScope.nothing, () =>
      database.transaction(TenantScope.of(desk.a.tenantId), async () => 1),
    ),
  ).rejects.toThrow('a transaction is already open');
});

test('an agent who goes away in the middle of a verb leaves the ticket either claimed or free', async () => {
  const { id } = await desk.inquiry(desk.a);
  const agent = await desk.as('agentA');
  await Promise.all(Array.from({ length: 20 }, (_, at) => abandoned(agent, `/api/v1/tickets/${id}/claim`, 'POST', at)));
  const view = await agent.get<{ version: number; state: string }>(`/api/v1/tickets/${id}`);
  expect(view.body).toMatchObject(view.body.version === 2 ? { state: 'open' } : { state: 'new', version: 1 });
});
