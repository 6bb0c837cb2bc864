import pg from 'pg';
import type {
  ListView,
  ServerToClient,
  SyncAnswer,
  TenantCounters,
  TicketPage,
  TicketRow,
  TicketView,
} from '#libs/contracts';
import { type ApiClient, ask, type ConsoleSocket, nextPush } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

type Batch = Parameters<ServerToClient['tickets.changed']>[0];

let desk: World;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world({ worker: false });
  agent = await desk.as('agentA');
});
afterAll(() => desk?.close());

/** What a console does with pushes: a row is applied only when its version is not below the one that it shows. */
class Screen {
  readonly rows = new Map<string, TicketRow>();
  position = '0';

  apply(rows: readonly TicketRow[], position: string): void {
    for (const row of rows) if (row.version >= (this.rows.get(row.id)?.version ?? 0)) this.rows.set(row.id, row);
    this.position = position;
  }

  follow(socket: ConsoleSocket): void {
    socket.on('tickets.changed', ({ rows, position }) => this.apply(rows, position));
  }

  shown(): TicketRow[] {
    return [...this.rows.values()].toSorted((a, b) => a.id.localeCompare(b.id));
  }
}

const listed = async (): Promise<TicketRow[]> => {
  const rows: TicketRow[] = [];
  for (let cursor = ''; ;) {
    const { body } = await agent.get<TicketPage>(`/api/v1/tickets?limit=200${cursor && `&cursor=${cursor}`}`);
    rows.push(...body.items);
    if (body.nextCursor === null) return rows.toSorted((a, b) => a.id.localeCompare(b.id));
    cursor = body.nextCursor;
  }
};

const sync = (socket: ConsoleSocket, since: string | null): Promise<SyncAnswer> => ask(socket, 'queue.sync', { since });

/** The rows of an answer that is no order to reload. */
const caughtUp = (answer: SyncAnswer): TicketRow[] => {
  if (answer.reload) throw new Error('the desk asks to reload');
  return answer.rows;
};

/** Writes of a transaction that some other process holds open. */
const heldTransaction = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: desk.database.appUrl });
  await client.connect();
  await client.query(`BEGIN; SELECT set_config('app.tenants', '{${desk.a.tenantId}}', true)`);
  return client;
};
const writeEvent = (client: pg.Client, ticketId: string): Promise<unknown> =>
  client.query(
    `WITH changed AS (UPDATE ticket SET priority = 1, version = version + 1 WHERE id = $2)
     INSERT INTO event (tenant_id, type, subject_id, payload) VALUES ($1, 'ticket.sorted', $2, '{}')`,
    [desk.a.tenantId, ticketId],
  );

const eventsSince = async (position: string): Promise<number> => {
  const client = await heldTransaction();
  const counted = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM event WHERE xid >= $1::xid8',
    [position],
  );
  await client.end();
  return counted.rows[0]!.count;
};

test('a console that missed a thousand events shows the same as a fresh list', async () => {
  const socket = await agent.connect();
  const screen = new Screen();
  const first = await sync(socket, null);
  screen.apply(await listed(), first.position);
  screen.follow(socket);
  const before = await Promise.all([desk.inquiry(desk.a), desk.inquiry(desk.a)]);
  await until('pushes have arrived', async () => before.every(({ id }) => screen.rows.has(id)));
  socket.disconnect();

  const missed: { id: string }[] = [];
  for (let at = 0; at < 200; at += 1) missed.push(await desk.inquiry(desk.a));
  const supervisor = await desk.as('supervisor');
  for (const [at, { id }] of missed.slice(0, 60).entries()) {
    await supervisor.post(`/api/v1/tickets/${id}/${at % 2 ? 'claim' : 'resolve'}`);
  }
  // The rest by another process, each ticket four times over.
  const other = await heldTransaction();
  for (const { id } of missed) for (let time = 0; time < 4; time += 1) await writeEvent(other, id);
  await other.query('COMMIT');
  await other.end();
  await agent.post(`/api/v1/tickets/${before[0].id}/claim`);
  expect(await eventsSince(screen.position)).toBeGreaterThan(1_000);

  const again = await agent.connect();
  screen.follow(again);
  const answer = await sync(again, screen.position);
  screen.apply(caughtUp(answer), answer.position);
  expect(screen.shown()).toEqual(await listed());
  again.disconnect();
});

test('doubled and late pushes change nothing', async () => {
  const { id } = await desk.inquiry(desk.a);
  const screen = new Screen();
  const views: TicketRow[] = [];
  const socket = await agent.connect();
  socket.on('tickets.changed', ({ rows }) => views.push(...rows.filter((row) => row.id === id)));
  for (const verb of ['claim', 'release', 'resolve']) await agent.post(`/api/v1/tickets/${id}/${verb}`);
  await until('the last state arrives', async () => views.some(({ state }) => state === 'closed'));
  for (const row of [...views, ...views.toReversed(), ...views]) screen.apply([row], '1');
  expect(screen.shown()).toMatchObject([{ id, state: 'closed', version: 4 }]);
  socket.disconnect();
});

