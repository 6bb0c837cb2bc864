import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  type FloorView,
  type NewCallEventKey,
  type TicketView,
  type Topic,
  WAITING_STATES,
  type TicketState,
} from '#libs/contracts';
import { TicketFollowUps } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type Shop, type World, world } from '../support/world.js';

const clock = new MovableClock(jst('2016-06-23 10:00'));
const QUARTER = 15 * 60_000;

let desk: World;
let supervisor: ApiClient;
let agents: ApiClient[];
let exchange: (event: string, callId: string) => Promise<void>;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  supervisor = await desk.as('supervisor');
  agents = [await desk.as('agentAB'), await desk.as('agentA')];
  const { key } = (await (await desk.as('admin')).post<NewCallEventKey>('/api/v1/call-events/key')).body;
  const switchboard = new ApiClient(desk.api.url);
  exchange = async (event, callId) => {
    const at = clock.now().toISOString();
    const body = { callId, event, dialledNumber: '03-0000-0310', callerNumber: null, at };
    await switchboard.post('/api/v1/call-events', body, { authorization: `Bearer ${key}` });
  };
});
afterAll(() => desk?.close());

/** One thing that somebody does; what is not possible at that moment is refused and changes nothing. */
const step = fc.record({
  what: fc.constantFrom(
    'inquiry',
    'inquiry',
    'inquiry',
    'claim',
    'claim',
    'release',
    'reply',
    'reply',
    'resolve',
    'sort',
    'follow-up',
    'escalate',
    'callback',
    'move',
    'ring',
    'hang-up',
  ),
  shop: fc.constantFrom<'a' | 'b'>('a', 'a', 'b'),
  who: fc.integer({ min: 0, max: 1 }),
  which: fc.integer({ min: 0, max: 1_000 }),
  topic: fc.constantFrom<Topic>('AFF', 'CNT', 'GEN'),
  byMail: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const tickets: { id: string; shop: Shop }[] = [];
const calls: string[] = [];

const doIt = async ({ what, shop, who, which, topic, byMail, minutes }: Step): Promise<void> => {
  clock.pass(minutes * 60);
  const agent = agents[who]!;
  const ticket = tickets[which % Math.max(1, tickets.length)];
  const on = `/api/v1/tickets/${ticket?.id}`;
  if (what === 'inquiry') {
    const requester = { name: '藤代 恵', email: `${randomUUID()}@mail.example.jp` };
    const at = desk[shop];
    const { id } = await desk.inquiry(at, { topic, requester, channel: byMail ? 'email' : 'form' });
    tickets.push({ id, shop: at });
  } else if (what === 'ring') {
    calls.push(randomUUID());
    await exchange('ringing', calls.at(-1)!);
  } else if (what === 'hang-up') {
    const call = calls.shift();
    if (call) await exchange('abandoned', call);
  } else if (!ticket) return;
  else if (what === 'claim' || what === 'release' || what === 'resolve') await agent.post(`${on}/${what}`);
  else if (what === 'sort') await agent.post(`${on}/sort`, { topic });
  else if (what === 'escalate') await agent.post(`${on}/escalations`, { trigger: 'wants_superior' });
  else if (what === 'move') {
    const personId = agent.session!.user.id;
    await supervisor.post('/api/v1/floor/moves', { personId, to: byMail ? null : desk.userId('agentAB'), count: 2 });
  } else if (what === 'reply') {
    const { status, body } = await agent.get<TicketView>(on);
    if (status !== 200) return;
    const text = '藤代 様\n\n確認しました。';
    await agent.post(`${on}/replies`, { text, baseVersion: body.version, idempotencyKey: randomUUID() });
  } else if (what === 'callback') {
    const from = new Date(clock.now().getTime() + 30 * 60_000);
    const until = new Date(from.getTime() + 30 * 60_000);
    const band = { from: from.toISOString(), until: until.toISOString() };
    await agent.post(`${on}/promises`, { kind: 'callback', ...band, phone: '090-0000-0162', callerIdTold: true });
  } else {
    const message = { channel: 'email' as const, subject: null, text: 'もう一つ教えてください。', fromName: '藤代 恵' };
    await desk.inBoth(() => desk.api.app.get(TicketFollowUps).append(ticket.id, message));
  }
};

interface RawEvent {
  subject: string;
  type: string;
  actor: string | null;
  payload: Record<string, unknown>;
  at: Date;
}

interface Told {
  state: TicketState;
  topic: Topic;
  holder: string | null;
  /** Since when it has been waiting without a break and without a word of ours. */
  waitingSince: number | null;
  openedAt: number;
  replies: { by: string; at: number }[];
}

/** What the event log alone tells of each ticket: nothing that the figures are read from is looked at. */
const retold = (events: readonly RawEvent[]): Map<string, Told> => {
  const known = new Map<string, Told>();
  for (const { subject, type, actor, payload, at } of events) {
    const moment = at.getTime();
    if (type === 'ticket.opened') {
      const topic = payload['topic'] as Topic;
      known.set(subject, { state: 'new', topic, holder: null, waitingSince: moment, openedAt: moment, replies: [] });
      continue;
    }
    const ticket = known.get(subject);
    if (!ticket) continue;
    if (type === 'ticket.claimed') ticket.holder = actor;
    if (type === 'ticket.assigned') ticket.holder = payload['assigneeId'] as string;
    if (type === 'ticket.released') ticket.holder = null;
    if (type === 'ticket.sorted') ticket.topic = payload['topic'] as Topic;
    if (type === 'ticket.replied') {
      ticket.holder ??= actor;
      // Whoever was answered has not waited until then, though a callback may still be owed.
      ticket.waitingSince = null;
      ticket.replies.push({ by: actor!, at: moment });
    }
    if (payload['state'] === undefined) continue;
    ticket.state = payload['state'] as TicketState;
    if (!WAITING_STATES.includes(ticket.state)) ticket.waitingSince = null;
    else ticket.waitingSince ??= moment;
  }
  return known;
};

const rawEvents = (): Promise<RawEvent[]> =>
  desk.inBoth(() =>
    currentTransaction().manager.query(
      'SELECT subject_id AS subject, type, actor_id AS actor, payload, at FROM event WHERE subject_id IS NOT NULL ORDER BY number',
    ),
  );

const counted = <T>(items: readonly T[], key: (item: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};
const summed = <T extends { count?: number; waiting?: number }>(
  rows: readonly T[],
  key: (row: T) => string,
): Record<string, number> => Object.fromEntries(rows.map((row) => [key(row), row.count ?? row.waiting ?? 0]));
const iso = (moment: number): string => new Date(moment).toISOString();
const quarterOf = (moment: number): string => iso(Math.floor(moment / QUARTER) * QUARTER).replace('.000Z', 'Z');

/** Each figure of the floor, once as the floor shows it and once as it follows from what happened. */
const compared = async (): Promise<{ shown: object; happened: object }> => {
  const floor = (await supervisor.get<FloorView>('/api/v1/floor')).body;
  const events = await rawEvents();
  const all = [...retold(events)].map(([id, told]) => ({ id, ...told }));
  const waiting = all.filter(({ state }) => WAITING_STATES.includes(state));
  const views = new Map<string, TicketView>();
  for (const { id } of all) views.set(id, (await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body);
  const placeOf = (id: string): string => `${views.get(id)!.deskId} ${views.get(id)!.channel}`;
  const oldest = new Map<string, number>();
  for (const { id, waitingSince } of waiting) {
    oldest.set(placeOf(id), Math.min(oldest.get(placeOf(id)) ?? Infinity, waitingSince!));
  }
  const now = clock.now().getTime();
  const from = Math.floor((now - 4 * 3_600_000) / QUARTER) * QUARTER;
  const recent = all.filter(({ openedAt }) => openedAt >= from);
  const dayBegan = jst('2016-06-23 00:00').getTime();
  const people = agents.map((agent) => agent.session!.user.id);
  const promised = events.filter(({ type }) => type === 'promise.made').length;
  const told = (type: string): number => events.filter((event) => event.type === type).length;
  const sum = (of: (counters: FloorView['counters'][number]) => number): number =>
    floor.counters.reduce((total, counters) => total + of(counters), 0);
  return {
    shown: {
      waiting: sum((counters) => counters.waiting),
      unassigned: sum((counters) => counters.unassigned),
      received: sum((counters) => counters.receivedToday),
      topics: summed(floor.byTopic, ({ topic }) => topic),
      desks: summed(floor.waitingByDesk, ({ deskId, channel }) => `${deskId} ${channel}`),
      oldest: Object.fromEntries(
        floor.waitingByDesk.map(({ deskId, channel, oldest: since }) => [`${deskId} ${channel}`, since]),
      ),
      inflow: summed(floor.inflow, ({ from: quarter, tenantId }) => `${quarter} ${tenantId}`),
      inflowByTopic: summed(floor.inflowByTopic, ({ from: quarter, topic }) => `${quarter} ${topic}`),
      ringing: floor.ringing.count,
      callbacks: floor.callbacks.open,
      escalations: floor.attention.filter(({ kind }) => kind === 'escalation').length,
      overdue: floor.attention.filter(({ kind }) => kind === 'overdue').length,
      hands: people.map((id) => floor.people.find(({ userId }) => userId === id)!.assigned),
      replies: people.map((id) => floor.people.find(({ userId }) => userId === id)!.repliesToday),
    },
    happened: {
      waiting: waiting.length,
      unassigned: waiting.filter(({ holder }) => holder === null).length,
      received: all.length,
      topics: counted(waiting, ({ topic }) => topic),
      desks: counted(waiting, ({ id }) => placeOf(id)),
      oldest: Object.fromEntries([...oldest].map(([place, since]) => [place, iso(since)])),
      inflow: counted(recent, ({ id, openedAt }) => `${quarterOf(openedAt)} ${views.get(id)!.tenantId}`),
      inflowByTopic: counted(recent, ({ topic, openedAt }) => `${quarterOf(openedAt)} ${topic}`),
      ringing: told('call.ringing') - told('call.abandoned'),
      callbacks: promised - told('promise.kept') - told('promise.withdrawn'),
      escalations: Math.min(20, told('escalation.opened') - told('escalation.closed') - told('escalation.returned')),
      overdue: Math.min(
        20,
        waiting.filter(({ id, state }) => state !== 'callback_due' && Date.parse(views.get(id)!.dueAt!) <= now).length,
      ),
      hands: people.map((id) => waiting.filter(({ holder }) => holder === id).length),
      replies: people.map(
        (id) => all.flatMap(({ replies }) => replies).filter(({ by, at }) => by === id && at >= dayBegan).length,
      ),
    },
  };
};

test('a floor on which nothing has happened shows nothing, and no figure that is not one', async () => {
  const { shown, happened } = await compared();
  expect(shown).toEqual(happened);
  expect(shown).toMatchObject({ waiting: 0, ringing: 0, callbacks: 0, topics: {}, inflow: {}, overdue: 0 });
});

test('whatever happens, in whatever order: each figure equals its recomputation from the event log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 35 }), async (steps) => {
      for (const one of steps) await doIt(one);
      const { shown, happened } = await compared();
      expect(shown).toEqual(happened);
    }),
    { numRuns: 6, seed: 20_160_623, endOnFailure: true },
  );
}, 240_000);
