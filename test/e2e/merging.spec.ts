import { randomUUID } from 'node:crypto';
import type {
  CallerView,
  ErrorBody,
  ListView,
  PromiseList,
  PromiseView,
  SameRequester,
  TenantCounters,
  TicketEscalation,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import { StatusLinks, TicketFollowUps } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type ApiClient, nextPush } from '../support/client.js';
import { textOf, Visitor } from '../support/visitor.js';
import { type Shop, type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: { UNDO_SECONDS: '60' } });
  [agent, supervisor] = [await desk.as('agentAB'), await desk.as('supervisor')];
});
afterAll(() => desk?.close());

type Answered = TicketView & ErrorBody;

let count = 0;
/** Somebody nobody has heard of yet: a test's inquiries are those of its own persons. */
const somebody = () => {
  count += 1;
  const number = String(count).padStart(4, '0');
  return {
    form: {
      name: '藤代 恵',
      kana: 'フジシロ メグミ',
      email: `m${number}@mail.example.jp`,
      phone: `090-0000-${number}`,
    },
    mail: { name: '藤代 恵', email: `M${number}@mail.example.jp` },
    call: { name: 'フジシロ メグミ', phone: `090 0000 ${number}` },
  };
};
const inquired = (requester: object, over: object = {}, shop: Shop = desk.a) =>
  desk.inquiry(shop, { requester: requester as { name: string }, ...over });
const read = async (id: string, client = agent) => (await client.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const sameAs = async (id: string): Promise<SameRequester[]> =>
  (await agent.get<ListView<SameRequester>>(`/api/v1/tickets/${id}/same-requester`)).body.items;
const merge = async (id: string, into: string, client = agent) => {
  const [one, other] = [await read(id, client), await read(into, client)];
  const body = { into, baseVersion: one.version, intoVersion: other.version };
  return client.post<Answered>(`/api/v1/tickets/${id}/merge`, body);
};
const unmerge = (id: string, client = agent) => client.post<Answered>(`/api/v1/tickets/${id}/unmerge`);
const merged = async (id: string, into: string, client = agent): Promise<TicketView> => {
  const answer = await merge(id, into, client);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 200, code: undefined });
  return answer.body;
};
const page = async (id: string, scope: 'status' | 'conversation' = 'conversation') => {
  const token = desk.api.app.get(StatusLinks).tokenFor(id, 0, scope);
  return textOf((await new Visitor(desk.api.url).get(`/t/${token}`)).html);
};
const append = (id: string, text: string) =>
  desk.inBoth(() =>
    desk.api.app.get(TicketFollowUps).append(id, { channel: 'email', subject: null, text, fromName: 'megumi' }),
  );
const replied = async (id: string, client = agent): Promise<TicketView> => {
  const { version } = await read(id, client);
  const text = '藤代 恵 様\n\n確認しました。';
  const reply = { text, baseVersion: version, idempotencyKey: randomUUID() };
  const answer = await client.post<TicketView>(`/api/v1/tickets/${id}/replies`, reply);
  expect(answer.status).toBe(201);
  return answer.body;
};
const until = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const promised = async (id: string, over: object = {}): Promise<PromiseView> => {
  const body = { kind: 'callback', from: until(30), until: until(31), phone: '090-0000-0162', ...over };
  const answer = await agent.post<PromiseView>(`/api/v1/tickets/${id}/promises`, body);
  expect(answer.status).toBe(201);
  return answer.body;
};
const owed = async (): Promise<PromiseView[]> => (await agent.get<PromiseList>('/api/v1/promises')).body.items;

