import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { CallbackBand, PromiseCounts, PromiseList, PromiseView, TicketView } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { type ApiClient, nextPush } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { owePromises } from '../support/many-promises.js';
import { passTime } from '../support/pass-time.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(() => desk?.close());

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const band = (from: number, length = 60) => ({ from: inMinutes(from), until: inMinutes(from + length) });
const HOUR = 60;
const promised = async (client: ApiClient, ticketId: string, over: object = {}): Promise<PromiseView> => {
  const body = { kind: 'callback', ...band(30 * HOUR), phone: '090-0000-0162', callerIdTold: true, ...over };
  const answer = await client.post<PromiseView>(`/api/v1/tickets/${ticketId}/promises`, body);
  expect(answer.status).toBe(201);
  return answer.body;
};
const list = async (client: ApiClient): Promise<PromiseView[]> =>
  (await client.get<PromiseList>('/api/v1/promises')).body.items;
const ticketOf = async (client: ApiClient, id: string): Promise<TicketView> =>
  (await client.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const eventsOf = async (client: ApiClient, id: string): Promise<string[]> =>
  (await ticketOf(client, id)).events.map(({ type }) => type).filter((type) => type.startsWith('promise.'));
const claimed = async (client: ApiClient, shop = desk.a): Promise<string> => {
  const { id } = await desk.inquiry(shop);
  await client.post(`/api/v1/tickets/${id}/claim`);
  return id;
};

test('thousands are read page by page and counted, each once; a shop’s own colleagues alone count them', async () => {
  const many = await world();
  try {
    const agent = await many.as('agentAB');
    const { id } = await many.inquiry(many.a);
    await agent.post(`/api/v1/tickets/${id}/claim`);
    const first = await promised(agent, id, { kind: 'answer', until: inMinutes(30) });
    await owePromises(many, first.id, 1_204);

    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `?cursor=${cursor}` : '';
      const page: PromiseList = (await agent.get<PromiseList>(`/api/v1/promises${query}`)).body;
      expect(page.items.length).toBeLessThanOrEqual(200);
      read.push(...page.items.map((promise) => promise.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(read).toHaveLength(1_205);
    expect(new Set(read).size).toBe(1_205);
    expect(read[0]).toBe(first.id);

    const counts = async (client: ApiClient, query = '') =>
      (await client.get<PromiseCounts>(`/api/v1/promises/counts${query}`)).body.owed;
    const { callback, answer } = await counts(agent);
    expect(Object.values(answer).reduce((sum, count) => sum + count)).toBe(1_205);
    expect(answer).toMatchObject({ over: 0, hour: 31 });
    expect(callback).toEqual({ over: 0, hour: 0, today: 0, later: 0 });
    const nothing = { over: 0, hour: 0, today: 0, later: 0 };
    expect(await counts(await many.as('agentB'))).toEqual({ callback: nothing, answer: nothing });

    const of = async (client: ApiClient, query: string) =>
      (await client.get<PromiseList>(`/api/v1/promises?${query}`)).body.items.length;
    expect(await of(agent, 'kind=callback')).toBe(0);
    expect(await of(agent, 'mine=true')).toBe(200);
    expect(await of(await many.as('agentA'), 'mine=true')).toBe(0);
    expect((await agent.get('/api/v1/promises?cursor=nowhere')).status).toBe(400);
    expect((await agent.get('/api/v1/promises?kind=gift')).status).toBe(400);
  } finally {
    await many.close();
  }
}, 60_000);

describe('a callback', () => {
  test('is owed by its time, stands in the list of both staff and its shop alone, and is told to open consoles', async () => {
    const [agent, stranger] = [await desk.as('agentA'), await desk.as('agentB')];
    const socket = await agent.connect();
    const heard = nextPush(socket, 'promises.changed');
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId, { say: '公表の経緯。', limits: '補償には触れない。' });
    await heard;
    expect(promise).toMatchObject({
      state: 'open',
      callerId: '03-0000-0310',
      say: '公表の経緯。',
      limits: '補償には触れない。',
      assigneeName: '小川',
      attempts: [],
    });
    expect(await ticketOf(agent, ticketId)).toMatchObject({ state: 'callback_due', dueAt: promise.until });
    expect((await list(agent)).map(({ id }) => id)).toContain(promise.id);
    expect(await list(stranger)).toEqual([]);
    const shop = await desk.as('shopA');
    expect((await shop.get('/api/v1/promises')).status).toBe(403);
  });

  test('stays owed while the ticket changes hands, is answered by mail, or is to be closed', async () => {
    const [agent, supervisor] = [await desk.as('agentA'), await desk.as('supervisor')];
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId);
    await agent.post(`/api/v1/tickets/${ticketId}/release`);
    await supervisor.post(`/api/v1/tickets/${ticketId}/assign`, { assigneeId: desk.userId('agentAB') });
    const refused = await supervisor.post(`/api/v1/tickets/${ticketId}/resolve`);
    expect(refused.body).toMatchObject({ code: 'ticket.promise_open', details: { until: promise.until } });
    const holder = await desk.as('agentAB');
    const { version } = await ticketOf(holder, ticketId);
    const replied = await holder.post<TicketView>(`/api/v1/tickets/${ticketId}/replies`, {
      text: '藤代 恵 様\n\nお電話の前に、資料をお送りします。',
      baseVersion: version,
      idempotencyKey: randomUUID(),
    });
    expect(replied.body).toMatchObject({ state: 'callback_due' });
    expect((await list(agent)).some(({ id }) => id === promise.id)).toBe(true);
    await holder.post(`/api/v1/promises/${promise.id}/withdraw`);
    expect((await holder.post(`/api/v1/tickets/${ticketId}/resolve`)).body).toMatchObject({ state: 'closed' });
  });

  test('goes with its ticket to the next holder, waits free where nobody has it, and is in the way of handing back', async () => {
    const [agent, supervisor, colleague] = [
      await desk.as('agentA'),
      await desk.as('supervisor'),
      await desk.as('agentAB'),
    ];
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId);
    const holder = async () => (await list(colleague)).find(({ id }) => id === promise.id)?.assigneeName;
    await supervisor.post(`/api/v1/tickets/${ticketId}/assign`, { assigneeId: desk.userId('agentAB') });
    expect(await holder()).toBe('佐藤');
    await colleague.post(`/api/v1/tickets/${ticketId}/release`);
    expect(await holder()).toBeNull();
    await agent.post(`/api/v1/tickets/${ticketId}/claim`);
    expect(await holder()).toBe('小川');
    const { version } = await ticketOf(agent, ticketId);
    const letter = { text: null, baseVersion: version, idempotencyKey: randomUUID() };
    const refused = await agent.post(`/api/v1/tickets/${ticketId}/hand-back`, letter);
    expect(refused.body).toMatchObject({ code: 'ticket.promise_open', details: { until: promise.until } });
    const events = await eventsOf(agent, ticketId);
    expect(events.filter((type) => type === 'promise.handed_on')).toHaveLength(3);
  });

  test('of a ticket for few eyes it stays in their list, and in nobody else’s', async () => {
    const [agent, supervisor] = [await desk.as('agentA'), await desk.as('supervisor')];
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId);
    await supervisor.post(`/api/v1/tickets/${ticketId}/escalations`, { trigger: 'press' });
    expect((await list(agent)).map(({ id }) => id)).not.toContain(promise.id);
    expect((await list(supervisor)).map(({ id }) => id)).toContain(promise.id);
  });

  test('three calls, each written at dialling; then it may be given up, and the ticket stays', async () => {
    const agent = await desk.as('agentA');
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId);
    const path = `/api/v1/promises/${promise.id}`;
    expect((await agent.post(`${path}/give-up`)).body).toMatchObject({ code: 'promise.attempts_left' });
    for (const outcome of ['no_answer', 'voicemail', 'busy']) {
      const dialled = await agent.post<PromiseView>(`${path}/call`);
      expect(dialled.body.attempts.at(-1)).toMatchObject({ outcome: null });
      const colleague = await desk.as('agentAB');
      expect((await colleague.post(`${path}/call`)).body).toMatchObject({ code: 'promise.held_by_other' });
      const after = await agent.post<PromiseView>(`${path}/outcome`, { outcome });
      expect(after.body.attempts.at(-1)).toMatchObject({ outcome });
      expect(Date.parse(after.body.until)).toBeGreaterThan(Date.now() + 2 * 3_600_000);
    }
    expect((await agent.post<PromiseView>(`${path}/give-up`)).body).toMatchObject({ state: 'unreached' });
    expect(await ticketOf(agent, ticketId)).toMatchObject({ state: 'open', assigneeName: '小川' });
    expect((await agent.post(`${path}/call`)).body).toMatchObject({ code: 'promise.closed' });
  });

  test('two who dial at once: one does', async () => {
    const [one, other] = [await desk.as('agentA'), await desk.as('agentAB')];
    const promise = await promised(one, await claimed(one));
    const answers = await Promise.all(
      [one, other, one, other].map((who) => who.post(`/api/v1/promises/${promise.id}/call`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const [seen] = (await list(one)).filter(({ id }) => id === promise.id);
    expect(seen!.attempts).toHaveLength(1);
  });

  test('the call that is written down keeps it and says what becomes of the ticket', async () => {
    const agent = await desk.as('agentA');
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId);
    await agent.post(`/api/v1/promises/${promise.id}/call`);
    const logged = await agent.post<TicketView>('/api/v1/calls', {
      deskId: desk.a.desk.id,
      callerName: '藤代 恵',
      callerPhone: '090-0000-0162',
      callerRole: 'self',
      topic: 'AFF',
      text: '折り返し、説明した。',
      outcome: 'answered_closed',
      ticketId,
      promiseId: promise.id,
      idempotencyKey: randomUUID(),
    });
    expect(logged.body).toMatchObject({ id: ticketId, state: 'closed', call: { direction: 'outbound' } });
    expect(logged.body.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['promise.kept']));
    const kept = await agent.get<PromiseView>(`/api/v1/promises/${promise.id}`);
    expect(kept.body).toMatchObject({ state: 'kept', attempts: [{ outcome: 'reached' }] });
  });

  test('another time stands only with whom it was told and when', async () => {
    const agent = await desk.as('agentA');
    const promise = await promised(agent, await claimed(agent));
    const path = `/api/v1/promises/${promise.id}/change`;
    expect((await agent.post(path, band(50 * HOUR))).status).toBe(400);
    const told = { ...band(50 * HOUR), toldTo: 'proxy', toldAt: inMinutes(-1) };
    expect((await agent.post<PromiseView>(path, told)).body).toMatchObject({ from: told.from, until: told.until });
    for (const wrong of [
      { until: inMinutes(-90) },
      band(61 * 24 * HOUR),
      { from: inMinutes(90), until: inMinutes(60) },
    ]) {
      const refused = await agent.post(path, { ...told, ...wrong });
      expect(refused.body).toMatchObject({ code: 'promise.time_refused' });
    }
  });

  test('bands are the desk’s hours, and a full one is said to be full', async () => {
    const agent = await desk.as('agentA');
    const bands = async () =>
      (await agent.get<{ items: CallbackBand[] }>(`/api/v1/desks/${desk.a.desk.id}/callback-bands`)).body.items;
    const before = (await bands()).at(-1)!;
    for (let booked = 0; booked < before.left; booked += 1) {
      await promised(agent, await claimed(agent), { from: before.from, until: before.until });
    }
    const after = (await bands()).find(({ from }) => from === before.from)!;
    expect(after.left).toBe(0);
    const ticketId = await claimed(agent);
    const refused = await agent.post(`/api/v1/tickets/${ticketId}/promises`, {
      kind: 'callback',
      from: before.from,
      until: before.until,
    });
    expect(refused.body).toMatchObject({ code: 'promise.band_full' });
  });

  test('next takes the free one that is due first, and each goes to one person', async () => {
    const [one, other] = [await desk.as('agentB'), await desk.as('agentAB')];
    const supervisor = await desk.as('supervisor');
    const made: PromiseView[] = [];
    for (const start of [40 * HOUR, 30 * HOUR]) {
      const { id } = await desk.inquiry(desk.b);
      made.push(await promised(supervisor, id, band(start)));
    }
    // A colleague who no longer serves the shop leaves what he or she had taken on.
    await desk.inBoth(() =>
      desk.api.app.get(UsersService).removeFromTenant(desk.userId('supervisor'), desk.b.tenantId),
    );
    const taken = await one.post<PromiseView>('/api/v1/promises/next');
    expect(taken.body).toMatchObject({ id: made[1]!.id, assigneeName: '石井' });
    const second = await other.post<PromiseView>('/api/v1/promises/next');
    expect(second.body.id).toBe(made[0]!.id);
    expect((await one.post('/api/v1/promises/next')).body).toMatchObject({ code: 'promise.none_due' });
  });
});