test('more than two thousand changed tickets are an order to reload', async () => {
  const socket = await agent.connect();
  const { position } = await sync(socket, null);
  const held = await heldTransaction();
  await held.query(
    `INSERT INTO event (tenant_id, type, subject_id, payload)
     SELECT $1, 'ticket.sorted', gen_random_uuid(), '{}' FROM generate_series(1, 2001)`,
    [desk.a.tenantId],
  );
  await held.query('COMMIT');
  await held.end();
  expect(await sync(socket, position)).toEqual({ reload: true, position: expect.stringMatching(/^\d+$/) });
  const { id } = await desk.inquiry(desk.a);
  // Anybody's open transaction on this server holds the position back.
  const present = await until('a position behind all of these', async () => {
    const now = await sync(socket, null);
    return !(await sync(socket, now.position)).reload && now;
  });
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const small = caughtUp(await sync(socket, present.position));
  expect(small.map((row) => row.id)).toContain(id);
  socket.disconnect();
});

describe('a transaction that began first and commits last', () => {
  test('is pushed, and is caught up on, although higher numbers were long seen', async () => {
    const [late, early] = [await desk.inquiry(desk.a), await desk.inquiry(desk.a)];
    const socket = await agent.connect();
    const held = await heldTransaction();
    await writeEvent(held, late.id);

    const pushed = nextPush(socket, 'tickets.changed', ({ events }) =>
      events.some(({ ticketId }) => ticketId === early.id),
    );
    await agent.post(`/api/v1/tickets/${early.id}/claim`);
    const [batch] = await pushed;
    // The console goes away here, having seen the later number, and not the earlier one.
    const gone = await sync(socket, batch.position);

    const arrives = nextPush(socket, 'tickets.changed', ({ events }) =>
      events.some(({ ticketId }) => ticketId === late.id),
    );
    await held.query('COMMIT');
    await held.end();
    const [second] = await arrives;
    expect(second.rows.find(({ id }) => id === late.id)).toMatchObject({ priority: 1, version: 2 });

    for (const since of [batch.position, gone.position]) {
      const rows = caughtUp(await sync(socket, since));
      expect(rows.find(({ id }) => id === late.id)).toMatchObject({ version: 2, priority: 1 });
    }
    socket.disconnect();
  });

  test('that is rolled back leaves no trace', async () => {
    const { id } = await desk.inquiry(desk.a);
    const socket = await agent.connect();
    const { position } = await sync(socket, null);
    const batches: Batch[] = [];
    socket.on('tickets.changed', (batch) => batches.push(batch));
    const held = await heldTransaction();
    await writeEvent(held, id);
    await held.query('ROLLBACK');
    await held.end();
    const marker = await desk.inquiry(desk.a);
    await until('the marker arrives', async () => batches.some(({ rows }) => rows.some((row) => row.id === marker.id)));
    // Its opening may be heard only now, or lie in the caught-up span; what was rolled back may not.
    const heard = batches.flatMap(({ events }) => events).filter(({ ticketId }) => ticketId === id);
    expect(heard.filter(({ type }) => type !== 'ticket.opened')).toEqual([]);
    const rows = caughtUp(await sync(socket, position));
    expect(rows.filter((row) => row.id === id && row.version !== 1)).toEqual([]);
    socket.disconnect();
  });

  test('holds nothing up: what others commit meanwhile is pushed at once, each event once', async () => {
    const { id } = await desk.inquiry(desk.a);
    const socket = await agent.connect();
    const held = await heldTransaction();
    await writeEvent(held, id);
    const events: string[] = [];
    socket.on('tickets.changed', (batch) =>
      events.push(...batch.events.map((event) => `${event.type} ${event.ticketId}`)),
    );
    const opened: string[] = [];
    for (let at = 0; at < 10; at += 1) opened.push((await desk.inquiry(desk.a)).id);
    await until('all ten arrive', async () => opened.every((each) => events.includes(`ticket.opened ${each}`)));
    await held.query('COMMIT');
    await held.end();
    await until('the held one arrives', async () => events.includes(`ticket.sorted ${id}`));
    expect(events.length).toBe(new Set(events).size);
    socket.disconnect();
  });
});

test('one transaction with more events than a page is read to its end, and holds up nothing behind it', async () => {
  const { id } = await desk.inquiry(desk.a);
  const socket = await agent.connect();
  let sorted = 0;
  socket.on('tickets.changed', ({ events }) => {
    sorted += events.filter((event) => event.type === 'ticket.sorted' && event.ticketId === id).length;
  });
  const held = await heldTransaction();
  await held.query(
    `INSERT INTO event (tenant_id, type, subject_id, payload)
     SELECT $1, 'ticket.sorted', $2, '{}' FROM generate_series(1, 10050)`,
    [desk.a.tenantId, id],
  );
  await held.query('COMMIT');
  await held.end();
  await until('all of them are handed on, each once', async () => sorted === 10_050);
  const behind = nextPush(socket, 'tickets.changed', ({ events }) =>
    events.some(({ type }) => type === 'ticket.claimed'),
  );
  await agent.post(`/api/v1/tickets/${id}/claim`);
  await behind;
  expect(sorted).toBe(10_050);
  socket.disconnect();
});

