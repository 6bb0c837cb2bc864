import type {
  FloorMessageView,
  FloorPerson,
  FloorView,
  ListView,
  MoveAnswer,
  OwnStateView,
  TicketPage,
  TicketView,
  UnreadMessage,
} from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import { type ApiClient, nextPush } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let supervisor: ApiClient;
let holder: ApiClient;
let colleague: ApiClient;
beforeAll(async () => {
  desk = await world({ worker: false });
  supervisor = await desk.as('supervisor');
  holder = await desk.as('agentAB');
  colleague = await desk.as('agentA');
});
afterAll(() => desk?.close());

const idOf = (client: ApiClient): string => client.session!.user.id;
const held = async (client: ApiClient): Promise<number> =>
  (await client.get<OwnStateView>('/api/v1/people/me')).body.held;
const move = (body: object, client = supervisor) => client.post<MoveAnswer>('/api/v1/floor/moves', body);
const now = async (id: string): Promise<TicketView> => (await supervisor.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const claimed = async (shop: World['a']): Promise<string> => {
  const { id } = await desk.inquiry(shop);
  expect((await holder.post(`/api/v1/tickets/${id}/claim`)).status).toBe(200);
  return id;
};

describe('a supervisor moves work', () => {
  test('what a person holds goes to a colleague, as far as he or she serves the shop', async () => {
    const [first, second, other] = [await claimed(desk.a), await claimed(desk.a), await claimed(desk.b)];
    const answer = await move({ personId: idOf(holder), to: idOf(colleague), count: 200 });
    expect(answer).toMatchObject({ status: 200, body: { moved: 2, left: 1 } });
    for (const id of [first, second]) expect((await now(id)).assigneeId).toBe(idOf(colleague));
    expect((await now(other)).assigneeId).toBe(idOf(holder));
    expect((await now(first)).events.at(-1)).toMatchObject({ type: 'ticket.assigned' });
  });

  test('and back to the queue: nobody has begun what had no answer', async () => {
    expect((await move({ personId: idOf(colleague), to: null, count: 1 })).body).toEqual({ moved: 1, left: 1 });
    expect((await move({ personId: idOf(colleague), to: null, count: 200 })).body).toEqual({ moved: 1, left: 0 });
    expect((await move({ personId: idOf(holder), to: null, count: 200 })).body).toEqual({ moved: 1, left: 0 });
    expect([await held(holder), await held(colleague)]).toEqual([0, 0]);
    const { items } = (await supervisor.get<TicketPage>('/api/v1/tickets?state=waiting')).body;
    expect(items.map(({ state, assigneeId }) => ({ state, assigneeId }))).toEqual(
      items.map(() => ({ state: 'new', assigneeId: null })),
    );
  });

  test('the soonest due of a desk go to one person, no more than asked for', async () => {
    const { items } = (await supervisor.get<TicketPage>(`/api/v1/tickets?state=waiting&deskId=${desk.a.desk.id}`)).body;
    const [soonest] = items.toSorted((a, b) => a.dueAt!.localeCompare(b.dueAt!) || a.id.localeCompare(b.id));
    const body = { deskId: desk.a.desk.id, channel: 'form', to: idOf(colleague), count: 1 };
    expect((await move(body)).body).toEqual({ moved: 1, left: items.length - 1 });
    expect((await now(soonest!.id)).assigneeId).toBe(idOf(colleague));
    expect((await move({ ...body, channel: 'email' })).body).toEqual({ moved: 0, left: 0 });
  });

  test('a claim and a move at once: the ticket has one holder, and nothing is lost', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => desk.inquiry(desk.a).then(({ id }) => id)));
    const [answer, ...claims] = await Promise.all([
      move({ deskId: desk.a.desk.id, to: idOf(colleague), count: 200 }),
      ...ids.map((id) => holder.post(`/api/v1/tickets/${id}/claim`)),
    ]);
    expect(answer.status).toBe(200);
    const won = claims.filter(({ status }) => status === 200).length;
    const owners = await Promise.all(ids.map(async (id) => (await now(id)).assigneeId));
    expect(owners.filter((owner) => owner === idOf(holder))).toHaveLength(won);
    expect(owners.filter((owner) => owner === idOf(colleague))).toHaveLength(ids.length - won);
  });

  test('only supervisors do, and only what can be meant', async () => {
    const whole = { personId: idOf(holder), to: null, count: 10 };
    expect((await move(whole, colleague)).status).toBe(403);
    const refused = [
      { ...whole, deskId: desk.a.desk.id },
      { to: idOf(colleague), count: 1 },
      { deskId: desk.a.desk.id, to: null, count: 1 },
      { ...whole, count: 0 },
      { ...whole, count: 201 },
      { ...whole, to: 'x' },
    ];
    for (const body of refused) expect({ body, status: (await move(body)).status }).toEqual({ body, status: 400 });
    expect((await move({ ...whole, to: desk.userId('shopA') })).body).toMatchObject({
      code: 'ticket.assignee_not_allowed',
    });
  });
});