describe('one person’s inquiries', () => {
  test('form, mail and call of a day are proposed as one, each with its reason, and become one', async () => {
    const person = somebody();
    const form = await inquired(person.form, { text: 'フォームの言葉' });
    const mail = await inquired(person.mail, { channel: 'email', text: 'メールの言葉' });
    const call = await inquired(person.call, { channel: 'phone', text: '電話の言葉' });
    const proposals = await sameAs(form.id);
    expect(
      proposals.map(({ number, because, survivor, proposed }) => ({ number, because, survivor, proposed })),
    ).toEqual([
      { number: call.number, because: ['phone'], survivor: 'this', proposed: true },
      { number: mail.number, because: ['email'], survivor: 'this', proposed: true },
    ]);
    expect(await sameAs(call.id)).toMatchObject([{ number: form.number, survivor: 'other' }]);
    await merged(call.id, form.id);
    // What is known of the call now counts for the form as well.
    expect(await sameAs(mail.id)).toMatchObject([{ number: form.number, because: ['email'] }]);
    const survivor = await merged(mail.id, form.id);
    expect(survivor).toMatchObject({ id: form.id, state: 'new', merged: [{ id: mail.id }, { id: call.id }] });
    expect(survivor.messages.map(({ bodyText, mergedFrom }) => [bodyText, mergedFrom?.number ?? null])).toEqual([
      ['フォームの言葉', null],
      ['メールの言葉', mail.number],
      ['電話の言葉', call.number],
    ]);
    expect(await sameAs(survivor.id)).toEqual([]);
    expect(await read(call.id)).toMatchObject({
      state: 'merged',
      dueAt: null,
      mergedInto: { id: form.id, number: form.number },
    });
  });

  test('nothing is merged across shops, and another shop’s ticket is as good as none', async () => {
    const person = somebody();
    const own = await inquired(person.form);
    const theirs = await inquired(person.form, {}, desk.b);
    expect((await merge(own.id, theirs.id)).body.code).toBe('merge.other_desk');
    expect((await merge(theirs.id, own.id)).body.code).toBe('merge.other_desk');
    const stranger = await desk.as('agentA');
    const body = { into: theirs.id, baseVersion: 1, intoVersion: 1 };
    for (const [id, into] of [
      [own.id, theirs.id],
      [theirs.id, own.id],
      [own.id, theirs.number],
    ]) {
      const answer = await stranger.post(`/api/v1/tickets/${id}/merge`, { ...body, into });
      expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 404, code: 'not_found' });
    }
    for (const id of [own.id, theirs.id]) expect(await read(id)).toMatchObject({ state: 'new', version: 1 });
    expect(await sameAs(own.id)).toEqual([]);
  });

  test('another person’s never becomes one with it, nor one whose answer would go to nobody', async () => {
    const [one, other] = [somebody(), somebody()];
    const family = { name: '藤代 健', kana: 'フジシロ ケン', phone: one.form.phone };
    const [own, address, husband, call, both] = [
      await inquired(one.form),
      await inquired({ ...one.form, email: other.form.email }),
      await inquired(family, { channel: 'phone' }),
      await inquired(one.call, { channel: 'phone' }),
      await inquired(other.form),
    ];
    expect((await merge(address.id, own.id)).body.code).toBe('merge.other_person');
    expect((await merge(own.id, address.id)).body.code).toBe('merge.other_person');
    expect((await merge(husband.id, own.id)).body.code).toBe('merge.other_person');
    expect((await merge(both.id, own.id)).body.code).toBe('merge.other_person');
    expect((await merge(own.id, call.id)).body.code).toBe('merge.no_address');
    const reasons = await sameAs(own.id);
    expect(reasons.find(({ number }) => number === husband.number)).toMatchObject({
      because: ['number_only'],
      survivor: null,
      proposed: false,
    });
    expect(reasons.find(({ number }) => number === address.number)).toMatchObject({ survivor: null });
  });

  test('the database refuses it too, whatever the code does', async () => {
    const [one, other] = [somebody(), somebody()];
    const [own, stranger, call] = [
      await inquired(one.form),
      await inquired({ ...one.form, email: other.form.email }),
      await inquired(one.call, { channel: 'phone' }),
    ];
    const elsewhere = await inquired(one.form, {}, desk.b);
    const force = (id: string, into: string, tenant = desk.a.tenantId) =>
      desk.inBoth(() =>
        currentTransaction().manager.query(
          `UPDATE ticket SET state = 'merged', merged_into_id = $3, survivor_id = $3 WHERE tenant_id = $1 AND id = $2`,
          [tenant, id, into],
        ),
      );
    await expect(force(own.id, stranger.id)).rejects.toThrow('one person');
    await expect(force(own.id, call.id)).rejects.toThrow('one person');
    await expect(force(own.id, elsewhere.id)).rejects.toThrow('one person');
    await expect(force(own.id, own.id)).rejects.toThrow('ticket_survives_others');
    await force(call.id, own.id);
    await expect(force(own.id, call.id)).rejects.toThrow('one person');
  });

  test('what is for few eyes goes together with its like alone', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    await supervisor.post(`/api/v1/tickets/${own.id}/escalations`, { trigger: 'press' });
    expect((await merge(own.id, other.id, supervisor)).body.code).toBe('merge.lane_differs');
    expect((await merge(other.id, own.id, supervisor)).body.code).toBe('merge.lane_differs');
    const body = { into: own.id, baseVersion: 1, intoVersion: 1 };
    expect((await agent.post(`/api/v1/tickets/${other.id}/merge`, body)).status).toBe(404);
    expect(await sameAs(other.id)).toEqual([]);
    await supervisor.post(`/api/v1/tickets/${other.id}/escalations`, { trigger: 'press' });
    await merged(other.id, own.id, supervisor);
    const { escalation, alsoOpen } = (await supervisor.get<TicketEscalation>(`/api/v1/tickets/${own.id}/escalation`))
      .body;
    expect([escalation, ...alsoOpen].map((each) => each?.ticketId)).toEqual([own.id, own.id]);
    // One of them is answered, the other still is for few eyes: so is the ticket, and what was merged into it.
    await supervisor.post(`/api/v1/escalations/${escalation!.id}/return`, { words: '広報から回答済み。' });
    expect((await agent.get(`/api/v1/tickets/${own.id}`)).status).toBe(404);
    await supervisor.post(`/api/v1/escalations/${alsoOpen[0]!.id}/return`, { words: '回答済み。' });
    expect((await agent.get(`/api/v1/tickets/${own.id}`)).status).toBe(200);
    expect((await agent.get(`/api/v1/tickets/${other.id}`)).status).toBe(200);
  });
});

