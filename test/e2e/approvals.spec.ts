import { MessageDeliverJob } from '#libs/channels';
import type {
  ApprovalCounts,
  ApprovalList,
  ApprovalMail,
  ApprovalNeed,
  ApprovalNews,
  ApprovalView,
  ErrorBody,
  KpiView,
  OutboxPage,
  TicketApproval,
  TicketView,
} from '#libs/contracts';
import { ApprovalWishes, CannedResponses, TicketFollowUps, WorkProfiles } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import type { Answer, ApiClient } from '../support/client.js';
import { nextPush } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

const TEXT = '藤代 恵 様\n\nお尋ねの補償につきましては、現時点で決定した事項はございません。';

let desk: World;
const clock = new ClockAhead();
let agent: ApiClient;
let supervisor: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: { UNDO_SECONDS: '60' }, clock, worker: false });
  [agent, supervisor, admin] = [await desk.as('agentAB'), await desk.as('supervisor'), await desk.as('admin')];
});
afterAll(() => desk?.close());

/** Whatever answers: an approval, a ticket or an error. */
type Any = Answer<
  Omit<ApprovalView, 'state'> &
    Omit<TicketView, 'state'> &
    ErrorBody & { state: ApprovalView['state'] | TicketView['state'] }
>;
let keys = 0;
const key = (): string => `approval-test-${(keys += 1)}`;