describe('a message to the floor', () => {
  const send = (text: string, client = supervisor) =>
    client.post<ListView<FloorMessageView>>('/api/v1/floor/messages', { text, minutes: 60 });
  const unread = async (client: ApiClient): Promise<string[]> =>
    (await client.get<ListView<UnreadMessage>>('/api/v1/people/me/messages')).body.items.map(({ text }) => text);
  const standing = async (): Promise<FloorMessageView[]> =>
    (await supervisor.get<ListView<FloorMessageView>>('/api/v1/floor/messages')).body.items;

  test('reaches who serves its shops within the second, and is told read by whom', async () => {
    const socket = await colleague.connect();
    await until('the colleague is at the desk', async () =>
      (await supervisor.get<ListView<FloorPerson>>('/api/v1/people')).body.items.some(
        ({ userId, state }) => userId === idOf(colleague) && state === 'available',
      ),
    );
    const told = nextPush(socket, 'floor.message');
    const { status, body } = await send('14時から10分、電話を止めます。');
    expect(status).toBe(201);
    await told;
    const [message] = body.items;
    expect(message).toMatchObject({ author: '森田', read: [], unread: ['小川'] });
    expect(await unread(colleague)).toEqual(['14時から10分、電話を止めます。']);
    expect(await unread(supervisor)).toEqual([]);
    const read = () => colleague.post(`/api/v1/people/me/messages/${message!.id}/read`);
    expect((await read()).body).toEqual({ items: [] });
    expect((await read()).status).toBe(200);
    expect(await standing()).toMatchObject([{ read: [{ name: '小川' }], unread: [] }]);
    await supervisor.post(`/api/v1/floor/messages/${message!.id}/end`);
    expect([await standing(), await unread(holder)]).toEqual([[], []]);
  });

  test('of one shop does not reach those who serve the other alone', async () => {
    const supervisorB = await desk.join(['supervisor'], desk.b);
    const { items } = (await send('乙店の受付を18時で終えます。', supervisorB)).body;
    expect(await unread(colleague)).toEqual([]);
    expect(await unread(await desk.as('agentB'))).toEqual(['乙店の受付を18時で終えます。']);
    expect(await unread(holder)).toEqual(['乙店の受付を18時で終えます。']);
    expect((await supervisorB.post(`/api/v1/floor/messages/${items[0]!.id}/end`)).status).toBe(200);
  });

  test('is short, names nobody, and few stand at once', async () => {
    expect((await send('藤代様のお電話は上席へ')).body).toMatchObject({ code: 'floor.message_names_somebody' });
    expect((await send('090-0000-0162 は上席へ')).body).toMatchObject({ code: 'floor.message_names_somebody' });
    expect((await send('あ'.repeat(201))).status).toBe(400);
    expect((await send('   ')).status).toBe(400);
    expect((await send('一般の担当者', colleague)).status).toBe(403);
    const answers = await Promise.all(['一', '二', '三', '四', '五'].map((text) => send(text)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 409, 409]);
    for (const { id } of await standing()) await supervisor.post(`/api/v1/floor/messages/${id}/end`);
  });
});

test('of each kind the first are shown and all are counted; one kind takes no other its room', async () => {
  const ids = await Promise.all(Array.from({ length: 24 }, async () => (await desk.inquiry(desk.a)).id));
  const view = async () => (await supervisor.get<FloorView>('/api/v1/floor')).body;
  const before = (await view()).attentionCounts;
  const escalate = (id: string, trigger: string) =>
    supervisor.post(`/api/v1/tickets/${id}/escalations`, { trigger, promised: '', wish: '' });
  for (const id of ids.slice(0, 23)) expect((await escalate(id, 'misuse')).status).toBeLessThan(300);
  expect((await escalate(ids[23]!, 'wants_superior')).status).toBeLessThan(300);
  await desk.inBoth(() =>
    currentTransaction().manager.query(`UPDATE ticket SET due_at = now() - interval '1 hour' WHERE id = ANY ($1)`, [
      ids,
    ]),
  );
  const { attention, attentionCounts } = await view();
  const shown = (kind: string) => attention.filter((item) => item.kind === kind).length;
  expect(shown('misuse')).toBe(20);
  expect(attentionCounts.misuse).toBe(before.misuse + 23);
  expect(shown('escalation')).toBeGreaterThan(0);
  expect(shown('overdue')).toBe(20);
  expect(attentionCounts.overdue).toBe(before.overdue + 24);
  expect((await (await desk.as('supervisor')).get<FloorView>('/api/v1/floor')).body.attentionCounts.lane).toBe(0);
}, 60_000);