describe('an answer by a time', () => {
  test('is kept by the mail that leaves, not by the one that is written', async () => {
    const agent = await desk.as('agentA');
    const ticketId = await claimed(agent);
    const promise = await promised(agent, ticketId, { kind: 'answer', from: undefined, until: inMinutes(300) });
    const state = async () => (await agent.get<PromiseView>(`/api/v1/promises/${promise.id}`)).body.state;
    const { version } = await ticketOf(agent, ticketId);
    const sent = await agent.post(`/api/v1/tickets/${ticketId}/replies`, {
      text: '藤代 恵 様\n\nお調べしました。',
      baseVersion: version,
      idempotencyKey: randomUUID(),
    });
    expect(sent.status).toBe(201);
    await until('the mail has left and the promise is kept', async () => (await state()) === 'kept');
    const view = await ticketOf(agent, ticketId);
    const types = view.events.map(({ type }) => type);
    expect(types.indexOf('promise.kept')).toBeGreaterThan(types.indexOf('ticket.replied'));
  });
});

describe('the alarm', () => {
  test('comes once before and once after the time, also when nobody was there to tell it', async () => {
    const clock = new ClockAhead();
    const quiet = await world({ worker: false, clock });
    const pass = (minutes: number): Promise<void> => passTime(quiet, clock, minutes * 60_000);
    try {
      const agent = await quiet.as('agentA');
      const promisedFor = async (minutes: number): Promise<string> => {
        const { id } = await quiet.inquiry(quiet.a);
        const body = { kind: 'answer', until: new Date(clock.now().getTime() + minutes * 60_000).toISOString() };
        expect((await agent.post(`/api/v1/tickets/${id}/promises`, body)).status).toBe(201);
        return id;
      };
      const first = await promisedFor(10);
      await pass(11);
      await Promise.all([quiet.startWorker(), quiet.startWorker()]);
      await until('it was told', async () => (await eventsOf(agent, first)).includes('promise.missed'));
      const second = await promisedFor(10);
      await until('it is told before', async () => (await eventsOf(agent, second)).includes('promise.due_soon'));
      await pass(11);
      await until('it is told after', async () => (await eventsOf(agent, second)).includes('promise.missed'));
      expect(await eventsOf(agent, second)).toEqual(['promise.made', 'promise.due_soon', 'promise.missed']);
      expect((await eventsOf(agent, first)).filter((type) => type === 'promise.missed')).toHaveLength(1);
    } finally {
      await quiet.close();
    }
  }, 60_000);
});