const claimed = async (topic: 'COMP' | 'AFF' = 'COMP', by = agent): Promise<TicketView> => {
  const { id } = await desk.inquiry(desk.a, { topic });
  return (await by.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
};
const replyTo = (ticket: TicketView, over: object = {}, by = agent): Promise<Any> =>
  by.post(`/api/v1/tickets/${ticket.id}/replies`, {
    text: TEXT,
    baseVersion: ticket.version,
    idempotencyKey: key(),
    ...over,
  });
const approvalOf = async (ticketId: string, by = agent): Promise<TicketApproval['approval']> =>
  (await by.get<TicketApproval>(`/api/v1/tickets/${ticketId}/approval`)).body.approval;
const verb = (id: string, name: string, body: object = {}, by = supervisor): Promise<Any> =>
  by.post(`/api/v1/approvals/${id}/${name}`, body);
const ticketNow = async (id: string): Promise<TicketView> =>
  (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const sentIn = async (): Promise<{ ticket: TicketView; id: string }> => {
  const ticket = await claimed();
  expect((await replyTo(ticket)).body.state).toBe('waiting_approval');
  return { ticket, id: (await approvalOf(ticket.id))!.id };
};
const deliver = (messageId: string): Promise<unknown> =>
  desk.inBoth(async () => {
    const job = desk.api.app.get(MessageDeliverJob);
    const payload = { tenantId: desk.a.tenantId, messageId };
    const loaded = await job.load(payload);
    return job.record(payload, loaded!, { kind: 'outbox' });
  });
const replies = ({ messages }: Pick<TicketView, 'messages'>) => messages.filter(({ kind }) => kind === 'outbound');

test('a delicate reply waits, with its clock running, and leaves with the words that were read', async () => {
  const ticket = await claimed();
  const need = await agent.post<ApprovalNeed>(`/api/v1/tickets/${ticket.id}/approval-need`, { text: TEXT });
  expect(need.body).toMatchObject({ reasons: ['delicate_topic'], changedPercent: null });
  expect(need.body.approvers).toEqual(expect.arrayContaining(['森田', '管理']));
  const socket = await supervisor.connect();
  const heard = nextPush(socket, 'tickets.changed', ({ events }) =>
    events.some(({ type }) => type === 'ticket.approval_requested'),
  );
  const held = (await replyTo(ticket, { approvalNote: '金額には触れていません。' })).body;
  await heard;
  expect(held).toMatchObject({ state: 'waiting_approval', dueAt: ticket.dueAt, waitingSince: ticket.waitingSince });
  expect(replies(held)).toEqual([]);

  const list = (await supervisor.get<ApprovalList>('/api/v1/approvals')).body;
  const row = list.items.find(({ ticketId }) => ticketId === ticket.id)!;
  expect(row).toMatchObject({ reasons: ['delicate_topic'], author: { name: '佐藤' }, mayDecide: true, reviewer: null });
  const opened = (await verb(row.id, 'open')).body;
  expect(opened).toMatchObject({
    text: TEXT,
    note: '金額には触れていません。',
    reviewer: { name: '森田' },
    news: null,
  });
  expect(opened.inquiry!.text).toContain('私の情報');
  expect((await approvalOf(ticket.id))!.reviewer).toMatchObject({ name: '森田' });
  const mail = (await supervisor.get<ApprovalMail>(`/api/v1/approvals/${row.id}/mail`)).body;

  const done = (await verb(row.id, 'approve', { textVersion: 1 })).body;
  expect(done).toMatchObject({ state: 'approved', decidedBy: '森田' });
  const after = await ticketNow(ticket.id);
  expect(after).toMatchObject({ state: 'answered', assigneeName: '佐藤', dueAt: null });
  expect(replies(after)).toMatchObject([{ bodyText: TEXT, authorId: desk.userId('agentAB') }]);
  clock.ahead += 61_000;
  await deliver(replies(after)[0]!.id);
  const { items } = (await agent.get<OutboxPage>('/api/v1/outbox')).body;
  const { subject, text, to, from } = items[0]!;
  expect({ subject, text, to, from }).toEqual(mail);
  // In the figures it is the work of its writer.
  const figures = (await supervisor.get<KpiView>('/api/v1/kpis?by=agent')).body.items;
  const closed = figures.filter(({ tickets }) => tickets.closed > 0).map(({ agentId }) => agentId);
  expect(closed).toEqual([desk.userId('agentAB')]);
});

test('what needs nobody leaves at once, and an approver needs nobody for his or her own', async () => {
  const ordinary = await claimed('AFF');
  expect((await replyTo(ordinary)).body.state).toBe('answered');
  const own = await claimed('COMP', supervisor);
  expect((await replyTo(own, {}, supervisor)).body.state).toBe('answered');
});

test('the same sending in twice is one; other words under its key are refused', async () => {
  const ticket = await claimed();
  const idempotencyKey = key();
  const first = (await replyTo(ticket, { idempotencyKey })).body;
  expect((await replyTo(ticket, { idempotencyKey })).body.version).toBe(first.version);
  expect((await replyTo(ticket, { idempotencyKey, text: `${TEXT}。` })).body.code).toBe('idempotency.mismatch');
  const again = await replyTo({ ...ticket, version: first.version });
  expect(again.body.code).toBe('ticket.wrong_state');
  expect((await agent.post<ErrorBody>(`/api/v1/tickets/${ticket.id}/resolve`)).body.code).toBe('ticket.wrong_state');
});

describe('who wrote it does not approve it', () => {
  test('an approver who edits becomes an author, and another one decides', async () => {
    const { id, ticket } = await sentIn();
    const edited = (await verb(id, 'edit', { textVersion: 1, text: `${TEXT}\n決まりましたらお知らせいたします。` }))
      .body;
    expect(edited).toMatchObject({ textVersion: 2, mayDecide: false, state: 'waiting', reviewer: null });
    expect(edited.authors.map(({ name }) => name).sort()).toEqual(['佐藤', '森田'].sort());
    expect((await verb(id, 'approve', { textVersion: 2 })).body.code).toBe('approval.own_text');
    expect((await verb(id, 'approve', { textVersion: 1 }, admin)).body.code).toBe('approval.text_changed');
    expect((await verb(id, 'approve', { textVersion: 2 }, admin)).body).toMatchObject({ state: 'approved' });
    expect(replies(await ticketNow(ticket.id)).at(-1)!.bodyText).toContain('決まりましたら');
  });

  test('nor under a new approval: who wrote in what came back is still one of its authors', async () => {
    const { id, ticket } = await sentIn();
    const text = `${TEXT}\n決まりましたらお知らせいたします。`;
    await verb(id, 'edit', { textVersion: 1, text });
    await verb(id, 'return', { textVersion: 2, code: 'wording', words: '語尾を直してください。' }, admin);
    expect((await replyTo(await ticketNow(ticket.id), { text })).body.state).toBe('waiting_approval');
    const again = (await approvalOf(ticket.id))!.id;
    expect(again).not.toBe(id);
    expect((await verb(again, 'approve', { textVersion: 1 })).body.code).toBe('approval.own_text');
    expect((await verb(again, 'approve', { textVersion: 1 }, admin)).body.state).toBe('approved');
  });

  test('also with the program left out: the database refuses it', async () => {
    const { id } = await sentIn();
    const approve = (by: string) =>
      desk.inBoth(async () => {
        await currentTransaction().manager.query(
          `UPDATE reply_approval SET state = 'approved', decided_by = $2, decided_at = now() WHERE id = $1`,
          [id, by],
        );
      });
    await expect(approve(desk.userId('agentAB'))).rejects.toThrow('approver_is_no_author');
    const forget = desk.inBoth(async () => {
      await currentTransaction().manager.query(
        `UPDATE reply_approval SET authors = ARRAY[$2::uuid], author_id = $2 WHERE id = $1`,
        [id, desk.userId('supervisor')],
      );
    });
    await expect(forget).rejects.toThrow('stays written down');
    await expect(approve(desk.userId('supervisor'))).resolves.toBeUndefined();
  });
});

describe('one person at a time', () => {
  test('who opens it has it; others read along until it is left or five minutes of silence', async () => {
    const { id } = await sentIn();
    await verb(id, 'open');
    expect((await verb(id, 'open', {}, admin)).body.reviewer).toMatchObject({ name: '森田' });
    expect((await verb(id, 'approve', { textVersion: 1 }, admin)).body).toMatchObject({ code: 'approval.in_review' });
    await verb(id, 'leave');
    expect((await verb(id, 'open', {}, admin)).body.reviewer).toMatchObject({ name: '管理' });
    clock.ahead += 5 * 60_000 + 1;
    expect((await verb(id, 'open')).body.reviewer).toMatchObject({ name: '森田' });
  });

  test('of two who approve at once exactly one does, and one message exists', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, ticket } = await sentIn();
      const answers = await Promise.all([
        verb(id, 'approve', { textVersion: 1 }),
        verb(id, 'approve', { textVersion: 1 }, admin),
      ]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe('approval.already_decided');
      expect(replies(await ticketNow(ticket.id))).toHaveLength(1);
    }
  });
});

