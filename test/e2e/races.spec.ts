import type { ErrorBody, OutboxPage, PromiseView, TicketChangedDetails, TicketPage, TicketView } from '#libs/contracts';
import { currentTransaction, Database, TenantScope } from '#libs/platform';
import { TicketIntake, WorkProfiles } from '#libs/desk';
import { ask, type ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agents: ApiClient[];
beforeAll(async () => {
  desk = await world();
  const profiles = desk.api.app.get(WorkProfiles);
  await desk.inBoth(async () => profiles.saveRules({ ...(await profiles.rules()), ticketsAtOnce: 300 }));
  agents = await Promise.all(Array.from({ length: 20 }, () => desk.join(['agent'], desk.a, desk.b)));
});
afterAll(() => desk?.close());

const nameOf = (agent: ApiClient): string => agent.session!.user.shortName;

test('of a hundred who reach for one ticket exactly one gets it, and the others learn who', async () => {
  const { id } = await desk.inquiry(desk.a);
  const tries = Array.from({ length: 100 }, (_, at) => agents[at % agents.length]!);
  const answers = await Promise.all(
    tries.map(async (agent) => ({
      agent,
      answer: await agent.post<TicketView & ErrorBody>(`/api/v1/tickets/${id}/claim`),
    })),
  );
  const won = answers.filter(({ answer }) => answer.status === 200);
  const winners = new Set(won.map(({ agent }) => nameOf(agent)));
  expect(winners.size).toBe(1);
  const [winner] = winners;
  for (const { answer } of won) expect(answer.body).toMatchObject({ assigneeName: winner, version: 2 });
  const lost = answers.filter(({ agent }) => nameOf(agent) !== winner);
  expect(won.length + lost.length).toBe(100);
  for (const { answer } of lost) {
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'ticket.claimed_by_other', details: { assigneeName: winner } },
    });
    expect(answer.body.message).toContain(winner);
  }
  const view = (await agents[0]!.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  expect(view.events.filter(({ type }) => type === 'ticket.claimed')).toHaveLength(1);
});

test.each([
  ['ticket', 'tickets/next'],
  ['promise', 'promises/next'],
])('that no %s waits is not said while a look at the clocks holds the one that does', async (table, way) => {
  const agent = agents[0]!;
  const { id } = await desk.inquiry(desk.a);
  const promise = { kind: 'answer', until: new Date(Date.now() + 3_600_000).toISOString() };
  if (table === 'promise') {
    await agents[1]!.post(`/api/v1/tickets/${id}/claim`);
    await agents[1]!.post(`/api/v1/tickets/${id}/promises`, promise);
    await desk.inBoth(() => currentTransaction().manager.query('UPDATE promise SET assignee_id = NULL'));
  }
  let isAnswered = false;
  const { asked } = await desk.inBoth(async () => {
    const query = <Row>(sql: string): Promise<Row[]> => currentTransaction().manager.query(sql);
    await query(`SELECT FROM ${table} WHERE assignee_id IS NULL FOR UPDATE`);
    const answer = agent.post<TicketView | PromiseView>(`/api/v1/${way}`).finally(() => (isAnswered = true));
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until('it waits', async () => isAnswered || (await query(waiting)).length > 0);
    return { asked: answer };
  });
  expect(await asked).toMatchObject({ status: 200, body: { assigneeName: nameOf(agent) } });
});

test('twenty who take the next of two hundred each get their own, and none is left or dealt twice', async () => {
  const waiting = new Set<string>();
  for (let at = 0; at < 200; at += 1) waiting.add((await desk.inquiry(at % 2 ? desk.a : desk.b)).id);
  const dealt: { id: string; agent: string }[] = [];
  await Promise.all(
    agents.map(async (agent) => {
      const next = () => agent.post<TicketView & ErrorBody>('/api/v1/tickets/next');
      let answer = await next();
      for (; answer.status === 200; answer = await next()) {
        expect(answer.body.assigneeName).toBe(nameOf(agent));
        dealt.push({ id: answer.body.id, agent: nameOf(agent) });
      }
      expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.none_waiting' } });
    }),
  );
  const ids = dealt.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...waiting].filter((id) => !ids.includes(id))).toEqual([]);
  const left = await agents[0]!.get<TicketPage>('/api/v1/tickets?assignee=none&state=waiting');
  expect(left.body.items).toEqual([]);
});