describe('what the requester sees', () => {
  test('each page shows its own words alone, before, during and after', async () => {
    const person = somebody();
    const own = await inquired(person.form, { text: 'フォームに書いたこと' });
    const call = await inquired(person.call, { channel: 'phone', text: '電話で話したこと' });
    await merged(call.id, own.id);
    await append(own.id, 'あとから書いたこと');
    await append(call.id, '統合のあとに届いたこと');
    const [survivor, gone] = [await page(own.id), await page(call.id)];
    expect(survivor).toContain('フォームに書いたこと');
    expect(survivor).toContain('あとから書いたこと');
    expect(survivor).not.toMatch(/電話で話したこと|統合のあとに/);
    expect(survivor).not.toContain(call.number);
    expect(gone).toContain('このお問い合わせは、同じ方からの別のお問い合わせとあわせてお答えします。');
    expect(gone).toContain(call.number);
    expect(gone).toContain('統合のあとに届いたこと');
    expect(gone).not.toMatch(/フォームに書いたこと|あとから書いたこと/);
    expect(gone).not.toContain(own.number);
    expect(await page(call.id, 'status')).not.toMatch(/こと/);
    const view = await replied(own.id);
    expect(view.messages.map(({ bodyText }) => bodyText)).toContain('統合のあとに届いたこと');
    expect(await page(call.id)).toContain('別のお問い合わせとあわせてお答えしました');
    expect(await page(call.id)).not.toContain('確認しました');
  });

  test('what is added on the page of a merged one makes the survivor wait', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    await merged(other.id, own.id);
    expect(await replied(own.id)).toMatchObject({ state: 'answered' });
    const visitor = new Visitor(desk.api.url);
    const token = desk.api.app.get(StatusLinks).tokenFor(other.id, 0, 'conversation');
    const words = { text: 'もう一つお願いします。', step: 'confirm' };
    const confirm = await visitor.submit(await visitor.get(`/t/${token}`), words);
    const done = await visitor.submit(confirm, { step: 'send' });
    expect(textOf(done.html)).toContain('もう一つお願いします。');
    const survivor = await read(own.id);
    expect(survivor).toMatchObject({ state: 'open', excerpt: 'もう一つお願いします。' });
    expect(survivor.messages.at(-1)).toMatchObject({
      bodyText: 'もう一つお願いします。',
      mergedFrom: { id: other.id },
    });
  });
});