test('with the listening connection killed, pushes still arrive by the poll, and it comes back', async () => {
  const socket = await agent.connect();
  const listeners = `pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'`;
  // Only a role itself, or a superuser, sees and ends its connections.
  const role = new pg.Client({ connectionString: desk.database.appUrl });
  await role.connect();
  const killed = await role.query(`SELECT pg_terminate_backend(pid) AS killed FROM ${listeners}`);
  expect(killed.rows).toEqual([{ killed: true }]);
  const screen = new Screen();
  screen.follow(socket);
  const { id } = await desk.inquiry(desk.a);
  await until('the push arrives', async () => screen.rows.has(id));
  await until('it listens again', async () => (await role.query(`SELECT 1 FROM ${listeners}`)).rowCount === 1);
  await role.end();
  socket.disconnect();
});

test('a batch that could not be pushed is pushed again, and not skipped by its position', async () => {
  const socket = await agent.connect();
  const screen = new Screen();
  screen.follow(socket);
  const { id } = await desk.inquiry(desk.a);
  await until('the console knows it', async () => screen.rows.has(id));
  const held = await heldTransaction();
  await writeEvent(held, id);
  // Reading rows for pushes waits for this lock, until its connection is cut; the event itself is already read by then.
  const blocker = new pg.Client({ connectionString: desk.database.ownerUrl });
  await blocker.connect();
  await blocker.query('BEGIN; LOCK TABLE requester IN ACCESS EXCLUSIVE MODE');
  await held.query('COMMIT');
  await held.end();
  const app = new pg.Client({ connectionString: desk.database.appUrl });
  await app.connect();
  const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until('the push was cut', async () => {
    const cut = await app.query(`SELECT pg_terminate_backend(pid) FROM ${waiting}`);
    return (cut.rowCount ?? 0) > 0;
  });
  await blocker.query('ROLLBACK');
  await Promise.all([blocker.end(), app.end()]);
  await until('the batch arrives after all', async () => screen.rows.get(id)?.version === 2);
  expect(screen.rows.get(id)).toMatchObject({ priority: 1 });
  socket.disconnect();
});

test('what the process writes itself is pushed without reading the log, and once', async () => {
  const { id } = await desk.inquiry(desk.a);
  const socket = await agent.connect();
  const heard: string[] = [];
  socket.on('tickets.changed', ({ events }) => heard.push(...events.map((event) => `${event.type} ${event.ticketId}`)));
  const owner = new pg.Client({ connectionString: desk.database.ownerUrl });
  await owner.connect();
  const reading = 'EXECUTE ON FUNCTION app.events_after(xid8, bigint, integer)';
  const { username: role } = new URL(desk.database.appUrl);
  await owner.query(`REVOKE ${reading} FROM ${role}`);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  await until('the claim is pushed', async () => heard.includes(`ticket.claimed ${id}`));
  await owner.query(`GRANT ${reading} TO ${role}`);
  await owner.end();
  const held = await heldTransaction();
  await writeEvent(held, id);
  await held.query('COMMIT');
  await held.end();
  await until('what another process wrote is read', async () => heard.includes(`ticket.sorted ${id}`));
  expect(heard.filter((each) => each.endsWith(id) && each !== `ticket.opened ${id}`)).toEqual([
    `ticket.claimed ${id}`,
    `ticket.sorted ${id}`,
  ]);
  socket.disconnect();
});

test('counters come at most once a second for a tenant, and are right in the end', async () => {
  const socket = await agent.connect();
  const frames: { at: number; counters: TenantCounters[] }[] = [];
  socket.on('queue.counters', (counters) => frames.push({ at: performance.now(), counters }));
  const began = performance.now();
  while (performance.now() - began < 2_500) {
    const { id } = await desk.inquiry(desk.a);
    await agent.post(`/api/v1/tickets/${id}/resolve`);
  }
  const last = await desk.inquiry(desk.a);
  await agent.post<TicketView>(`/api/v1/tickets/${last.id}/claim`);
  const present = (await agent.get<ListView<TenantCounters>>('/api/v1/queue/counters')).body.items;
  await until('the last figures are the present ones', async () => {
    const [counters] = frames.at(-1)?.counters ?? [];
    return counters?.waiting === present[0]!.waiting && counters.unassigned === present[0]!.unassigned;
  });
  expect(frames.every(({ counters }) => counters.length === 1 && counters[0]!.tenantId === desk.a.tenantId)).toBe(true);
  expect(frames.length).toBeGreaterThan(1);
  // The first may have been due already. A slow machine makes the time longer, never the frames more.
  const seconds = (frames.at(-1)!.at - began) / 1_000;
  expect(frames.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  expect(frames.at(-1)!.counters).toEqual(present);
  socket.disconnect();
});

test('positions of another database or of the future are an order to reload', async () => {
  const socket = await agent.connect();
  for (const since of ['18000000000000000000', '99999999999999999999'])
    expect(await sync(socket, since)).toMatchObject({ reload: true });
  socket.disconnect();
});