test('the next ticket comes fairly from both shops, the urgent and the overdue first', async () => {
  const agent = await desk.join(['agent'], desk.a, desk.b);
  // A shop that had no turn for long would go even before an urgent one: first both have one.
  for (const shop of [desk.a, desk.b]) await desk.inquiry(shop);
  for (let at = 0; at < 2; at += 1) expect((await agent.post('/api/v1/tickets/next')).status).toBe(200);
  const calm = [await desk.inquiry(desk.a), await desk.inquiry(desk.a), await desk.inquiry(desk.b)];
  const urgent = await desk.inquiry(desk.b, { topic: 'MIS' });
  const order: string[] = [];
  for (let at = 0; at < 4; at += 1) order.push((await agent.post<TicketView>('/api/v1/tickets/next')).body.id);
  expect(order[0]).toBe(urgent.id);
  expect(order.toSorted()).toEqual([urgent, ...calm].map(({ id }) => id).toSorted());
});

test('of two replies to one version one is sent, and the other is told its words', async () => {
  const { id } = await desk.inquiry(desk.a);
  const [first, second] = [await desk.as('supervisor'), await desk.as('admin')];
  const reply = (agent: ApiClient, text: string) =>
    agent.post<TicketView & ErrorBody>(`/api/v1/tickets/${id}/replies`, {
      text,
      baseVersion: 1,
      idempotencyKey: `race-${text}`,
    });
  const answers = await Promise.all([reply(first, '一つ目の回答です。'), reply(second, '二つ目の回答です。')]);
  expect(answers.map(({ status }) => String(status)).toSorted((a, b) => a.localeCompare(b))).toEqual(['201', '409']);
  const sent = answers.find(({ status }) => status === 201)!.body;
  const refused = answers.find(({ status }) => status === 409)!.body;
  const text = sent.messages.at(-1)!.bodyText;
  expect(refused.code).toBe('ticket.changed');
  const details = refused.details as unknown as TicketChangedDetails;
  expect(details).toMatchObject({ version: 2, newMessages: [{ kind: 'outbound', bodyText: text }] });
  expect(details.newEvents.map(({ type }) => type)).toEqual(['ticket.replied']);
  const view = (await first.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  expect(view.messages.filter(({ kind }) => kind === 'outbound').map(({ bodyText }) => bodyText)).toEqual([text]);
});

test('what the requester adds while an agent writes stops the reply', async () => {
  const { id } = await desk.inquiry(desk.a);
  const [writer, colleague] = [await desk.as('agentA'), await desk.as('supervisor')];
  const seen = (await writer.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body.version;
  await colleague.post(`/api/v1/tickets/${id}/notes`, { text: '電話で続きがありました。' });
  const refused = await writer.post<ErrorBody>(`/api/v1/tickets/${id}/replies`, {
    text: '回答です。',
    baseVersion: seen,
    idempotencyKey: 'race-stale',
  });
  expect(refused).toMatchObject({
    status: 409,
    body: { details: { newMessages: [{ bodyText: '電話で続きがありました。' }] } },
  });
});

test('one idempotency key sent ten times at once is one message and one mail', async () => {
  const { id } = await desk.inquiry(desk.a);
  const agent = await desk.as('agentA');
  const body = { text: '一度だけの回答です。', baseVersion: 1, idempotencyKey: 'race-once' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => agent.post<TicketView>(`/api/v1/tickets/${id}/replies`, body)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
  const other = await agent.post<ErrorBody>(`/api/v1/tickets/${id}/replies`, { ...body, text: '別の回答です。' });
  expect(other.body.code).toBe('idempotency.mismatch');
  await until('the mail is in the outbox', async () => {
    const { messages } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    const outbound = messages.filter(({ kind }) => kind === 'outbound');
    expect(outbound).toHaveLength(1);
    return outbound[0]!.delivery?.state === 'sent';
  });
  const mails = (await agent.get<OutboxPage>('/api/v1/outbox')).body.items;
  expect(mails.filter(({ text }) => text.includes('一度だけの回答です。'))).toHaveLength(1);
});

test('one inquiry sent ten times at once is one ticket with one acknowledgement', async () => {
  const accepted = await Promise.all(
    Array.from({ length: 10 }, () =>
      desk.inquiry(desk.b, {
        intakeKey: 'the very same inquiry',
        text: '同じ問い合わせです。',
        acknowledge: true,
      }),
    ),
  );
  expect(new Set(accepted.map(({ id }) => id)).size).toBe(1);
  expect(new Set(accepted.map(({ number }) => number)).size).toBe(1);
  const agent = await desk.as('agentB');
  const view = await until('the acknowledgement left', async () => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${accepted[0]!.id}`);
    return body.messages.at(-1)!.delivery?.state === 'sent' && body;
  });
  expect(view.messages.map(({ kind }) => kind)).toEqual(['inbound', 'outbound']);
  expect(view.events.filter(({ type }) => type === 'ticket.opened')).toHaveLength(1);
});

test('one call logged ten times at once is one ticket', async () => {
  const agent = await desk.as('agentA');
  const body = {
    deskId: desk.a.desk.id,
    callerName: '村瀬 みさき',
    callerRole: 'self',
    topic: 'AFF',
    text: '折り返してほしいとのこと。',
    outcome: 'callback_promised',
    idempotencyKey: 'race-call',
    promise: {
      kind: 'callback',
      from: new Date(Date.now() + 3_600_000).toISOString(),
      until: new Date(Date.now() + 7_200_000).toISOString(),
    },
  };
  const answers = await Promise.all(Array.from({ length: 10 }, () => agent.post<TicketView>('/api/v1/calls', body)));
  expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
  expect(answers[0]!.body.events.filter(({ type }) => type === 'ticket.call_logged')).toHaveLength(1);
});

describe('a deadlock', () => {
  test('runs the losing stimulus again, whose effects come once', async () => {
    const [one, two] = [await desk.inquiry(desk.a), await desk.inquiry(desk.a)];
    const database = desk.api.app.get(Database);
    const scope = TenantScope.of(desk.a.tenantId);
    const lock = (id: string) =>
      currentTransaction().runner.query('UPDATE ticket SET priority = priority WHERE id = $1', [id]);
    let runs = 0;
    let meet: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    let holding = 0;
    let won: Promise<void> = Promise.resolve();
    const stimulus = (first: string, second: string, key: string) =>
      database.transaction(scope, async () => {
        runs += 1;
        // Who lost comes again after the winner: on a busy machine the two could meet once more.
        if (runs > 2) await won;
        await lock(first);
        await desk.api.app.get(TicketIntake).accept({
          desk: desk.a.desk,
          channel: 'form',
          language: 'ja',
          topic: 'AFF',
          subject: null,
          text: '行き詰まりの試験です。',
          requester: { name: '藤代 恵' },
          intakeKey: key,
        });
        holding += 1;
        if (holding === 2) meet();
        await met;
        await lock(second);
      });
    const both = [stimulus(one.id, two.id, 'deadlock-1'), stimulus(two.id, one.id, 'deadlock-2')];
    won = Promise.race(both);
    await Promise.all(both);
    expect(runs).toBe(3);
    const agent = await desk.as('agentA');
    const hits = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('行き詰まり')}`);
    expect(hits.body.items).toHaveLength(2);
  });

  test('between two requests is met by neither of the two who sent them', async () => {
    // A trigger makes every note touch the two tickets in opposite order: what two real stimuli may do to each other.
    const [one, two] = [await desk.inquiry(desk.a), await desk.inquiry(desk.a)];
    await desk.asOwner(`
      CREATE FUNCTION touch_other() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(0.2);
        UPDATE ticket SET priority = priority WHERE id = CASE NEW.ticket_id WHEN '${one.id}' THEN '${two.id}'::uuid ELSE '${one.id}'::uuid END;
        RETURN NEW;
      END $$`);
    await desk.asOwner(
      'CREATE TRIGGER touch_other AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION touch_other()',
    );
    const agent = await desk.as('agentA');
    const socket = await agent.connect();
    try {
      const answers = await Promise.all(
        [one, two].map(({ id }, at) => agent.post<TicketView>(`/api/v1/tickets/${id}/notes`, { text: `メモ${at}` })),
      );
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      for (const { body } of answers) {
        expect(body.messages.filter(({ kind }) => kind === 'note')).toHaveLength(1);
        expect(body.events.filter(({ type }) => type === 'ticket.noted')).toHaveLength(1);
        expect(body.version).toBe(2);
      }
    } finally {
      await desk.asOwner('DROP TRIGGER touch_other ON message');
    }
    expect(await ask(socket, 'queue.sync', { since: null })).toMatchObject({ reload: false });
  });

  test('a serialization failure is tried again, a plain fault is not', async () => {
    const database = desk.api.app.get(Database);
    let runs = 0;
    const raise = (code: string) =>
      currentTransaction().runner.query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`);
    await database.transaction(TenantScope.nothing, async () => {
      runs += 1;
      if (runs < 3) await raise('40001');
    });
    expect(runs).toBe(3);
    runs = 0;
    await expect(
      database.transaction(TenantScope.nothing, async () => {
        runs += 1;
        await raise('23514');
      }),
    ).rejects.toMatchObject({ driverError: { code: '23514' } });
    expect(runs).toBe(1);
    runs = 0;
    await expect(
      database.transaction(TenantScope.nothing, async () => {
        runs += 1;
        await raise('40P01');
      }),
    ).rejects.toMatchObject({ driverError: { code: '40P01' } });
    expect(runs).toBe(4);
  });
});