describe('nothing that is owed disappears', () => {
  test('promises go to the survivor with their alarms, and come back', async () => {
    const person = somebody();
    const [own, call] = [await inquired(person.form), await inquired(person.call, { channel: 'phone' })];
    const callback = await promised(call.id);
    const answer = await promised(call.id, { kind: 'answer', from: undefined, until: until(5), phone: undefined });
    expect(await replied(own.id)).toMatchObject({ state: 'answered' });
    const survivor = await merged(call.id, own.id);
    expect(survivor).toMatchObject({ state: 'callback_due', dueAt: expect.any(String) });
    const due = (await owed()).filter(({ id }) => id === callback.id || id === answer.id);
    expect(due.map(({ id, ticketId, ticketNumber }) => [id, ticketId, ticketNumber])).toEqual([
      [answer.id, own.id, own.number],
      [callback.id, own.id, own.number],
    ]);
    expect((await agent.post<Answered>(`/api/v1/tickets/${own.id}/resolve`)).body.code).toBe('ticket.promise_open');
    const another = { kind: 'callback', from: until(30), until: until(31) };
    expect((await agent.post<Answered>(`/api/v1/tickets/${call.id}/promises`, another)).body.code).toBe(
      'ticket.wrong_state',
    );
    await agent.post(`/api/v1/promises/${answer.id}/withdraw`);
    expect((await unmerge(call.id)).body).toMatchObject({ state: 'callback_due', dueAt: answer.until });
    expect((await owed()).find(({ id }) => id === callback.id)).toMatchObject({ ticketId: call.id });
    expect(await read(own.id)).toMatchObject({ state: 'answered' });
  });

  test('an escalation goes with it, also where the survivor has one: none is lost, each with its wish', async () => {
    const person = somebody();
    const own = await inquired(person.form, { topic: 'MIS' });
    const other = await inquired(person.mail, { topic: 'MIS' });
    await agent.post(`/api/v1/tickets/${other.id}/escalations`, { trigger: 'misuse', wish: '電話がほしい' });
    await merged(other.id, own.id);
    const waiting = (
      await supervisor.get<{ items: { ticketId: string; wish: string | null }[] }>('/api/v1/escalations')
    ).body.items;
    expect(waiting.filter(({ ticketId }) => ticketId === own.id)).toHaveLength(2);
    const { escalation, alsoOpen } = (await agent.get<TicketEscalation>(`/api/v1/tickets/${own.id}/escalation`)).body;
    expect([escalation!, ...alsoOpen].map(({ wish }) => wish)).toContain('電話がほしい');
    const register = await supervisor.get<{ items: { ticketId: string }[] }>('/api/v1/misuse');
    const reported = register.body.items.map(({ ticketId }) => ticketId);
    expect(reported).toContain(own.id);
    expect(reported).not.toContain(other.id);
    await unmerge(other.id);
    const back = (await agent.get<TicketEscalation>(`/api/v1/tickets/${other.id}/escalation`)).body;
    expect(back).toMatchObject({ escalation: { wish: '電話がほしい', state: 'open' }, alsoOpen: [] });
  });

  test('the graver topic, the older wait and the nearer time go with it', async () => {
    const person = somebody();
    const older = await inquired(person.mail, { topic: 'PRS' });
    const own = await inquired(person.form);
    const before = await read(older.id);
    await desk.inBoth(() =>
      currentTransaction().manager.query(`UPDATE ticket SET due_at = due_at - interval '3 hours' WHERE id = $1`, [
        older.id,
      ]),
    );
    const nearer = new Date(Date.parse(before.dueAt!) - 3 * 3_600_000).toISOString();
    expect(await merged(older.id, own.id)).toMatchObject({
      topic: before.topic,
      priority: before.priority,
      dueAt: nearer,
      waitingSince: before.waitingSince,
    });
  });

  test('a reply in its seconds of undo is taken back, and the survivor owes the answer', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    const reply = (await replied(other.id)).messages.at(-1)!;
    await replied(own.id);
    expect(await merged(other.id, own.id)).toMatchObject({ state: 'answered' });
    const undone = await agent.post(`/api/v1/tickets/${other.id}/replies/${reply.id}/undo`);
    expect(undone.status).toBe(200);
    expect(await read(own.id)).toMatchObject({ state: 'open', dueAt: expect.any(String) });
    expect((await unmerge(other.id)).body).toMatchObject({ state: 'open', firstReplyAt: null });
  });

  test('a reply that waits for a second person is decided first', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    await desk.inBoth(() =>
      currentTransaction().manager.query(`UPDATE ticket SET state = 'waiting_approval' WHERE id = $1`, [other.id]),
    );
    expect((await merge(other.id, own.id)).body.code).toBe('ticket.wrong_state');
    expect(await merged(own.id, other.id)).toMatchObject({ id: other.id, state: 'waiting_approval', version: 2 });
  });

  test('a survivor that is answered for good takes nothing, an open one takes what comes later by mail', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    await merged(other.id, own.id);
    await replied(own.id);
    await agent.post(`/api/v1/tickets/${own.id}/resolve`);
    await append(other.id, 'あとで届いたメール');
    expect(await read(own.id)).toMatchObject({ state: 'open', excerpt: 'あとで届いたメール' });
    expect((await unmerge(other.id)).body.messages.map(({ bodyText }) => bodyText)).toContain('あとで届いたメール');
    expect((await read(own.id)).messages.map(({ bodyText }) => bodyText)).not.toContain('あとで届いたメール');
  });
});