describe('what is new stops the release', () => {
  test('a message of the requester, until the approver has seen it', async () => {
    const { id, ticket } = await sentIn();
    await desk.inBoth(async () => {
      await desk.api.app.get(TicketFollowUps).append(ticket.id, {
        channel: 'email',
        subject: null,
        text: 'やはり結構です。',
        fromName: '藤代 恵',
      });
    });
    const stopped = await verb(id, 'approve', { textVersion: 1 });
    expect(stopped).toMatchObject({ status: 409, body: { code: 'approval.stopped' } });
    const news = stopped.body.details as unknown as ApprovalNews;
    expect(news.newMessages.map(({ bodyText }) => bodyText)).toEqual(['やはり結構です。']);
    expect(replies(await ticketNow(ticket.id))).toEqual([]);
    const seen = await verb(id, 'approve', { textVersion: 1, seenVersion: news.version });
    expect(seen.body).toMatchObject({ state: 'approved' });
  });

  test('a fact in the text that was replaced, whatever was seen', async () => {
    const ticket = await claimed();
    await replyTo(ticket, { text: `${TEXT}\n対象は10,946名です。`, warningReason: '確認済みです' });
    const { id } = (await approvalOf(ticket.id))!;
    const cohort = (value: number) =>
      desk.asOwner('SELECT 1').then(() =>
        desk.inBoth(async () => {
          await currentTransaction().manager.query('UPDATE cohort_count SET value = $2 WHERE tenant_id = $1', [
            desk.a.tenantId,
            value,
          ]);
        }),
      );
    await cohort(10_950);
    const news = (await verb(id, 'approve', { textVersion: 1, seenVersion: 99 })).body;
    expect(news).toMatchObject({ code: 'approval.stopped' });
    expect((news.details as unknown as ApprovalNews).facts).toMatchObject([{ before: '10,946名', now: '10,950名' }]);
    await cohort(10_946);
    expect((await verb(id, 'approve', { textVersion: 1 })).status).toBe(200);
  });
});

describe('back to its writer', () => {
  test('with a reason; the draft can be sent in again', async () => {
    const { id, ticket } = await sentIn();
    const returned = await verb(id, 'return', { textVersion: 1, code: 'wording', words: 'もう少し柔らかく。' });
    expect(returned.body).toMatchObject({ state: 'returned', returnCode: 'wording' });
    const back = await ticketNow(ticket.id);
    expect(back).toMatchObject({ state: 'open', assigneeName: '佐藤', dueAt: ticket.dueAt });
    expect(await approvalOf(ticket.id)).toMatchObject({
      state: 'returned',
      returnWords: 'もう少し柔らかく。',
      text: TEXT,
    });
    expect((await verb(id, 'approve', { textVersion: 1 })).body.code).toBe('approval.already_decided');
    expect((await replyTo(back)).body.state).toBe('waiting_approval');
  });

  test('pulled back by the writer while nobody has decided; nobody else can', async () => {
    const { id, ticket } = await sentIn();
    await verb(id, 'open');
    expect((await verb(id, 'pull-back', {}, admin)).body.code).toBe('permission.denied');
    expect((await verb(id, 'pull-back', {}, agent)).body).toMatchObject({ state: 'open', version: ticket.version + 2 });
    expect((await verb(id, 'approve', { textVersion: 1 })).body.code).toBe('approval.already_decided');
    expect((await supervisor.get<ApprovalList>('/api/v1/approvals')).body.items.map((row) => row.id)).not.toContain(id);
  });
});

