import type { TicketPage, TicketView } from '#libs/contracts';
import { PushAssignment, WorkProfiles } from '#libs/desk';
import { type ApiClient, nextPush } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ worker: false });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const rules = (over: object) =>
  desk.inBoth(async () => {
    const profiles = desk.api.app.get(WorkProfiles);
    await profiles.saveRules({ ...(await profiles.rules()), ...over });
  });
const assigneeOf = async (id: string) => (await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body.assigneeId;
const idOf = (client: ApiClient) => client.session!.user.id;
const heldBy = async (client: ApiClient) =>
  (await client.get<TicketPage>('/api/v1/tickets?assignee=me&state=waiting')).body.items.map(({ id }) => id);

test('off by default: nothing is given, people take the next one themselves', async () => {
  const agent = await desk.join(['agent'], desk.a);
  await agent.connect();
  await until(
    'the arrival',
    async () => (await agent.get<{ state: string }>('/api/v1/people/me')).body.state === 'available',
  );
  const { id } = await desk.inquiry(desk.a);
  expect(await desk.api.app.get(PushAssignment).giveAll()).toEqual([]);
  expect(await assigneeOf(id)).toBeNull();
  await supervisor.post(`/api/v1/tickets/${id}/resolve`);
  await agent.put('/api/v1/people/me/state', { state: 'away' });
});

test('a new inquiry reaches whoever is available and has room, and the console hears of it', async () => {
  await rules({ pushAssignment: true, ticketsAtOnce: 2 });
  const [agent, resting] = [await desk.join(['agent'], desk.a), await desk.join(['agent'], desk.a)];
  const socket = await agent.connect();
  await resting.connect();
  await until(
    'the arrivals',
    async () => (await resting.get<{ state: string }>('/api/v1/people/me')).body.state === 'available',
  );
  await resting.put('/api/v1/people/me/state', { state: 'away' });
  const pushed = nextPush(socket, 'tickets.changed', ({ events }) =>
    events.some(({ type }) => type === 'ticket.assigned'),
  );
  const first = await desk.inquiry(desk.a);
  const [batch] = await pushed;
  expect(batch.rows.find(({ id }) => id === first.id)).toMatchObject({ assigneeId: idOf(agent), state: 'open' });
  const elsewhere = await desk.inquiry(desk.b);
  const second = await desk.inquiry(desk.a);
  const third = await desk.inquiry(desk.a);
  await until('the second is given', async () => (await assigneeOf(second.id)) === idOf(agent));
  // Two in hand are all; the other shop is not this person's; the resting one is left alone.
  await desk.api.app.get(PushAssignment).giveAll();
  expect([await assigneeOf(third.id), await assigneeOf(elsewhere.id)]).toEqual([null, null]);
  await agent.post(`/api/v1/tickets/${first.id}/resolve`);
  await until('the third follows', async () => (await assigneeOf(third.id)) === idOf(agent));
  // The desk gave it, not whoever made the room.
  const { events } = (await supervisor.get<TicketView>(`/api/v1/tickets/${third.id}`)).body;
  expect(events.find(({ type }) => type === 'ticket.assigned')).toMatchObject({ actorName: null });
  await agent.put('/api/v1/people/me/state', { state: 'away' });
  await resting.put('/api/v1/people/me/state', { state: 'available' });
  expect(await assigneeOf(elsewhere.id)).toBeNull();
  await resting.put('/api/v1/people/me/state', { state: 'away' });
});

test('each ticket is given once, however many look for work at the same moment, and nobody gets two before all have one', async () => {
  await rules({ pushAssignment: false, ticketsAtOnce: 3 });
  const people = await Promise.all(Array.from({ length: 4 }, () => desk.join(['agent'], desk.b)));
  for (const person of people) await person.connect();
  for (const person of people) {
    await until(
      'the arrival',
      async () => (await person.get<{ state: string }>('/api/v1/people/me')).body.state === 'available',
    );
  }
  const ids: string[] = [];
  for (let at = 0; at < 7; at += 1) ids.push((await desk.inquiry(desk.b)).id);
  await rules({ pushAssignment: true });
  const push = desk.api.app.get(PushAssignment);
  const given = (await Promise.all([push.giveAll(), push.giveAll(), push.giveAll()])).flat();
  expect(new Set(given).size).toBe(given.length);
  const hands = await Promise.all(people.map(heldBy));
  const all = hands.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(ids.every((id) => all.includes(id))).toBe(true);
  for (const hand of hands) expect([1, 2, 3]).toContain(hand.length);
  for (const id of ids) {
    const { events } = (await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    expect(events.filter(({ type }) => type === 'ticket.assigned')).toHaveLength(1);
  }
});