describe('undone', () => {
  test('at once: both stand exactly as before', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail, { topic: 'COM' })];
    await agent.post(`/api/v1/tickets/${other.id}/claim`);
    await replied(own.id);
    const [one, two] = [await read(own.id), await read(other.id)];
    await merged(other.id, own.id);
    expect(await read(own.id)).toMatchObject({ state: 'open', assigneeId: one.assigneeId });
    const undone = (await unmerge(other.id)).body;
    const standing = ({ state, topic, priority, assigneeId, dueAt, waitingSince, clocks, mergedInto }: TicketView) => [
      [state, topic, priority, assigneeId, mergedInto],
      [dueAt, waitingSince, clocks],
    ];
    expect(standing(undone)).toEqual(standing(two));
    expect(standing(await read(own.id))).toEqual(standing(one));
    expect(undone.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['ticket.merged', 'ticket.unmerged']));
    expect((await unmerge(other.id)).body.code).toBe('ticket.wrong_state');
  });

  test('a chain: what was merged first goes with the one that it was merged into', async () => {
    const person = somebody();
    const [form, mail, call] = [
      await inquired(person.form),
      await inquired(person.form, { channel: 'email' }),
      await inquired(person.call, { channel: 'phone', text: '電話の言葉' }),
    ];
    const promise = await promised(call.id);
    await merged(call.id, mail.id);
    await merged(mail.id, form.id);
    expect(await read(call.id)).toMatchObject({ mergedInto: { id: form.id } });
    expect((await owed()).find(({ id }) => id === promise.id)).toMatchObject({ ticketId: form.id });
    expect((await read(form.id)).messages.map(({ bodyText }) => bodyText)).toContain('電話の言葉');
    await unmerge(mail.id);
    expect(await read(call.id)).toMatchObject({ mergedInto: { id: mail.id } });
    expect(await read(mail.id)).toMatchObject({ state: 'callback_due', merged: [{ id: call.id }] });
    expect((await owed()).find(({ id }) => id === promise.id)).toMatchObject({ ticketId: mail.id });
    await unmerge(call.id);
    expect((await owed()).find(({ id }) => id === promise.id)).toMatchObject({ ticketId: call.id });
    expect(await read(form.id)).toMatchObject({ state: 'new', merged: [] });
  });
});