test('whatever is done to a ticket, a promise is listed until it is kept, withdrawn or given up', async () => {
  const agent = await desk.as('supervisor');
  const text = { text: '藤代 恵 様\n\nお調べしています。' };
  const steps: Record<string, (ticketId: string, promiseId: string) => Promise<unknown>> = {
    release: (id) => agent.post(`/api/v1/tickets/${id}/release`),
    claim: (id) => agent.post(`/api/v1/tickets/${id}/claim`),
    assign: (id) => agent.post(`/api/v1/tickets/${id}/assign`, { assigneeId: desk.userId('agentA') }),
    resolve: (id) => agent.post(`/api/v1/tickets/${id}/resolve`),
    reopen: (id) => agent.post(`/api/v1/tickets/${id}/reopen`),
    note: (id) => agent.post(`/api/v1/tickets/${id}/notes`, { text: 'メモ' }),
    reply: async (id) => {
      const baseVersion = (await ticketOf(agent, id)).version;
      return agent.post(`/api/v1/tickets/${id}/replies`, { ...text, baseVersion, idempotencyKey: randomUUID() });
    },
    take: (_, promise) => agent.post(`/api/v1/promises/${promise}/take`),
    dial: (_, promise) => agent.post(`/api/v1/promises/${promise}/call`),
    nobody: (_, promise) => agent.post(`/api/v1/promises/${promise}/outcome`, { outcome: 'no_answer' }),
    change: (_, promise) =>
      agent.post(`/api/v1/promises/${promise}/change`, { ...band(45 * HOUR), toldTo: 'self', toldAt: inMinutes(0) }),
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 8 }), async (names) => {
      const { id } = await desk.inquiry(desk.a);
      const promise = await promised(agent, id, band(41 * HOUR, 30));
      for (const name of names) {
        await steps[name]!(id, promise.id);
        expect({ name, isListed: (await list(agent)).some((each) => each.id === promise.id) }).toEqual({
          name,
          isListed: true,
        });
        expect((await ticketOf(agent, id)).state).not.toBe('closed');
      }
      const closed = await agent.post<PromiseView>(`/api/v1/promises/${promise.id}/withdraw`);
      expect(closed.body.state).toBe('withdrawn');
      expect((await list(agent)).some((each) => each.id === promise.id)).toBe(false);
    }),
    { numRuns: 12 },
  );
}, 120_000);
