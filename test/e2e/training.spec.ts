import { MessageDeliverJob } from '#libs/channels';
import type {
  CannedPreview,
  CannedRow,
  ErrorBody,
  FloorView,
  KpiView,
  ListView,
  MisuseRegister,
  OutboxPage,
  OwnStateView,
  SessionView,
  TenantCounters,
  TicketPage,
  TicketView,
  TraineeRow,
  TrainingReview,
  TrainingTask,
  TrainingView,
} from '#libs/contracts';
import { CannedResponses, PushAssignment, StatusLinks } from '#libs/desk';
import { currentTransaction, Database, TenantScope } from '#libs/platform';
import { type ApiClient, ask } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let newcomer: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  // A relay is there: practice must not use it.
  desk = await world({ worker: false, settings: { SMTP_RELAY_URL: 'smtp://127.0.0.1:9' } });
  supervisor = await desk.as('supervisor');
  newcomer = await desk.join(['agent'], desk.a);
  const approval = { approvedBy: '森田', approvedAt: new Date('2016-06-22T09:30:00Z') };
  for (const [key, topic, language] of [
    ['card_not_held', 'CARD', 'ja'],
    ['genuine', 'GEN', 'en'],
  ] as const) {
    await desk.inBoth(() =>
      desk.api.app.get(CannedResponses).save({
        ...approval,
        incidentId: desk.incidentId,
        key,
        language,
        title: 'カード番号は含まれません',
        summary: '',
        kana: '',
        topic,
        body: 'クレジットカードの情報は、今回の対象に含まれておりません。',
        effectiveFrom: approval.approvedAt,
      }),
    );
  }
});
afterAll(() => desk?.close());

const practice = async (by = newcomer): Promise<TrainingView> => (await by.get<TrainingView>('/api/v1/training')).body;
const tasksByTopic = async (): Promise<Map<string, TrainingTask>> =>
  new Map((await practice()).tasks.filter(({ call }) => call === null).map((task) => [task.topic, task]));
const open = async (task: TrainingTask): Promise<TicketView> =>
  (await newcomer.get<TicketView>(`/api/v1/tickets/${task.ticket!.id}`)).body;
const review = async (task: TrainingTask): Promise<TrainingReview> =>
  (await newcomer.post<TrainingReview>(`/api/v1/training/tasks/${task.id}/review`)).body;
const reply = async (ticket: TicketView, text: string, more = {}) =>
  newcomer.post<TicketView & ErrorBody>(`/api/v1/tickets/${ticket.id}/replies`, {
    text,
    baseVersion: ticket.version,
    idempotencyKey: `training-${ticket.id}-${text.length}`,
    ...more,
  });
const owns = <T>(rows: T[], ids: (row: T) => string, theirs: Set<string>): T[] =>
  rows.filter((row) => theirs.has(ids(row)));

test('one press: the person sees invented inquiries of every topic, and nothing real', async () => {
  const real = await desk.inquiry(desk.a);
  expect((await newcomer.post('/api/v1/training')).status).toBe(204);
  const session = (await newcomer.get<SessionView>('/api/v1/session')).body;
  expect(session.isPractising).toBe(true);
  const { tasks, since } = await practice();
  expect(since).not.toBeNull();
  expect(tasks.filter(({ call }) => call)).toHaveLength(2);
  const topics = new Set(tasks.map(({ topic }) => topic));
  for (const topic of ['AFF', 'CNT', 'CARD', 'PWD', 'MIS', 'SUS', 'CAUSE', 'COMP', 'DEL', 'DIS', 'GEN', 'CMP', 'OOS']) {
    expect(topics).toContain(topic);
  }
  const page = (await newcomer.get<TicketPage>('/api/v1/tickets?limit=100')).body;
  expect(page.items.map(({ id }) => id).sort()).toEqual(tasks.flatMap(({ ticket }) => ticket?.id ?? []).sort());
  expect((await newcomer.get(`/api/v1/tickets/${real.id}`)).status).toBe(404);
  expect((await newcomer.get(`/api/v1/tickets/${real.number}`)).status).toBe(404);
  expect((await newcomer.get<TicketPage>('/api/v1/tickets?q=藤代')).body.items).toEqual([]);
  const card = await open((await tasksByTopic()).get('CARD')!);
  expect(card.messages[0]!.bodyText).toContain('[[masked:card]]');
  expect(card.messages[0]!.bodyText).not.toMatch(/4111|5555/);
});