describe('undo', () => {
  test('of a release: nothing left, and it waits again for anybody', async () => {
    const { id, ticket } = await sentIn();
    await verb(id, 'approve', { textVersion: 1 });
    expect((await verb(id, 'undo', {}, admin)).body.code).toBe('permission.denied');
    expect((await verb(id, 'undo')).body).toMatchObject({ state: 'waiting', undoUntil: null });
    const waiting = await ticketNow(ticket.id);
    expect(waiting).toMatchObject({
      state: 'waiting_approval',
      dueAt: ticket.dueAt,
      waitingSince: ticket.waitingSince,
    });
    expect(replies(waiting)).toMatchObject([{ delivery: { state: 'withdrawn' } }]);
    expect((await verb(id, 'approve', { textVersion: 1 }, admin)).body.state).toBe('approved');
    clock.ahead += 61_000;
    expect((await verb(id, 'undo', {}, admin)).body.code).toBe('approval.undo_over');
    expect(replies(await ticketNow(ticket.id)).filter(({ delivery }) => delivery!.state !== 'withdrawn')).toHaveLength(
      1,
    );
  });

  test('of a return: it waits again, unless the writer has gone on', async () => {
    const { id, ticket } = await sentIn();
    await verb(id, 'return', { textVersion: 1, code: 'facts', words: '期間をお確かめください。' });
    expect((await verb(id, 'undo')).body.state).toBe('waiting');
    await verb(id, 'return', { textVersion: 1, code: 'facts', words: '期間をお確かめください。' });
    await replyTo(await ticketNow(ticket.id));
    expect((await verb(id, 'undo')).body.code).toBe('approval.undo_over');
  });

  test('by the writer, of a released reply: the ticket is open again in his or her hands', async () => {
    const { id, ticket } = await sentIn();
    await verb(id, 'approve', { textVersion: 1 });
    const { id: messageId } = replies(await ticketNow(ticket.id)).at(-1)!;
    const undone = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/replies/${messageId}/undo`);
    expect(undone.body).toMatchObject({ state: 'open', assigneeName: '佐藤', dueAt: ticket.dueAt });
  });
});

describe('the rules', () => {
  const canned = (body: string): Promise<string> =>
    desk.inBoth(() =>
      desk.api.app.get(CannedResponses).save({
        incidentId: desk.incidentId,
        key: 'approval_rule',
        language: 'ja',
        title: '補償のお尋ね',
        summary: '補償',
        kana: 'ほしょう',
        topic: null,
        body,
        approvedBy: '森田',
        approvedAt: new Date('2016-06-22T09:30:00Z'),
        effectiveFrom: new Date('2016-06-22T09:30:00Z'),
      }),
    );
  const APPROVED =
    'お尋ねの件につきましては、現時点で決定した事項はございません。決まりましたら、皆様に一律にお知らせいたします。';

  test('a text that has left the approved one by more than 30 % waits, with the comparison', async () => {
    await canned(APPROVED);
    const kept = await claimed('AFF');
    expect((await replyTo(kept, { text: APPROVED, cannedKeys: ['approval_rule'] })).body.state).toBe('answered');
    const left = await claimed('AFF');
    const text = `お尋ねの件につきましては、現時点で決定した事項はございません。領収書は、お手元に保管くださいますようお願いいたします。`;
    expect((await replyTo(left, { text, cannedKeys: ['approval_rule'] })).body.state).toBe('waiting_approval');
    const { id } = (await approvalOf(left.id))!;
    const view = (await supervisor.get<ApprovalView>(`/api/v1/approvals/${id}`)).body;
    expect(view).toMatchObject({ reasons: ['text_changed'], canned: [{ title: '補償のお尋ね', version: 1 }] });
    expect(view.changedPercent).toBeGreaterThan(30);
    expect(
      view
        .changes!.filter(({ kind }) => kind !== 'removed')
        .map((each) => each.text)
        .join(''),
    ).toBe(text);
    await canned(`${APPROVED}以上`);
    const stopped = await verb(id, 'approve', { textVersion: 1 });
    expect((stopped.body.details as unknown as ApprovalNews).texts).toEqual(['補償のお尋ね']);
  });

  test('the first replies of somebody new', async () => {
    const fresh = await desk.join(['agent'], desk.a);
    const profile = {
      callsAtOnce: 1,
      ticketsAtOnce: 4,
      languages: ['ja' as const],
      topics: null,
      trainingLevel: 'new' as const,
    };
    await desk.inBoth(() => desk.api.app.get(WorkProfiles).save(fresh.session!.user.id, profile));
    expect((await replyTo(await claimed('AFF', fresh), {}, fresh)).body.state).toBe('waiting_approval');
    await desk.inBoth(() =>
      desk.api.app.get(WorkProfiles).save(fresh.session!.user.id, { ...profile, trainingLevel: 'regular' }),
    );
    expect((await replyTo(await claimed('AFF', fresh), {}, fresh)).body.state).toBe('answered');
  });

  test('the wish of a shop binds its own desk alone, and approvers too', async () => {
    await desk.inBoth(() => desk.api.app.get(ApprovalWishes).set(desk.b.desk.id, 'all'));
    const own = await claimed('AFF', supervisor);
    expect((await replyTo(own, {}, supervisor)).body.state).toBe('answered');
    const { id } = await desk.inquiry(desk.b);
    const theirs = (await supervisor.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
    expect((await replyTo(theirs, {}, supervisor)).body.state).toBe('waiting_approval');
    const waiting = (await approvalOf(id, supervisor))!;
    expect(waiting.reasons).toEqual(['shop_wish']);
    expect((await verb(waiting.id, 'approve', { textVersion: 1 })).body.code).toBe('approval.own_text');
    expect((await verb(waiting.id, 'approve', { textVersion: 1 }, admin)).body.state).toBe('approved');
  });
});

test('lists are as long as asked for, and their numbers count all of it', async () => {
  await desk.inBoth(() => desk.api.app.get(ApprovalWishes).set(desk.b.desk.id, 'all'));
  const theirs = await desk.inquiry(desk.b);
  const own = (await supervisor.post<TicketView>(`/api/v1/tickets/${theirs.id}/claim`)).body;
  expect((await replyTo(own, {}, supervisor)).body.state).toBe('waiting_approval');
  const { id } = await sentIn();
  clock.ahead += 3 * 3_600_000;
  await verb(id, 'approve', { textVersion: 1 });
  await sentIn();
  const { items, done } = (await supervisor.get<ApprovalList>('/api/v1/approvals')).body;
  const counts = (await supervisor.get<ApprovalCounts>('/api/v1/approvals/counts')).body;
  const minutes = done.map((row) => (Date.parse(row.decidedAt!) - Date.parse(row.requestedAt)) / 60_000);
  expect(counts).toEqual({
    waiting: items.length,
    decidable: items.filter(({ mayDecide }) => mayDecide).length,
    done: done.length,
    averageMinutes: Math.round(minutes.reduce((sum, each) => sum + each, 0) / minutes.length),
  });
  expect(counts.decidable).toBeLessThan(counts.waiting);
  expect(counts.averageMinutes).toBeGreaterThan(0);
  const short = (await supervisor.get<ApprovalList>('/api/v1/approvals?limit=1')).body;
  expect(short).toEqual({ items: items.slice(0, 1), done: done.slice(0, 1) });
  expect((await supervisor.get<ErrorBody>('/api/v1/approvals?limit=2001')).status).toBe(400);
  const other = await desk.join(['supervisor'], desk.b);
  const seen = (await other.get<ApprovalList>('/api/v1/approvals')).body;
  expect(seen.items.length).toBeLessThan(items.length);
  expect((await other.get<ApprovalCounts>('/api/v1/approvals/counts')).body).toMatchObject({
    waiting: seen.items.length,
    done: seen.done.length,
  });
});

test('a person of the other shop sees and decides none', async () => {
  const { id } = await sentIn();
  const other = await desk.join(['supervisor'], desk.b);
  expect((await other.get<ApprovalList>('/api/v1/approvals')).text).not.toContain(id);
  expect((await other.get(`/api/v1/approvals/${id}`)).status).toBe(404);
  expect((await verb(id, 'approve', { textVersion: 1 }, other)).status).toBe(404);
});