describe('by whom, and at once', () => {
  test('who does not see the other one as it is now is stopped', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    const body = { into: own.id, baseVersion: 1, intoVersion: 1 };
    await append(own.id, 'さらに書いたこと');
    const stale = await agent.post<ErrorBody>(`/api/v1/tickets/${other.id}/merge`, body);
    expect(stale).toMatchObject({ status: 409, body: { code: 'merge.changed' } });
    const claimed = await agent.post<TicketView>(`/api/v1/tickets/${other.id}/claim`);
    const intoVersion = (await read(own.id)).version;
    const again = await agent.post<ErrorBody>(`/api/v1/tickets/${other.id}/merge`, { ...body, intoVersion });
    expect(again).toMatchObject({ status: 409, body: { code: 'merge.changed' } });
    const now = { into: own.number, baseVersion: claimed.body.version, intoVersion };
    const path = `/api/v1/tickets/${other.id}/merge`;
    const done = await agent.post<TicketView>(path, now);
    // The same press, sent twice.
    expect((await agent.post<TicketView>(path, now)).body).toMatchObject({ id: own.id, version: done.body.version });
  });

  test('a colleague’s is not merged but by a supervisor; shops and auditors merge nothing', async () => {
    const person = somebody();
    const [own, other] = [await inquired(person.form), await inquired(person.mail)];
    const colleague = await desk.as('agentA');
    await colleague.post(`/api/v1/tickets/${own.id}/claim`);
    expect(await sameAs(other.id)).toMatchObject([{ number: own.number, survivor: null }]);
    const refused = (await merge(other.id, own.id)).body;
    expect(refused).toMatchObject({ code: 'ticket.claimed_by_other', details: { assigneeName: '小川' } });
    expect((await merge(own.id, other.id)).body.code).toBe('ticket.claimed_by_other');
    for (const who of ['shopA', 'auditor'] as const) {
      const client = await desk.as(who);
      const body = { into: own.id, baseVersion: 1, intoVersion: 2 };
      expect((await client.post(`/api/v1/tickets/${other.id}/merge`, body)).status).toBe(403);
      expect((await client.post(`/api/v1/tickets/${other.id}/unmerge`)).status).toBe(403);
    }
    expect(await merged(other.id, own.id, supervisor)).toMatchObject({ assigneeName: '小川' });
    expect((await unmerge(other.id)).body.code).toBe('ticket.claimed_by_other');
    expect((await unmerge(other.id, supervisor)).status).toBe(200);
  });

  test('A into B while B goes into A, many times: one way wins, and nothing is owed by nobody', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = somebody();
      const [a, b] = [await inquired(person.form), await inquired(person.form)];
      const into = (id: string) => ({ into: id, baseVersion: 1, intoVersion: 1 });
      const answers = await Promise.all([
        agent.post<Answered>(`/api/v1/tickets/${a.id}/merge`, into(b.id)),
        supervisor.post<Answered>(`/api/v1/tickets/${b.id}/merge`, into(a.id)),
        supervisor.post<Answered>(`/api/v1/tickets/${a.id}/merge`, into(b.id)),
        append(a.id, '同時に届いたこと'),
      ]);
      const states = [await read(a.id), await read(b.id)];
      const won = answers.filter((answer) => typeof answer !== 'string' && answer.status === 200);
      expect(states.filter(({ state }) => state === 'merged').length).toBe(won.length === 0 ? 0 : 1);
      const standing = states.filter(({ state }) => state !== 'merged');
      for (const ticket of standing) expect(ticket).toMatchObject({ mergedInto: null, dueAt: expect.any(String) });
      const words = standing.flatMap(({ messages }) => messages.map(({ bodyText }) => bodyText));
      expect(words.filter((word) => word === '同時に届いたこと')).toHaveLength(1);
    }
  });

  test('a promise kept while its ticket is merged is kept once, and its ticket is right', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = somebody();
      const [own, call] = [await inquired(person.form), await inquired(person.call, { channel: 'phone' })];
      const promise = await promised(call.id);
      const [{ version }, other] = [await read(call.id), await read(own.id)];
      const body = { into: own.id, baseVersion: version, intoVersion: other.version };
      const [joined, kept] = await Promise.all([
        agent.post<Answered>(`/api/v1/tickets/${call.id}/merge`, body),
        agent.post<PromiseView & ErrorBody>(`/api/v1/promises/${promise.id}/withdraw`),
      ]);
      expect({ kept: kept.status }).toEqual({ kept: 200 });
      expect([200, 409]).toContain(joined.status);
      const [survivor, call2] = [await read(own.id), await read(call.id)];
      const standing = { own: survivor.state, call: call2.state, mergedInto: call2.mergedInto?.id ?? null };
      const isMerged = joined.status === 200;
      expect(standing).toEqual({
        own: isMerged ? 'open' : 'new',
        call: isMerged ? 'merged' : 'open',
        mergedInto: isMerged ? own.id : null,
      });
    }
  });
});