test('nobody else sees any of it: lists, search, counters, figures, pushes, public pages', async () => {
  const { tasks } = await practice();
  const ids = new Set(tasks.flatMap(({ ticket }) => ticket?.id ?? []));
  const [any] = [...ids];
  const [task] = tasks.filter(({ ticket }) => ticket);
  const round = (await open(task!)).tenantId;
  const colleague = await desk.as('agentAB');
  const socket = await colleague.connect();
  const synced = await ask<{ position: string }>(socket, 'queue.sync', { since: null });
  await newcomer.post(`/api/v1/tickets/${any}/claim`);
  for (const person of [
    supervisor,
    colleague,
    await desk.as('admin'),
    await desk.as('auditor'),
    await desk.as('shopA'),
  ]) {
    const { items } = (await person.get<TicketPage>('/api/v1/tickets?limit=100')).body;
    expect(owns(items, ({ id }) => id, ids)).toEqual([]);
    expect((await person.get(`/api/v1/tickets/${any}`)).status).toBe(404);
    expect((await person.get(`/api/v1/tickets/${task!.ticket!.number}`)).status).toBe(404);
    const counters = (await person.get<ListView<TenantCounters>>('/api/v1/queue/counters')).text;
    expect(counters).not.toContain(round);
  }
  const shops = new Set([desk.a.tenantId, desk.b.tenantId]);
  const floor = (await supervisor.get<FloorView>('/api/v1/floor')).body;
  expect(JSON.stringify(floor)).not.toContain('練習');
  const misuse = (await supervisor.get<MisuseRegister>('/api/v1/misuse')).body;
  expect(misuse.items.filter(({ tenantId }) => !shops.has(tenantId))).toEqual([]);
  const [kpis] = (await supervisor.get<KpiView>('/api/v1/kpis')).body.items;
  // The one real inquiry.
  expect(kpis).toMatchObject({ written: { received: 1 }, calls: { offered: 0 } });
  const after = await ask<{ reload: boolean; rows: { id: string }[] }>(socket, 'queue.sync', {
    since: synced.position,
  });
  expect(owns(after.rows ?? [], ({ id }) => id, ids)).toEqual([]);

  const link = desk.api.app.get(StatusLinks).tokenFor(any!, 0, 'conversation');
  const unknown = desk.api.app.get(StatusLinks).tokenFor('01890000-0000-7000-8000-00000000dead', 0, 'conversation');
  const page = await fetch(`${desk.api.url}/t/${link}`);
  const none = await fetch(`${desk.api.url}/t/${unknown}`);
  expect([page.status, await page.text()]).toEqual([none.status, await none.text()]);
  const [own] = (await newcomer.get<ListView<{ slug: string }>>('/api/v1/desks')).body.items;
  expect(own!.slug).toMatch(/^practice-/);
  expect((await fetch(`${desk.api.url}/d/${own!.slug}/inquiry`)).status).toBe(404);
});

test('a reply never leaves, whatever relay there is; it lands in the own outbox alone', async () => {
  const task = (await tasksByTopic()).get('CARD')!;
  const ticket = await open(task);
  const [text] = (await newcomer.get<ListView<CannedRow>>(`/api/v1/canned-responses?ticketId=${ticket.id}`)).body.items;
  const path = `/api/v1/canned-responses/${text!.id}/preview?ticketId=${ticket.id}`;
  const preview = (await newcomer.get<CannedPreview>(path)).body;
  const letter = `${ticket.requester!.name} 様\n\n${preview.text}`;
  const sent = await reply(ticket, letter, { cannedKeys: ['card_not_held'] });
  expect(sent).toMatchObject({ status: 201, body: { state: 'answered' } });
  const job = desk.api.app.get(MessageDeliverJob);
  const payload = { tenantId: ticket.tenantId, messageId: sent.body.messages.at(-1)!.id };
  const inRound = <T>(work: () => Promise<T>): Promise<T> =>
    desk.api.app.get(Database).transaction(TenantScope.of(ticket.tenantId), work);
  const loaded = await inRound(() => job.load(payload));
  expect(loaded!.route).toBeNull();
  const outcome = await job.perform(loaded!);
  expect(outcome).toEqual({ kind: 'outbox' });
  await inRound(() => job.record(payload, loaded!, outcome));
  const outboxOf = async (by: ApiClient) => (await by.get<OutboxPage>('/api/v1/outbox')).body.items;
  expect(await outboxOf(newcomer)).toHaveLength(1);
  expect(await outboxOf(supervisor)).toEqual([]);

  expect(await review(task)).toMatchObject({
    deed: 'reply',
    points: { deed: true, text: true, facts: true, name: true, wording: true, complete: true, asks: true },
    wanted: { missing: [], wrong: [], texts: [{ key: 'card_not_held' }] },
  });
});

