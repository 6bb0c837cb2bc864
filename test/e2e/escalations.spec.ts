import type {
  ApprovalList,
  ComplaintAnswer,
  ErrorBody,
  FloorView,
  EscalateAnswer,
  EscalationRow,
  EscalationView,
  ListView,
  MisuseRegister,
  OutboxPage,
  PromiseView,
  SyncAnswer,
  TenantCounters,
  TicketEscalation,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import { CannedResponses, EscalationAlarmJob } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type ApiClient, ask, nextPush } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const CANARY = '碧鸚鵡翠鶯鴎';

const clock = new ClockAhead();
let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
let otherSupervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  agent = await desk.as('agentA');
  supervisor = await desk.as('supervisor');
  otherSupervisor = await desk.join(['supervisor'], desk.b);
});
afterAll(() => desk?.close());

const ofTicket = async (id: string, by = supervisor): Promise<TicketEscalation> =>
  (await by.get<TicketEscalation>(`/api/v1/tickets/${id}/escalation`)).body;
const claimed = async (over = {}): Promise<TicketView> => {
  const { id } = await desk.inquiry(desk.a, over);
  return (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
};
const escalate = (id: string, body: object) =>
  agent.post<EscalateAnswer & ErrorBody>(`/api/v1/tickets/${id}/escalations`, body);

describe('to a supervisor and back', () => {
  test('the agent keeps the ticket, the supervisor answers, the agent may close', async () => {
    const ticket = await claimed();
    const opened = await escalate(ticket.id, {
      trigger: 'wants_superior',
      promised: '本日中に上席から電話',
      wish: '責任者と話したい',
      dueAt: new Date(clock.now().getTime() + 60_000).toISOString(),
    });
    expect(opened).toMatchObject({ status: 201, body: { hidden: false } });
    expect((await escalate(ticket.id, { trigger: 'other' })).body.code).toBe('escalation.already_open');
    const seen = (await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
    expect(seen).toMatchObject({ assigneeName: '小川', version: ticket.version + 1 });

    const { id } = opened.body;
    const [first, second] = await Promise.all([
      supervisor.post<EscalationView & ErrorBody>(`/api/v1/escalations/${id}/take`),
      (await desk.as('admin')).post<EscalationView & ErrorBody>(`/api/v1/escalations/${id}/take`),
    ]);
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
    const owner = first.status === 200 ? supervisor : await desk.as('admin');
    expect((await ofTicket(ticket.id, agent)).escalation).toMatchObject({
      state: 'taken',
      promised: '本日中に上席から電話',
    });
    const returned = await owner.post<EscalationView>(`/api/v1/escalations/${id}/return`, {
      words: '電話で了解を得た。終了してよい。',
    });
    expect(returned.body).toMatchObject({ state: 'returned', words: '電話で了解を得た。終了してよい。' });
    const back = (await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
    expect(back.messages.at(-1)).toMatchObject({ kind: 'note', bodyText: '電話で了解を得た。終了してよい。' });
    expect(back.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['escalation.opened', 'escalation.taken', 'escalation.returned']),
    );
    expect((await owner.post<ErrorBody>(`/api/v1/escalations/${id}/close`)).body.code).toBe('escalation.ended');
    expect((await agent.post(`/api/v1/tickets/${ticket.id}/resolve`)).status).toBe(200);
  });

  test('an alarm is told once when its time is over, however often the job runs', async () => {
    const ticket = await claimed();
    const { id } = (await escalate(ticket.id, { trigger: 'threat' })).body;
    const job = desk.api.app.get(EscalationAlarmJob);
    const payload = { tenantId: desk.a.tenantId, escalationId: id };
    const runs = (): Promise<void> => desk.inBoth(() => job.run(payload));
    await runs();
    expect((await ofTicket(ticket.id)).escalation!.overdue).toBe(false);
    clock.ahead += 61 * 60_000;
    await Promise.all(Array.from({ length: 8 }, runs));
    await runs();
    const { events } = (await supervisor.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
    expect(events.filter(({ type }) => type === 'escalation.overdue')).toHaveLength(1);
    expect((await ofTicket(ticket.id)).escalation!.overdue).toBe(true);
  });
});

describe('for few eyes', () => {
  test.each(['press', 'lawyer', 'police'] as const)(
    '%s: nothing of it is left for others, anywhere',
    async (trigger) => {
      const requester = { name: `${CANARY} 恵`, email: 'canary@mail.example.jp', phone: '03-0000-0999' };
      const ticket = await claimed({
        text: `${CANARY}の取材です。`,
        requester,
        acknowledge: true,
      });
      const sibling = await claimed({ requester: { ...requester, name: '別件' } });
      const socket = await agent.connect();
      const mine = await ask<SyncAnswer>(socket, 'queue.sync', { since: null });
      const before = (await agent.get<ListView<TenantCounters>>('/api/v1/queue/counters')).body.items[0]!.waiting;
      const gone = nextPush(socket, 'tickets.changed', (batch) => batch.gone?.includes(ticket.id) === true);
      const heard = nextPush(await supervisor.connect(), 'tickets.changed', ({ rows }) =>
        rows.some(({ id }) => id === ticket.id),
      );

      expect((await escalate(ticket.id, { trigger, promised: '折り返し' })).body.hidden).toBe(true);

      const [batch] = await gone;
      expect(JSON.stringify(batch.rows)).not.toContain(CANARY);
      expect((await heard)[0].rows.find(({ id }) => id === ticket.id)).toMatchObject({
        lane: trigger,
        assigneeId: null,
      });
      for (const path of ['', '/facts', '/same-requester', '/escalation', '/approval']) {
        expect((await agent.get(`/api/v1/tickets/${ticket.id}${path}`)).status).toBe(404);
      }
      for (const [verb, body] of [
        ['claim', {}],
        ['notes', { text: 'x' }],
        ['assign', { assigneeId: desk.userId('agentA') }],
      ] as const) {
        expect([403, 404]).toContain((await agent.post(`/api/v1/tickets/${ticket.id}/${verb}`, body)).status);
      }
      for (const path of [
        '/api/v1/tickets?limit=200',
        '/api/v1/tickets?sort=due&limit=200',
        '/api/v1/tickets?state=waiting&limit=200',
        `/api/v1/tickets?q=${encodeURIComponent(CANARY)}`,
        `/api/v1/tickets?q=${ticket.number}`,
        '/api/v1/outbox',
        '/api/v1/promises',
        `/api/v1/tickets/${sibling.id}`,
      ]) {
        const { text } = await agent.get<TicketPage>(path);
        const found = [ticket.id, ticket.number].filter((trace) => text.includes(trace));
        expect({ path, found }).toEqual({ path, found: [] });
      }
      expect((await agent.get<ListView<TenantCounters>>('/api/v1/queue/counters')).body.items[0]!.waiting).toBe(
        before - 1,
      );
      const missed = await ask<SyncAnswer & { gone?: string[] }>(socket, 'queue.sync', { since: mine.position });
      expect(missed).toMatchObject({ reload: false, gone: expect.arrayContaining([ticket.id]) });
      expect(JSON.stringify(missed.reload ? [] : missed.rows)).not.toContain(ticket.id);
      const lists = await (await desk.join(['senior_agent'], desk.a)).get<ApprovalList>('/api/v1/approvals');
      expect(lists.text).not.toContain(ticket.id);

      const { escalation } = await ofTicket(ticket.id);
      const taken = await supervisor.post<EscalationView>(`/api/v1/escalations/${escalation!.id}/take`);
      expect(taken.body).toMatchObject({ lane: trigger, owner: { name: '森田' } });
      expect((await supervisor.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body).toMatchObject({
        assigneeName: '森田',
      });
      const outbox = (await supervisor.get<OutboxPage>('/api/v1/outbox')).status;
      expect(outbox).toBe(200);
      await supervisor.post(`/api/v1/escalations/${escalation!.id}/return`, { words: '広報から回答済み。' });
      expect((await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).status).toBe(200);
    },
  );

  test('what was promised in it is hidden with it: by id, from every verb, and from the next free one', async () => {
    const ticket = await claimed({ requester: { name: `${CANARY} 恵`, phone: '03-0000-0998' } });
    const at = (hours: number): string => new Date(clock.now().getTime() + hours * 3_600_000).toISOString();
    const band = { from: at(1), until: at(2) };
    const made = await agent.post<PromiseView>(`/api/v1/tickets/${ticket.id}/promises`, { kind: 'callback', ...band });
    await escalate(ticket.id, { trigger: 'lawyer' });
    const path = `/api/v1/promises/${made.body.id}`;
    expect((await agent.get(path)).status).toBe(404);
    for (const [verb, body] of [
      ['take', {}],
      ['call', {}],
      ['outcome', { outcome: 'no_answer' }],
      ['change', { ...band, toldTo: 'self', toldAt: at(0) }],
      ['withdraw', {}],
      ['give-up', {}],
    ] as const) {
      const { status, body: answer } = await agent.post<ErrorBody>(`${path}/${verb}`, body);
      expect({ verb, status, code: answer.code }).toEqual({ verb, status: 404, code: 'not_found' });
    }
    await desk.inBoth(() =>
      currentTransaction().manager.query('UPDATE promise SET assignee_id = NULL WHERE id = $1', [made.body.id]),
    );
    expect((await agent.post<ErrorBody>('/api/v1/promises/next')).body.code).toBe('promise.none_due');
    expect((await supervisor.get<PromiseView>(path)).body).toMatchObject({ requesterName: `${CANARY} 恵` });
    expect((await supervisor.post(`${path}/take`)).status).toBe(200);
  });

  test('next never gives one', async () => {
    const person = await desk.join(['agent'], desk.a);
    const only = await desk.inquiry(desk.a, { topic: 'AFF' });
    await escalate(only.id, { trigger: 'press' });
    for (;;) {
      const next = await person.post<TicketView & ErrorBody>('/api/v1/tickets/next');
      if (next.status !== 200) break;
      expect(next.body.id).not.toBe(only.id);
      await person.post(`/api/v1/tickets/${next.body.id}/resolve`);
    }
  });
});

describe('misuse', () => {
  test('is with the supervisors of its shop by itself, within the second, without personal data', async () => {
    const own = await supervisor.connect();
    const theirs = await otherSupervisor.connect();
    const foreign: unknown[] = [];
    theirs.on('escalation.alert', (alert) => foreign.push(alert));
    const agents: unknown[] = [];
    (await agent.connect()).on('escalation.alert', (alert) => agents.push(alert));
    // What was opened before may be told only now.
    const told = nextPush(own, 'escalation.alert', ({ trigger }) => trigger === 'misuse');
    const { id, number } = await desk.inquiry(desk.a, { topic: 'MIS', text: `${CANARY}に身に覚えのない請求。` });
    const [alert] = await told;
    expect(alert).toMatchObject({ ticketId: id, number, trigger: 'misuse', lane: 'supervisor', kind: 'opened' });
    expect(JSON.stringify(alert)).not.toContain(CANARY);
    expect((await ofTicket(id)).escalation).toMatchObject({ state: 'open', openedBy: null });
    const { items } = (await supervisor.get<ListView<EscalationRow>>('/api/v1/escalations')).body;
    expect(items.map(({ ticketId }) => ticketId)).toContain(id);
    // Sent behind the alert on the same way: had there been one for others, it would have come before.
    await ask(theirs, 'queue.sync', { since: null });
    expect([foreign, agents]).toEqual([[], []]);

    await agent.post(`/api/v1/tickets/${id}/claim`);
    await escalate(id, { trigger: 'misuse', wish: '調べてほしい' });
    expect((await ofTicket(id)).escalation).toMatchObject({ openedBy: '小川', wish: '調べてほしい' });
  });

  test('sorted as misuse later, it is escalated then, once', async () => {
    const { id } = await desk.inquiry(desk.a);
    for (const topic of ['MIS', 'AFF', 'MIS']) await agent.post(`/api/v1/tickets/${id}/sort`, { topic });
    const { events } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    expect(events.filter(({ type }) => type === 'escalation.opened')).toHaveLength(1);
  });

  test('the first confirmed one puts the claim under review, and the texts that make it are named', async () => {
    const canned = {
      incidentId: desk.incidentId,
      language: 'ja' as const,
      summary: '',
      kana: '',
      topic: null,
      approvedBy: '森田',
      approvedAt: new Date('2016-06-22T09:30:00Z'),
      effectiveFrom: new Date('2016-06-22T09:30:00Z'),
    };
    await desk.inBoth(async () => {
      const texts = desk.api.app.get(CannedResponses);
      await texts.save({
        ...canned,
        key: 'none_known',
        title: '不正使用の有無',
        body: '現時点で不正使用は確認されておりません。',
      });
      await texts.save({ ...canned, key: 'harmless', title: '時間', body: '受付は10時からです。' });
    });
    const { id } = await desk.inquiry(desk.a, { topic: 'SUS', text: CANARY });
    const before = (await supervisor.get<MisuseRegister>('/api/v1/misuse')).body;
    expect(before.claims).toMatchObject([{ state: 'in_force', texts: [{ key: 'none_known' }] }]);
    const decided = await supervisor.post<MisuseRegister>(`/api/v1/misuse/${id}/finding`, { state: 'confirmed' });
    expect(decided.body.claims[0]).toMatchObject({ state: 'under_review' });
    expect(decided.body.items.find(({ ticketId }) => ticketId === id)).toMatchObject({ state: 'confirmed' });
    expect(decided.text).not.toContain(CANARY);
    expect(decided.text).not.toContain('藤代');
    const { attention } = (await supervisor.get<FloorView>('/api/v1/floor')).body;
    expect(attention).toContainEqual(expect.objectContaining({ kind: 'claim', id: desk.incidentId, deskId: null }));

    const shop = (await (await desk.as('shopA')).get<MisuseRegister>('/api/v1/misuse')).body;
    expect(shop.items.length).toBeGreaterThan(0);
    // That the claim is in doubt would tell one shop what happened to the customers of another.
    expect(shop.claims).toEqual([]);
    const elsewhere = (await (await desk.as('shopB')).get<MisuseRegister>('/api/v1/misuse')).body;
    expect(elsewhere).toEqual({
      items: [],
      clusters: [],
      claims: [],
      counts: { all: 0, reported: 0, confirmed: 0 },
    });
    const admin = await desk.as('admin');
    const settled = await admin.request<MisuseRegister>('PUT', `/api/v1/misuse/claims/${desk.incidentId}`, {
      state: 'withdrawn',
    });
    expect(settled.body.claims[0]).toMatchObject({ state: 'withdrawn' });
    await supervisor.post(`/api/v1/misuse/${id}/finding`, { state: 'confirmed' });
    expect((await supervisor.get<MisuseRegister>('/api/v1/misuse')).body.claims[0]!.state).toBe('withdrawn');
  });
});

/** Later reports like one, each of them judged. */
const JUDGED = `
  WITH later AS (
    INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at)
    SELECT tenant_id, gen_random_uuid(), '999-' || lpad(n::text, 4, '0') || '-0', desk_id, requester_id, 'closed', topic, channel,
           language, subject, excerpt, created_at + n * interval '1 second'
      FROM ticket, generate_series(1, 600) n WHERE id = $1 RETURNING tenant_id, id)
  INSERT INTO misuse_finding (tenant_id, ticket_id, state, decided_by, decided_at)
  SELECT tenant_id, id, 'confirmed', $2, now() FROM later`;

test('a report that nobody has judged stays in sight, however many judged ones came after it; all are counted', async () => {
  const many = await world();
  try {
    const seen = await many.as('supervisor');
    const { id } = await many.inquiry(many.a, { topic: 'SUS', text: '知らない番号から電話がありました。' });
    await many.inBoth(() => currentTransaction().manager.query(JUDGED, [id, many.userId('supervisor')]));
    const { items, counts } = (await seen.get<MisuseRegister>('/api/v1/misuse')).body;
    expect(counts).toEqual({ all: 601, reported: 1, confirmed: 600 });
    expect(items).toHaveLength(500);
    expect(items.find(({ ticketId }) => ticketId === id)).toMatchObject({ state: 'reported' });
  } finally {
    await many.close();
  }
}, 60_000);

describe('similar reports', () => {
  test('are told to staff across shops, without words; to a shop its own rows alone', async () => {
    const text = `${CANARY}のところへ、未払いがあるとSMSが届きました。https://pay.example.net/1`;
    await desk.inquiry(desk.a, { topic: 'SUS', text });
    await desk.inquiry(desk.b, { topic: 'SUS', text: text.replace('/1', '/2') });
    const register = await supervisor.get<MisuseRegister>('/api/v1/misuse');
    expect(register.body.clusters).toContainEqual(
      expect.objectContaining({ contact: 'sms', pretext: 'unpaid', reports: 2, shops: 2, hosts: ['pay.example.net'] }),
    );
    expect(register.text).not.toContain(CANARY);
    const shop = (await (await desk.as('shopA')).get<MisuseRegister>('/api/v1/misuse')).body;
    expect(shop.clusters).toEqual([]);
    expect(shop.items[0]).toMatchObject({ contact: 'sms', tenantId: desk.a.tenantId });
  });
});

describe('complaints', () => {
  test('who said so and when; level 3 goes to a supervisor by itself, and asks for approval', async () => {
    const ticket = await claimed({ topic: 'CMP' });
    const mild = await agent.post<ComplaintAnswer>(`/api/v1/tickets/${ticket.id}/complaint`, { level: 1 });
    expect(mild.body).toMatchObject({ relief: false, complaint: { level: 1, setBy: '小川' } });
    expect((await ofTicket(ticket.id)).escalation).toBeNull();
    const hard = await agent.post<ComplaintAnswer>(`/api/v1/tickets/${ticket.id}/complaint`, {
      level: 3,
      step: 'warned',
    });
    expect(hard.body).toMatchObject({ relief: true, complaint: { level: 3, step: 'warned' } });
    expect((await ofTicket(ticket.id)).escalation).toMatchObject({ trigger: 'complaint_level_3', openedBy: null });
    const need = await agent.post(`/api/v1/tickets/${ticket.id}/approval-need`, { text: 'お答えします。' });
    expect(need.body).toMatchObject({ reasons: ['complaint_level_3'] });
  });

  test('is the floor’s own matter: not for a shop’s people, not for another shop, not for those who only read', async () => {
    const ticket = await claimed({ topic: 'CMP' });
    const path = `/api/v1/tickets/${ticket.id}/complaint`;
    await agent.post(path, { level: 2, step: 'ended' });
    const shop = await desk.as('shopA');
    expect((await shop.post(path, { level: 1 })).status).toBe(403);
    expect((await shop.get(`/api/v1/tickets/${ticket.id}/escalation`)).status).toBe(403);
    expect((await shop.get(`/api/v1/tickets/${ticket.id}`)).text).not.toContain('complaint_set');
    const auditor = await desk.join(['auditor'], desk.a);
    expect((await auditor.post(path, { level: 1 })).status).toBe(403);
    const foreign = await otherSupervisor.post<ErrorBody>(path, { level: 1 });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await ofTicket(ticket.id)).complaint).toMatchObject({ level: 2, step: 'ended' });
    expect((await agent.post(path, { level: 4 })).status).toBe(400);
    expect((await agent.post(path, { level: 1, step: 'shouted_at' })).status).toBe(400);
  });

  test('the third inquiry of one person asks for a supervisor', async () => {
    const requester = { name: '三度目', email: 'third@mail.example.jp' };
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await desk.inquiry(desk.a, { requester })).id);
    await desk.inquiry(desk.b, { requester });
    expect((await ofTicket(ids[2]!)).proposals).toEqual(['repeated_contact']);
    const [two] = [await desk.inquiry(desk.b, { requester })];
    expect((await ofTicket(two.id)).proposals).toEqual([]);
    await escalate(ids[2]!, { trigger: 'repeated_contact' });
    await until('it asks no more', async () => (await ofTicket(ids[2]!)).proposals.length === 0);
  });
});