describe('where it is looked for', () => {
  test('both numbers are found, and the telephone’s history leads to the one that answers', async () => {
    const person = somebody();
    const [own, call] = [await inquired(person.form), await inquired(person.call, { channel: 'phone' })];
    await merged(call.id, own.id);
    for (const { number, id } of [own, call]) {
      const found = await agent.get<TicketPage>(`/api/v1/tickets?q=${number}`);
      expect(found.body.items.map((row) => row.id)).toContain(id);
      expect((await agent.get<TicketView>(`/api/v1/tickets/${number}`)).body.id).toBe(id);
    }
    const asked = { deskId: desk.a.desk.id, number: person.call.phone };
    const caller = await agent.post<CallerView>('/api/v1/calls/caller', asked);
    expect(caller.body.tickets.map(({ number }) => number)).toEqual([own.number]);
    // The caller reads out the old number: what is said is on record there, and the survivor waits.
    const logged = await agent.post<TicketView>('/api/v1/calls', {
      deskId: desk.a.desk.id,
      ticketId: call.id,
      callerName: 'フジシロ メグミ',
      callerPhone: person.call.phone,
      callerRole: 'self',
      topic: 'AFF',
      text: '催促のお電話。',
      outcome: 'callback_promised',
      promise: { kind: 'callback', from: until(30), until: until(31) },
      idempotencyKey: randomUUID(),
    });
    expect({ status: logged.status, code: (logged.body as unknown as ErrorBody).code }).toMatchObject({ status: 201 });
    expect(await read(own.id)).toMatchObject({ state: 'callback_due', call: { outcome: 'callback_promised' } });
    expect((await read(call.id)).messages.at(-1)).toMatchObject({ bodyText: '催促のお電話。' });
  });

  test('it is counted once, and consoles hear of both', async () => {
    const shop = desk.b;
    const counters = async () =>
      (await agent.get<{ items: TenantCounters[] }>('/api/v1/queue/counters')).body.items.find(
        ({ tenantId }) => tenantId === shop.tenantId,
      )!;
    const person = somebody();
    const own = await inquired(person.form, {}, shop);
    const before = await counters();
    const other = await inquired(person.mail, { channel: 'email' }, shop);
    await replied(other.id);
    const socket = await agent.connect();
    const heard = nextPush(socket, 'tickets.changed', ({ rows }) => rows.some(({ state }) => state === 'merged'));
    await merged(other.id, own.id);
    const [{ rows, events }] = await heard;
    expect(rows.map(({ id }) => id).toSorted()).toEqual([own.id, other.id].toSorted());
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['ticket.merged', 'ticket.joined']));
    expect(await counters()).toMatchObject({
      waiting: before.waiting,
      receivedToday: before.receivedToday,
      answeredToday: before.answeredToday,
      byChannel: before.byChannel,
    });
  });
});
