import type {
  AgentState,
  ErrorBody,
  FloorDays,
  FloorPerson,
  ListView,
  OwnStateView,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import { AgentStates, Attendance, WorkProfiles } from '#libs/desk';
import { type ApiClient, nextPush } from '../support/client.js';
import { MovableClock } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const MINUTE = 60_000;

/** A clock that stands still until it is moved. */

let desk: World;
let supervisor: ApiClient;
const clock = new MovableClock(new Date('2016-06-23T01:00:00Z'));
const [states, profiles, attendance] = [
  () => desk.api.app.get(AgentStates),
  () => desk.api.app.get(WorkProfiles),
  () => desk.api.app.get(Attendance),
];

beforeAll(async () => {
  desk = await world({ worker: false, clock });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const idOf = (client: ApiClient): string => client.session!.user.id;
const own = async (client: ApiClient): Promise<OwnStateView> =>
  (await client.get<OwnStateView>('/api/v1/people/me')).body;
const setOwn = (client: ApiClient, state: string) => client.put<OwnStateView>('/api/v1/people/me/state', { state });
const personOn = async (client: ApiClient): Promise<FloorPerson> => {
  const { body } = await supervisor.get<ListView<FloorPerson>>('/api/v1/people');
  return body.items.find(({ userId }) => userId === idOf(client))!;
};
const spansOf = async (client: ApiClient): Promise<{ state: AgentState; from: string; to: string | null }[]> => {
  const rows = await desk.asOwner<{ state: AgentState; began_at: Date; ended_at: Date | null }>(
    'SELECT state, began_at, ended_at FROM agent_state WHERE user_id = $1 ORDER BY began_at',
    [idOf(client)],
  );
  return rows.map((row) => ({
    state: row.state,
    from: row.began_at.toISOString(),
    to: row.ended_at?.toISOString() ?? null,
  }));
};
const atDesk = async (): Promise<ApiClient> => {
  const client = await desk.join(['agent'], desk.a, desk.b);
  await client.connect();
  await until('the arrival is written down', async () => (await own(client)).state === 'available');
  return client;
};

describe('the timeline', () => {
  test('runs without gaps from the first console to leaving, and the floor sees it', async () => {
    const agent = await atDesk();
    for (const state of ['away', 'available', 'recovering', 'available']) {
      clock.pass(5 * 60);
      expect((await setOwn(agent, state)).body.state).toBe(state);
    }
    const person = await personOn(agent);
    expect(person).toMatchObject({ here: true, state: 'available', stateSince: clock.now().toISOString() });
    const { began, people } = (await supervisor.get<FloorDays>('/api/v1/floor/days')).body;
    const seconds = Math.floor((clock.now().getTime() - Date.parse(began)) / 1_000);
    const day = people.find(({ userId }) => userId === idOf(agent))!.pieces;
    expect(day.slice(1)).toEqual([
      ['away', seconds - 900, seconds - 600],
      ['available', seconds - 600, seconds - 300],
      ['recovering', seconds - 300, seconds],
      ['available', seconds, null],
    ]);
    clock.pass(5 * 60);
    await agent.post('/api/v1/people/me/leave', { tickets: 'return' });
    const spans = await spansOf(agent);
    expect(spans.map(({ state }) => state)).toEqual(['available', 'away', 'available', 'recovering', 'available']);
    expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
    expect(spans.at(-1)!.to).toBe(clock.now().toISOString());
    expect(await personOn(agent)).toMatchObject({ state: 'offline', stateSince: null });
  });

  test('the same state again changes nothing, and two changes in one moment leave no empty span', async () => {
    const agent = await atDesk();
    await setOwn(agent, 'available');
    await setOwn(agent, 'away');
    await setOwn(agent, 'available');
    const spans = await spansOf(agent);
    expect(spans.map(({ state }) => state)).toEqual(['available', 'away', 'available']);
    for (const { from, to } of spans) expect(to === null || to > from).toBe(true);
  });

  test('seconds by state are those of the interval alone; five minutes of recovering are five minutes', async () => {
    const agent = await atDesk();
    const from = clock.now();
    clock.pass(10 * 60);
    await setOwn(agent, 'recovering');
    clock.pass(5 * 60);
    await setOwn(agent, 'available');
    clock.pass(15 * 60);
    const to = new Date(from.getTime() + 60 * MINUTE);
    const half = new Date(from.getTime() + 12 * MINUTE);
    const steps = [
      { from, to: half },
      { from: half, to },
    ];
    const [seconds] = await desk.inBoth(() => states().stateSeconds([idOf(agent)], [{ from, to }]));
    // The open span counts up to now, though the interval is longer.
    expect(seconds).toMatchObject({ available: 25 * 60, recovering: 5 * 60, away: 0 });
    const parts = await desk.inBoth(() => states().stateSecondsByPerson([idOf(agent)], steps));
    expect(parts.map((step) => step.get(idOf(agent)))).toMatchObject([
      { available: 600, recovering: 120 },
      { available: 15 * 60, recovering: 3 * 60 },
    ]);
  });

  test('a supervisor moves a person, whose console hears of it; a colleague cannot', async () => {
    const agent = await desk.join(['agent'], desk.a);
    const socket = await agent.connect();
    await until('the arrival is written down', async () => (await own(agent)).state === 'available');
    const pushed = nextPush(socket, 'agent.state', ({ state }) => state === 'recovering');
    const path = `/api/v1/people/${idOf(agent)}/state`;
    clock.pass(1 * 60);
    expect((await supervisor.put(path, { state: 'recovering' })).status).toBe(204);
    expect((await pushed)[0].since).toBe(clock.now().toISOString());
    const colleague = await desk.as('agentAB');
    expect((await colleague.put(path, { state: 'available' })).status).toBe(403);
  });

  test('who is not at the desk is not brought there by a supervisor, and nobody sets the state of the phone by hand', async () => {
    const agent = await desk.join(['agent'], desk.a);
    expect((await supervisor.put(`/api/v1/people/${idOf(agent)}/state`, { state: 'away' })).status).toBe(204);
    expect((await own(agent)).state).toBe('offline');
    for (const state of ['on_call', 'offline', 'asleep']) expect((await setOwn(agent, state)).status).toBe(400);
  });
});

describe('leaving', () => {
  test('gives back what waits for the next step, keeps what waits for others, and says why', async () => {
    const agent = await atDesk();
    const waiting = await desk.inquiry(desk.a);
    const answered = await desk.inquiry(desk.b);
    for (const { id } of [waiting, answered]) await agent.post(`/api/v1/tickets/${id}/claim`);
    await agent.post(`/api/v1/tickets/${answered.id}/replies`, {
      text: 'お調べしました。',
      baseVersion: 2,
      idempotencyKey: 'leaving-keeps',
    });
    expect((await agent.post('/api/v1/people/me/leave', { tickets: 'return' })).body).toEqual({ returned: 1 });
    const view = (await supervisor.get<TicketView>(`/api/v1/tickets/${waiting.id}`)).body;
    expect(view).toMatchObject({ state: 'new', assigneeId: null, version: 3 });
    expect(view.events.at(-1)).toMatchObject({ type: 'ticket.released', payload: { reason: 'signed_out' } });
    const kept = (await supervisor.get<TicketView>(`/api/v1/tickets/${answered.id}`)).body;
    expect(kept.assigneeId).toBe(idOf(agent));
  });

  test('keeps everything for somebody who will be back', async () => {
    const agent = await atDesk();
    const { id } = await desk.inquiry(desk.a);
    await agent.post(`/api/v1/tickets/${id}/claim`);
    expect((await agent.post('/api/v1/people/me/leave', { tickets: 'keep' })).body).toEqual({ returned: 0 });
    expect((await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body.assigneeId).toBe(idOf(agent));
  });
});

describe('somebody who vanishes', () => {
  /** Lets the process be up for long enough to judge. */
  const settle = () => clock.pass(11 * 60);

  test('loses the tickets after the bound, not before; the timeline ends where he or she was last seen', async () => {
    settle();
    const [agent, colleague] = [await atDesk(), await atDesk()];
    const { id } = await desk.inquiry(desk.a);
    await agent.post(`/api/v1/tickets/${id}/claim`);
    clock.pass(1 * 60);
    agent.close();
    const lastSeen = clock.now();
    await until('the departure is written down', async () => !(await personOn(agent)).here);
    const seen = async () =>
      (await desk.asOwner<{ at: Date }>('SELECT seen_at AS at FROM agent_seen WHERE user_id = $1', [idOf(agent)]))[0]
        ?.at;
    await until('the moment is written down', async () => (await seen())?.getTime() === lastSeen.getTime());
    clock.pass(9 * 60);
    expect(await attendance().seeOffVanished()).not.toContain(idOf(agent));
    clock.pass(2 * 60);
    // The colleague is still here, as the heartbeat of the process says.
    await desk.asOwner('UPDATE agent_seen SET seen_at = $1 WHERE user_id = $2', [clock.now(), idOf(colleague)]);
    const gone = await attendance().seeOffVanished();
    expect(gone).toContain(idOf(agent));
    expect(gone).not.toContain(idOf(colleague));
    const view = (await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    expect(view).toMatchObject({ state: 'new', assigneeId: null });
    expect(view.events.at(-1)).toMatchObject({
      type: 'ticket.released',
      actorName: null,
      payload: { reason: 'vanished' },
    });
    expect((await spansOf(agent)).at(-1)!.to).toBe(lastSeen.toISOString());
    expect(await attendance().seeOffVanished()).not.toContain(idOf(agent));
  });

  test('keeps the tickets when he or she returns in time', async () => {
    settle();
    const agent = await atDesk();
    const { id } = await desk.inquiry(desk.a);
    await agent.post(`/api/v1/tickets/${id}/claim`);
    agent.close();
    await until('the departure is written down', async () => !(await personOn(agent)).here);
    clock.pass(9 * 60);
    await agent.connect();
    await until('the return is written down', async () => {
      const [row] = await desk.asOwner<{ at: Date }>('SELECT seen_at AS at FROM agent_seen WHERE user_id = $1', [
        idOf(agent),
      ]);
      return row?.at.getTime() === clock.now().getTime();
    });
    clock.pass(5 * 60);
    expect(await attendance().seeOffVanished()).not.toContain(idOf(agent));
    expect((await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body.assigneeId).toBe(idOf(agent));
  });
});

describe('the next ticket', () => {
  const next = (client: ApiClient) => client.post<TicketView & ErrorBody>('/api/v1/tickets/next');
  const empty = async () => {
    for (const { id } of (await supervisor.get<TicketPage>('/api/v1/tickets?state=waiting&limit=200')).body.items) {
      await supervisor.post(`/api/v1/tickets/${id}/resolve`);
    }
  };
  const profile = (client: ApiClient, over: object) =>
    supervisor.put(`/api/v1/people/${idOf(client)}/profile`, {
      languages: ['ja', 'en'],
      trainingLevel: 'regular',
      ...over,
    });
  beforeEach(empty);

  test('nobody online, then ten log in: the oldest goes first, and all ten get the ten oldest', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 12; at += 1) {
      ids.push((await desk.inquiry(desk.a)).id);
      clock.pass(1 * 60);
    }
    const people = await Promise.all(Array.from({ length: 10 }, () => desk.join(['agent'], desk.a)));
    expect((await next(people[0]!)).body.id).toBe(ids[0]);
    const others = await Promise.all(people.slice(1).map(async (person) => (await next(person)).body.id));
    expect(others.toSorted()).toEqual(ids.slice(1, 10).toSorted());
  });

  test('hands are full at the limit, two presses at once do not both find room, and a supervisor has none', async () => {
    const agent = await desk.join(['agent'], desk.a);
    await profile(agent, { ticketsAtOnce: 2 });
    for (let at = 0; at < 5; at += 1) await desk.inquiry(desk.a);
    const answers = await Promise.all([next(agent), next(agent), next(agent)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect((await next(agent)).body).toMatchObject({ code: 'ticket.hands_full', details: { held: 2, limit: 2 } });
    for (let at = 0; at < 3; at += 1) expect((await next(supervisor)).status).toBe(200);
  });

  test('comes in the languages and topics of the person; somebody new gets plain topics only', async () => {
    const [japanese, fresh] = [await desk.join(['agent'], desk.a), await desk.join(['agent'], desk.a)];
    await profile(japanese, { languages: ['ja'], topics: ['COMP'] });
    await profile(fresh, { trainingLevel: 'new' });
    await desk.inquiry(desk.a, { language: 'en', topic: 'COMP' });
    const plain = await desk.inquiry(desk.a, { topic: 'AFF' });
    const delicate = await desk.inquiry(desk.a, { topic: 'COMP' });
    expect((await next(japanese)).body.id).toBe(delicate.id);
    expect((await next(japanese)).body.code).toBe('ticket.none_waiting');
    expect((await next(fresh)).body.id).toBe(plain.id);
    expect((await next(fresh)).body.code).toBe('ticket.none_waiting');
    expect(await desk.inBoth(() => profiles().trainingLevelOf(idOf(fresh)))).toEqual({ level: 'new', isNew: true });
  });

  test('the phone goes before the form within a shop, misuse before both, and due time decides among equals', async () => {
    const form = await desk.inquiry(desk.a);
    clock.pass(1 * 60);
    const later = await desk.inquiry(desk.a);
    const phone = await desk.inquiry(desk.a, { channel: 'phone', state: 'open' });
    const misuse = await desk.inquiry(desk.a, { topic: 'MIS' });
    const order: string[] = [];
    for (let at = 0; at < 4; at += 1) order.push((await next(supervisor)).body.id);
    expect(order).toEqual([misuse, phone, form, later].map(({ id }) => id));
  });
});