test('the review says what is missing: wrong step, no approved text, no salutation, a promise', async () => {
  const tasks = await tasksByTopic();
  const outOfScope = await open(tasks.get('OOS')!);
  await reply(outOfScope, 'お調べして、お返事します。');
  expect(await review(tasks.get('OOS')!)).toMatchObject({
    deed: 'reply',
    points: { deed: false, name: false },
    wanted: { deed: 'hand_back', hint: expect.stringContaining('店舗へ戻します') },
  });
  const compensation = await open(tasks.get('COMP')!);
  await reply(compensation, `${compensation.requester!.name} 様\n\n商品券をお送りします。`, {
    warningReason: '練習のため',
  });
  const seen = await review(tasks.get('COMP')!);
  expect(seen.points).toMatchObject({ deed: true, facts: false, complete: false, name: true });
  expect(seen.wanted.wrong).toEqual(expect.arrayContaining(['決まっていない補償を約束しない']));

  const complaint = await open(tasks.get('CMP')!);
  await newcomer.post(`/api/v1/tickets/${complaint.id}/escalations`, { trigger: 'wants_superior' });
  expect((await review(tasks.get('CMP')!)).points).toMatchObject({ deed: true, text: null, complete: false });
  await newcomer.post(`/api/v1/tickets/${complaint.id}/complaint`, { level: 2 });
  expect((await review(tasks.get('CMP')!)).points).toMatchObject({ deed: true, complete: true });
  const refused = await reply(await open(tasks.get('PWD')!), 'パスワードをお送りください。');
  expect(refused.body.code).toBe('reply.asks_for_secret');
  expect((await review(tasks.get('PWD')!)).deed).toBeNull();
});

test('an invented call is written down at the phone desk and reviewed', async () => {
  const [task] = (await practice()).tasks.filter(({ call, topic }) => call && topic === 'CARD');
  const call = task!.call!;
  const early = await newcomer.post<ErrorBody>(`/api/v1/training/tasks/${task!.id}/review`);
  expect(early.body.code).toBe('training.call_not_logged');
  const [own] = (await newcomer.get<ListView<{ id: string }>>('/api/v1/desks')).body.items;
  const logged = await newcomer.post<TicketView>('/api/v1/calls', {
    deskId: own!.id,
    callerName: call.name,
    callerPhone: call.phone,
    callerRole: 'self',
    topic: 'CARD',
    text: 'カードの番号も漏れたかと尋ねられ、含まれていないと答えた。',
    outcome: 'answered_closed',
    idempotencyKey: 'training-call',
  });
  expect(logged.status).toBe(201);
  expect((await practice()).tasks.find(({ id }) => id === task!.id)!.ticket!.id).toBe(logged.body.id);
  expect((await review(task!)).points).toMatchObject({
    deed: true,
    facts: true,
    name: true,
    complete: true,
    text: null,
  });
});

test('while it lasts the person is in training, gets no real work, and rules over nothing', async () => {
  const own = (await newcomer.get<OwnStateView>('/api/v1/people/me')).body;
  expect(own.state).toBe('training');
  const free = await newcomer.put<ErrorBody>('/api/v1/people/me/state', { state: 'available' });
  expect(free.body.code).toBe('training.running');
  await newcomer.put('/api/v1/calls/activity', { activity: 'available' });
  expect((await newcomer.get<OwnStateView>('/api/v1/people/me')).body.state).toBe('training');
  const inquiry = await desk.inquiry(desk.a);
  const admin = await desk.as('admin');
  const rules = (await admin.get<object>('/api/v1/work-rules')).body;
  await admin.put('/api/v1/work-rules', { ...rules, pushAssignment: true });
  await supervisor.put(`/api/v1/people/${newcomer.session!.user.id}/state`, { state: 'available' });
  await desk.api.app.get(PushAssignment).giveAll();
  const given = await until(
    'it is given, by this round or by the desk’s own',
    async () => (await supervisor.get<TicketView>(`/api/v1/tickets/${inquiry.id}`)).body.assigneeId,
  );
  const held = await desk.inBoth(() =>
    currentTransaction().manager.query('SELECT id FROM ticket WHERE assignee_id = $1', [newcomer.session!.user.id]),
  );
  expect(given).not.toBe(newcomer.session!.user.id);
  expect(held).toEqual([]);
  await admin.put('/api/v1/work-rules', rules);

  const practising = await desk.join(['desk_admin'], desk.a, desk.b);
  await practising.post('/api/v1/training');
  const { permissions } = (await practising.get<SessionView>('/api/v1/session')).body.user;
  expect(permissions).toEqual(expect.arrayContaining(['ticket:answer', 'training:own']));
  expect(permissions).not.toEqual(expect.arrayContaining(['account:write']));
  const claim = await practising.put(`/api/v1/misuse/claims/${desk.incidentId}`, { state: 'withdrawn' });
  expect(claim.status).toBe(403);
  expect((await practising.get('/api/v1/accounts')).status).toBe(403);
});

