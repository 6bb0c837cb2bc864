import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FloorView, ServerToClient, TicketPresence } from '#libs/contracts';
import { ApiClient, ask, type ConsoleSocket, nextPush } from '../support/client.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { PASSWORD, type World, world } from '../support/world.js';
import { RedisServer } from './redis-server.js';

type Batch = Parameters<ServerToClient['tickets.changed']>[0];

let redis: RedisServer;
let desk: World;
let dataDir: string;
let first: DeskProcess;
let second: DeskProcess;
const clients: ApiClient[] = [];

const start = (): Promise<DeskProcess> =>
  startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'info',
  });

beforeAll(async () => {
  redis = await RedisServer.start();
  desk = await world({ worker: false });
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-two-'));
  first = await start();
  second = await start();
}, 120_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await first?.end('SIGKILL');
  await second?.end('SIGKILL');
  await desk?.close();
  await redis?.kill();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

const at = async (process: DeskProcess, person: string): Promise<ApiClient> => {
  const client = new ApiClient(process.url);
  await client.signIn(`${person}@desk.example.jp`, PASSWORD);
  clients.push(client);
  return client;
};

/** What a console shows of the tickets: the pushes, and the whole list whenever it is told to ask, of which the last one asked for counts. */
const watched = (socket: ConsoleSocket): Map<string, TicketPresence['people']> => {
  const shown = new Map<string, TicketPresence['people']>();
  let news: TicketPresence[] = [];
  const put = (presence: TicketPresence): void => {
    news.push(presence);
    shown.set(presence.ticketId, presence.people);
  };
  socket.on('presence.changed', put);
  socket.on('presence.reload', () => {
    const meanwhile = (news = []);
    void ask<TicketPresence[]>(socket, 'presence.list', {}).then((all) => {
      if (news !== meanwhile) return;
      shown.clear();
      [...all, ...meanwhile].forEach(put);
    });
  });
  return shown;
};
const names = (people: TicketPresence['people'] | undefined): string[] =>
  (people ?? []).map(({ shortName, writing }) => `${shortName}${writing ? '✎' : ''}`).toSorted();

const heard = (socket: ConsoleSocket): string[] => {
  const frames: string[] = [];
  socket.onAny((event: string, ...rest: unknown[]) => frames.push(`${event} ${JSON.stringify(rest)}`));
  return frames;
};

test('who looks and who writes is seen in the other process, by people of that tenant alone', async () => {
  const { id } = await desk.inquiry(desk.a);
  const [here, there, stranger] = [await at(first, 'agentA'), await at(second, 'agentAB'), await at(second, 'agentB')];
  const [looking, watching, outside] = [await here.connect(), await there.connect(), await stranger.connect()];
  const shown = watched(watching);
  const foreign = heard(outside);
  await ask(looking, 'presence.look', { ticketId: id, writing: false });
  await until('the look arrives', async () => names(shown.get(id)).join() === '小川');
  await ask(looking, 'presence.look', { ticketId: id, writing: true });
  await until('the writing arrives', async () => names(shown.get(id)).join() === '小川✎');
  expect(names((await ask<TicketPresence[]>(watching, 'presence.list', {}))[0]?.people)).toEqual(['小川✎']);
  expect(await ask(outside, 'presence.list', {})).toEqual([]);

  const supervisor = await at(second, 'supervisor');
  const people = (await supervisor.get<FloorView>('/api/v1/floor')).body.people;
  expect(people.find(({ shortName }) => shortName === '小川')).toMatchObject({
    here: true,
    lookingAt: { writing: true },
  });

  here.close();
  await until('a console that closes is gone', async () => names(shown.get(id)).length === 0);
  expect(foreign.filter((frame) => frame.includes(id) || frame.includes('小川'))).toEqual([]);
});

test('what happens in one process arrives once in both, and never at a stranger', async () => {
  const [here, there, stranger] = [await at(first, 'agentA'), await at(second, 'agentAB'), await at(second, 'agentB')];
  const sockets = [await here.connect(), await there.connect()];
  const foreign = heard(await stranger.connect());
  const events = sockets.map((socket) => {
    const seen: string[] = [];
    socket.on('tickets.changed', (batch: Batch) =>
      seen.push(...batch.events.map((event) => `${event.ticketId} ${event.type}`)),
    );
    return seen;
  });
  const tickets = await Promise.all(Array.from({ length: 20 }, () => desk.inquiry(desk.a)));
  for (const [index, { id }] of tickets.entries()) await (index % 2 ? here : there).post(`/api/v1/tickets/${id}/claim`);
  const expected = tickets.flatMap(({ id }) => [`${id} ticket.claimed`, `${id} ticket.opened`]).toSorted();
  for (const seen of events) await until('all facts arrive', async () => seen.length >= expected.length);
  // One more, behind which nothing of before can come.
  const marker = await desk.inquiry(desk.a);
  for (const seen of events) {
    await until('the marker arrives', async () => seen.some((line) => line.startsWith(marker.id)));
    expect(seen.filter((line) => !line.startsWith(marker.id)).toSorted()).toEqual(expected);
  }
  expect(foreign.filter((frame) => tickets.some(({ id }) => frame.includes(id)))).toEqual([]);
});

test('a session that ends in one process closes its sockets in the other', async () => {
  const here = await at(first, 'agentA');
  const elsewhere = new ApiClient(second.url);
  Object.assign(elsewhere, { cookie: here.cookie, csrfToken: here.csrfToken });
  clients.push(elsewhere);
  const socket = await elsewhere.connect();
  const told = nextPush(socket, 'session.ended');
  const gone = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
  await here.delete('/api/v1/session');
  expect(await told).toEqual([{ code: 'signed_out' }]);
  await gone;
  await expect(elsewhere.connect()).rejects.toThrow('session.required');
});

test('who sat at a process that was killed is gone from the screens of the others', async () => {
  const { id } = await desk.inquiry(desk.a);
  const there = await at(second, 'agentAB');
  const watching = await there.connect();
  const shown = watched(watching);
  const doomed = await start();
  // Only a process that was seen can be missed.
  await until('the newcomer is seen', async () => second.output().includes('"processes":3'));
  const looking = await (await at(doomed, 'agentA')).connect();
  await ask(looking, 'presence.look', { ticketId: id, writing: true });
  await until('the writing arrives', async () => names(shown.get(id)).join() === '小川✎');
  await doomed.end('SIGKILL');
  await until('the killed one is gone', async () => names(shown.get(id)).length === 0);
  expect(await ask(watching, 'presence.list', {})).toEqual([]);
}, 60_000);

test('while Redis is away facts still cross, each process shows its own people, and presence comes back with it', async () => {
  const { id } = await desk.inquiry(desk.a);
  const [here, there] = [await at(first, 'agentA'), await at(second, 'agentAB')];
  const [looking, watching] = [await here.connect(), await there.connect()];
  const shown = watched(watching);
  await ask(looking, 'presence.look', { ticketId: id, writing: true });
  await until('the writing arrives', async () => names(shown.get(id)).join() === '小川✎');

  await redis.kill();
  await until('whom nobody can vouch for is gone', async () => names(shown.get(id)).length === 0);
  const pushed = nextPush(watching, 'tickets.changed', (batch) => batch.rows.some((row) => row.id === id));
  expect((await here.post(`/api/v1/tickets/${id}/claim`)).status).toBe(200);
  await pushed;
  expect(await ask(watching, 'presence.look', { ticketId: id, writing: false })).toMatchObject({
    people: [{ shortName: '佐藤' }],
  });
  for (const client of [here, there]) {
    expect((await client.get('/healthz')).status).toBe(200);
    expect((await client.get('/readyz')).status).toBe(200);
  }
  const supervisor = await at(second, 'supervisor');
  expect((await supervisor.get('/api/v1/floor')).status).toBe(200);

  // One is back while the other still tries: nobody asks for its people again unless it says that it is there.
  const letGo = first.hold();
  await redis.begin();
  await until('one is back', async () => second.output().includes('redis is back'));
  letGo();
  await until('both are seen again', async () => names(shown.get(id)).join() === '佐藤,小川✎', 30);
  await ask(looking, 'presence.look', { ticketId: null, writing: false });
  await until('changes cross again', async () => names(shown.get(id)).join() === '佐藤');
  for (const process of [first, second]) {
    expect(process.output().split('redis is away').length - 1).toBe(1);
    expect(process.output().split('redis is back').length - 1).toBe(1);
    expect(process.output()).not.toMatch(/"level":(50|60)/);
  }
}, 90_000);

test('a process opens without Redis and joins it later', async () => {
  await redis.kill();
  const late = await start();
  try {
    const [here, there] = [await at(late, 'agentA'), await at(second, 'agentAB')];
    const [looking, watching] = [await here.connect(), await there.connect()];
    const { id } = await desk.inquiry(desk.a);
    await ask(looking, 'presence.look', { ticketId: id, writing: false });
    expect(await ask(watching, 'presence.list', {})).toEqual([]);
    await redis.begin();
    await until(
      'the late one is joined',
      async () => names((await ask<TicketPresence[]>(watching, 'presence.list', {}))[0]?.people).join() === '小川',
      30,
    );
  } finally {
    await late.end('SIGTERM');
  }
}, 60_000);
