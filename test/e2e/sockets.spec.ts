import { connect as tcp } from 'node:net';
import { io } from 'socket.io-client';
import type { ServerToClient, TicketView } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { type ApiClient, ask, type ConsoleSocket, nextPush } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const PUSHES: (keyof ServerToClient)[] = [
  'tickets.changed',
  'queue.counters',
  'presence.changed',
  'presence.reload',
  'floor.changed',
  'portal.changed',
  'session.ended',
];

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(() => desk?.close());

/** Everything that this socket is told from now on. */
const recorded = (socket: ConsoleSocket): { event: string; text: string }[] => {
  const frames: { event: string; text: string }[] = [];
  socket.onAny((event: string, ...rest: unknown[]) => frames.push({ event, text: JSON.stringify(rest) }));
  return frames;
};

/** The error code of a raw answer; messages that the contract does not know go out as they are. */
const codeOf = async (socket: ConsoleSocket, event: string, ...body: unknown[]): Promise<string> => {
  const raw = socket.timeout(5_000) as unknown as { emitWithAck(name: string, ...rest: unknown[]): Promise<unknown> };
  const answer = (await raw.emitWithAck(event, ...body)) as { error?: { code: string } };
  return answer.error?.code ?? 'accepted';
};

/** The status line that a websocket handshake is answered with. */
const handshake = (headers: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(desk.api.url);
    const connection = tcp(Number(port), hostname, () => {
      const all = {
        Host: host,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      };
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
      connection.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
    connection.once('data', (bytes) => {
      connection.destroy();
      resolve(bytes.toString('latin1').split('\r\n')[0]!);
    });
    connection.once('error', reject);
  });

describe('the door', () => {
  test('a missing, foreign, null or look-alike origin is refused before any session is looked at', async () => {
    const agent = await desk.as('agentA');
    const { host, hostname, port } = new URL(desk.api.url);
    const foreign = [
      'https://evil.example',
      'null',
      '',
      `http://${host}.evil.example`,
      `http://evil-${host}`,
      `http://${hostname}`,
      `http://${hostname}:${Number(port) + 1}`,
      `http://${host}@evil.example`,
      `ftp://${host}`,
    ];
    for (const origin of foreign) {
      const line = await handshake({ Cookie: agent.cookie, Origin: origin });
      expect({ origin, line: line.replace(/^(HTTP\/1.1 \d+).*/, '$1') }).toEqual({ origin, line: 'HTTP/1.1 403' });
    }
    expect(await handshake({ Cookie: agent.cookie })).toContain(' 403 ');
    expect(await handshake({ Cookie: agent.cookie, Origin: desk.api.url })).toContain(' 101 ');
  });

  test('without a session, with a wrong one, or by polling nobody comes in', async () => {
    const stranger = await desk.as('agentA');
    await stranger.delete('/api/v1/session');
    await expect(stranger.connect()).rejects.toThrow('session.required');
    stranger.cookie = '';
    await expect(stranger.connect()).rejects.toThrow('session.required');
    const polled = await fetch(`${desk.api.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: desk.api.url },
    });
    expect(polled.status).toBe(400);
  });

  test('another namespace does not exist', async () => {
    const agent = await desk.as('agentA');
    const socket = io(`${desk.api.url}/admin`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: agent.cookie, origin: desk.api.url },
    });
    const refused = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', (error) => resolve(error.message));
    });
    socket.disconnect();
    expect(refused).toBe('Invalid namespace');
  });
});

describe('what a socket is told', () => {
  test('an agent of A never gets a frame about B, however much happens there and whatever was asked for', async () => {
    const [agentA, agentB, agentAB] = [await desk.as('agentA'), await desk.as('agentB'), await desk.as('agentAB')];
    const [socketA, socketB, socketAB] = [await agentA.connect(), await agentB.connect(), await agentAB.connect()];
    const theirs = await desk.inquiry(desk.b);
    const frames = recorded(socketA);
    const seenByBoth = recorded(socketAB);
    const rooms = [theirs.id, `tenant:${desk.b.tenantId}`, `shop:${desk.b.tenantId}`, '*', '%', 'may:floor:read'];
    for (const room of rooms) {
      for (const event of ['join', 'subscribe', 'room', 'queue.sync']) {
        expect(await codeOf(socketA, event, { room, since: room, ticketId: room })).toMatch(
          /^(not_found|request\.invalid)$/,
        );
      }
      const looked = await codeOf(socketA, 'presence.look', { ticketId: room, writing: false });
      expect(looked).toBe(room === theirs.id ? 'not_found' : 'request.invalid');
    }
    await ask(socketB, 'presence.look', { ticketId: theirs.id, writing: true });
    await agentB.post(`/api/v1/tickets/${theirs.id}/claim`);
    await agentB.post(`/api/v1/tickets/${theirs.id}/notes`, { text: 'メモ' });
    await agentAB.post(`/api/v1/tickets/${theirs.id}/sort`, { priority: 2 });
    // The tail hands on in order: when A's own later ticket has come, all before it would have come.
    const marker = await desk.inquiry(desk.a);
    await until('the marker arrives', async () => frames.some(({ text }) => text.includes(marker.id)));
    await until('counters of A arrive', async () => frames.some(({ event }) => event === 'queue.counters'));
    const ofB = [theirs.id, theirs.number, desk.b.tenantId, desk.b.desk.id, desk.userId('agentB'), '石井'];
    expect(frames.filter(({ text }) => ofB.some((trace) => text.includes(trace)))).toEqual([]);
    expect(seenByBoth.some(({ text }) => text.includes(theirs.id))).toBe(true);
    expect(await ask(socketA, 'presence.list', {})).toEqual([]);
    const synced = await ask<{ counters: { tenantId: string }[] }>(socketA, 'queue.sync', { since: '1' });
    expect(JSON.stringify(synced)).not.toContain(desk.b.tenantId);
  });

  test('counters of several shops come as one packet, to each with those of his or her own shops', async () => {
    const [one, both] = [await (await desk.as('agentA')).connect(), await (await desk.as('agentAB')).connect()];
    const tenantsOf = (frame: unknown) => (frame as { tenantId: string }[]).map(({ tenantId }) => tenantId).toSorted();
    const heard = { one: [] as string[][], both: [] as string[][] };
    one.on('queue.counters', (counters) => heard.one.push(tenantsOf(counters)));
    both.on('queue.counters', (counters) => heard.both.push(tenantsOf(counters)));
    await until('counters of both shops in one', async () => {
      await Promise.all([desk.inquiry(desk.a), desk.inquiry(desk.b)]);
      return heard.both.some((tenants) => tenants.length === 2) && heard.one.length > 0;
    });
    expect(heard.both.find((tenants) => tenants.length === 2)).toEqual([desk.a.tenantId, desk.b.tenantId].toSorted());
    expect(new Set(heard.one.flat())).toEqual(new Set([desk.a.tenantId]));
    one.disconnect();
    both.disconnect();
  });

  test("a shop's own person is only told that something changed, and only of the own shop", async () => {
    const shop = await desk.as('shopA');
    const socket = await shop.connect();
    const frames = recorded(socket);
    const agent = await desk.as('agentB');
    const theirs = await desk.inquiry(desk.b);
    await agent.post(`/api/v1/tickets/${theirs.id}/claim`);
    const told = nextPush(socket, 'portal.changed');
    const own = await desk.inquiry(desk.a);
    await told;
    const agentA = await desk.as('agentA');
    const working = await agentA.connect();
    await ask(working, 'presence.look', { ticketId: own.id, writing: true });
    const again = nextPush(socket, 'portal.changed');
    await agentA.post(`/api/v1/tickets/${own.id}/claim`);
    await again;
    expect(new Set(frames.map(({ event }) => event))).toEqual(new Set(['portal.changed']));
    for (const { text } of frames) expect(text).toMatch(/^\[\{"position":"\d+"\}\]$/);
    expect(await codeOf(socket, 'presence.look', { ticketId: own.id, writing: false })).toBe('permission.denied');
    expect(await codeOf(socket, 'presence.list', {})).toBe('permission.denied');
    const synced = await ask<{ reload: boolean; rows?: unknown }>(socket, 'queue.sync', { since: '1' });
    expect(synced).toMatchObject({ reload: true });
    expect(synced).not.toHaveProperty('rows');
  });
});

describe('odd messages', () => {
  test('each is refused with a code, and the socket and the process go on', async () => {
    const agent = await desk.as('agentA');
    const socket = await agent.connect();
    const nested = JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`) as object;
    const bodies: unknown[] = [
      [],
      [[]],
      null,
      1,
      'text',
      true,
      { since: {} },
      { since: ['1'] },
      { since: 'abc' },
      { since: '-1' },
      { since: '1', tenantId: desk.b.tenantId },
      JSON.parse('{"__proto__":{"since":"1"},"since":"x"}'),
      nested,
      { since: 'x'.repeat(30_000) },
    ];
    for (const body of bodies) {
      expect({ body: JSON.stringify(body).slice(0, 60), code: await codeOf(socket, 'queue.sync', body) }).toEqual({
        body: JSON.stringify(body).slice(0, 60),
        code: expect.stringMatching(/^request\.(invalid|unreadable)$/),
      });
    }
    expect(await codeOf(socket, 'queue.sync', { constructor: { prototype: { since: '1' } } })).not.toBe('internal');
    for (const event of ['__proto__', 'constructor', 'toString', 'queue', '', 'tickets.changed', ...PUSHES]) {
      expect({ event, code: await codeOf(socket, event, {}) }).toEqual({ event, code: 'not_found' });
    }
    // Without an acknowledgement nobody can be answered; that is no fault either.
    (socket as unknown as { emit(event: string, ...rest: unknown[]): void }).emit('queue.sync', { since: 'x' });
    (socket as unknown as { emit(event: string, ...rest: unknown[]): void }).emit('queue.sync');
    expect(await ask(socket, 'queue.sync', { since: null })).toMatchObject({ reload: false });
  });

  test('a frame beyond the limit or with a million promised attachments closes that socket alone', async () => {
    const [first, second] = [await desk.as('agentA'), await desk.as('agentB')];
    for (const send of [
      (socket: ConsoleSocket) => socket.io.engine.write('x'.repeat(70_000)),
      (socket: ConsoleSocket) => socket.io.engine.write('451000000-["queue.sync",{"_placeholder":true,"num":0}]'),
      (socket: ConsoleSocket) => socket.io.engine.write('4{{{{'),
      (socket: ConsoleSocket) => socket.io.engine.write('42'),
    ]) {
      const [socket, other] = [await first.connect(), await second.connect()];
      send(socket);
      await until('the odd socket is closed', async () => socket.disconnected);
      expect(await ask(other, 'queue.sync', { since: null })).toMatchObject({ reload: false });
      other.disconnect();
    }
    expect((await second.get('/healthz')).status).toBe(200);
  });

  test('a broken database is answered, and does not end the process', async () => {
    const agent = await desk.as('agentA');
    const socket = await agent.connect();
    await desk.asOwner('ALTER TABLE session RENAME TO session_away');
    try {
      expect(await codeOf(socket, 'queue.sync', { since: null })).toBe('internal');
    } finally {
      await desk.asOwner('ALTER TABLE session_away RENAME TO session');
    }
    expect(await ask(socket, 'queue.sync', { since: null })).toMatchObject({ reload: false });
  });
});

describe('authority that ends', () => {
  const untilCut = (socket: ConsoleSocket): Promise<unknown> =>
    new Promise((resolve) => socket.once('disconnect', resolve));
  const inBoth = (work: (users: UsersService) => Promise<void>): Promise<void> =>
    desk.inBoth(() => work(desk.api.app.get(UsersService)));

  const endings: [string, (person: ApiClient, userId: string) => Promise<unknown>, string, number][] = [
    ['signed out', (person) => person.delete('/api/v1/session'), 'signed_out', 401],
    ['signed out everywhere', (person) => person.delete('/api/v1/session/all'), 'signed_out', 401],
    ['stopped', (_person, userId) => inBoth((users) => users.stop(userId)), 'revoked', 401],
    [
      'given other roles',
      (_person, userId) => inBoth((users) => users.changeRoles(userId, ['campaign_sender'])),
      'rights_changed',
      403,
    ],
    [
      'taken from the shop',
      (_person, userId) => inBoth((users) => users.removeFromTenant(userId, desk.b.tenantId)),
      'rights_changed',
      404,
    ],
  ];

  test.each(endings)(
    'a person who is %s loses the socket without asking, and the next request',
    async (_, end, code, status) => {
      const person = await desk.join(['agent'], desk.a, desk.b);
      const { id } = await desk.inquiry(desk.b);
      const socket = await person.connect();
      expect((await person.get<TicketView>(`/api/v1/tickets/${id}`)).status).toBe(200);
      const reason = nextPush(socket, 'session.ended');
      const cut = untilCut(socket);
      await end(person, person.session!.user.id);
      expect((await reason)[0]).toEqual({ code });
      await cut;
      expect((await person.get(`/api/v1/tickets/${id}`)).status).toBe(status);
      expect((await person.post(`/api/v1/tickets/${id}/claim`)).status).toBe(status);
      const comesBack = await person.connect().then(
        () => true,
        () => false,
      );
      expect(comesBack).toBe(status !== 401);
    },
  );

  test('whose session runs out, too, who asks for nothing', async () => {
    const clock = new ClockAhead();
    const late = await world({ clock, worker: false });
    try {
      const socket = await (await late.as('agentA')).connect();
      const reason = new Promise((resolve) => socket.once('session.ended', resolve));
      const cut = untilCut(socket);
      clock.ahead = 12 * 3_600_000;
      expect(await reason).toEqual({ code: 'expired' });
      await cut;
    } finally {
      await late.close();
    }
  });

  test('who was taken from a shop comes back to the rooms of the others alone, and holds none of its tickets', async () => {
    const person = await desk.join(['agent'], desk.a, desk.b);
    const held = await desk.inquiry(desk.b);
    await person.post(`/api/v1/tickets/${held.id}/claim`);
    await inBoth((users) => users.removeFromTenant(person.session!.user.id, desk.b.tenantId));
    const socket = await person.connect();
    const frames = recorded(socket);
    const theirs = await desk.inquiry(desk.b);
    const own = await desk.inquiry(desk.a);
    await until('the own ticket arrives', async () => frames.some(({ text }) => text.includes(own.id)));
    expect(frames.filter(({ text }) => text.includes(theirs.id) || text.includes(desk.b.tenantId))).toEqual([]);
    const agentB = await desk.as('agentB');
    expect((await agentB.get<TicketView>(`/api/v1/tickets/${held.id}`)).body.assigneeId).toBeNull();
  });

  test('the tickets of who was taken from a shop are put back like any other: a new version, an event, a push', async () => {
    const person = await desk.join(['agent'], desk.a, desk.b);
    const userId = person.session!.user.id;
    const [held, closed, elsewhere] = [
      await desk.inquiry(desk.b),
      await desk.inquiry(desk.b),
      await desk.inquiry(desk.a),
    ];
    for (const { id } of [held, closed, elsewhere]) await person.post(`/api/v1/tickets/${id}/claim`);
    await person.post(`/api/v1/tickets/${closed.id}/resolve`);
    const watching = await desk.as('agentB');
    const before = (await watching.get<TicketView>(`/api/v1/tickets/${held.id}`)).body;
    const pushed = nextPush(await watching.connect(), 'tickets.changed', ({ rows }) =>
      rows.some(({ id, assigneeId }) => id === held.id && assigneeId === null),
    );
    await inBoth((users) => users.removeFromTenant(userId, desk.b.tenantId));
    await pushed;
    const after = (await watching.get<TicketView>(`/api/v1/tickets/${held.id}`)).body;
    expect(after).toMatchObject({ version: before.version + 1, state: 'new', assigneeId: null });
    expect(after.events.at(-1)).toMatchObject({ type: 'ticket.released', payload: { assigneeId: userId } });
    const done = (await watching.get<TicketView>(`/api/v1/tickets/${closed.id}`)).body;
    expect(done).toMatchObject({ state: 'closed', assigneeId: null });
    expect(done.events.at(-1)).toMatchObject({ type: 'ticket.released' });
    expect((await person.get<TicketView>(`/api/v1/tickets/${elsewhere.id}`)).body.assigneeId).toBe(userId);
  });

  test('a right that is taken away is gone on a socket that is still open', async () => {
    const person = await desk.join(['agent'], desk.a);
    const socket = await person.connect();
    // As another process would do it, whose announcement was lost: rights are read anew for each message.
    await desk.asOwner(`UPDATE app_user SET roles = '{campaign_sender}' WHERE id = $1`, [person.session!.user.id]);
    expect(await codeOf(socket, 'queue.sync', { since: null })).toBe('permission.denied');
    await desk.asOwner(`UPDATE app_user SET state = 'stopped' WHERE id = $1`, [person.session!.user.id]);
    expect(await codeOf(socket, 'queue.sync', { since: null })).toBe('session.required');
  });
});