test('no scope can hold a shop as a round, by the keys of the database', async () => {
  const { id } = newcomer.session!.user;
  const move = (tenantId: string) =>
    desk.inBoth(() =>
      currentTransaction().manager.query('UPDATE app_user SET practises_in = $2 WHERE id = $1', [id, tenantId]),
    );
  await expect(move(desk.a.tenantId)).rejects.toThrow('foreign key');
  const other = await desk.join(['agent'], desk.a);
  await other.post('/api/v1/training');
  const [theirs] = (await other.get<ListView<{ tenantId: string }>>('/api/v1/desks')).body.items;
  await expect(move(theirs!.tenantId)).rejects.toThrow('foreign key');
  const relabel = desk.inBoth(() =>
    currentTransaction().manager.query(`UPDATE tenant SET kind = 'training' WHERE id = $1`, [desk.a.tenantId]),
  );
  await expect(relabel).rejects.toThrow('permission denied');
});

test('one press more makes a fresh set, one press ends it; open consoles follow, and supervisors see who practised', async () => {
  const first = await practice();
  const socket = await newcomer.connect();
  const cut = new Promise<unknown>((resolve) => socket.once('session.ended', resolve));
  await newcomer.post('/api/v1/training');
  expect(await cut).toEqual({ code: 'rights_changed' });
  const second = await practice();
  const ids = new Set(first.tasks.map(({ id }) => id));
  expect(owns(second.tasks, ({ id }) => id, ids)).toEqual([]);
  expect(second.tasks).toHaveLength(first.tasks.length);
  expect((await newcomer.get(`/api/v1/tickets/${first.tasks.find(({ ticket }) => ticket)!.ticket!.id}`)).status).toBe(
    404,
  );

  const { items } = (await supervisor.get<ListView<TraineeRow>>('/api/v1/training/people')).body;
  const row = items.find(({ userId }) => userId === newcomer.session!.user.id)!;
  expect(row).toMatchObject({ isPractising: true, rounds: 2, answered: 5 });
  expect(row.pointsRight).toBeLessThan(row.pointsJudged);
  const elsewhere = await desk.join(['supervisor'], desk.b);
  const theirs = (await elsewhere.get<ListView<TraineeRow>>('/api/v1/training/people')).body.items;
  expect(theirs.map(({ userId }) => userId)).not.toContain(newcomer.session!.user.id);

  expect((await newcomer.delete('/api/v1/training')).status).toBe(204);
  await until(
    'the shops are back',
    async () => !(await newcomer.get<SessionView>('/api/v1/session')).body.isPractising,
  );
  expect((await newcomer.get<OwnStateView>('/api/v1/people/me')).body.state).toBe('available');
  expect((await practice()).tasks).toEqual([]);
  const real = (await newcomer.get<TicketPage>('/api/v1/tickets')).body.items;
  expect(new Set(real.map(({ tenantId }) => tenantId))).toEqual(new Set([desk.a.tenantId]));
});

test('whoever holds inquiries, or serves no desk, is told what to do first', async () => {
  const agent = await desk.as('agentA');
  const { id } = await desk.inquiry(desk.a);
  await agent.post(`/api/v1/tickets/${id}/claim`);
  const held = await agent.post<ErrorBody>('/api/v1/training');
  expect(held.body).toMatchObject({ code: 'training.tickets_in_hand', message: expect.stringContaining('1件') });
  expect((await agent.get<SessionView>('/api/v1/session')).body.isPractising).toBe(false);
  const idle = await desk.join(['agent']);
  expect((await idle.post<ErrorBody>('/api/v1/training')).body.code).toBe('training.no_desk');
  expect((await (await desk.as('shopA')).post('/api/v1/training')).status).toBe(403);
});
