import type { CannedPreview, CannedRow, ReplyCheckView, TicketView } from '#libs/contracts';
import { Acknowledgements, CannedResponses } from '#libs/desk';
import { DomainError, withContext } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;

const TEXT = {
  key: 'affected',
  language: 'ja' as const,
  title: '対象に含まれていました',
  summary: '期間と項目を伝える',
  kana: 'たいしょう',
  topic: 'AFF' as const,
  body: '{{ticket.requester_name}} 様\n{{cohort.period}}、{{cohort.persons}}。{{desk.name}} {{ask.reply_by}}までに。担当 {{agent.name}}',
  approvedBy: '森田 誠',
  approvedAt: new Date('2016-06-24T01:00:00Z'),
  effectiveFrom: new Date('2016-06-22T09:30:00Z'),
};

const save = (over: Partial<typeof TEXT> & { body?: unknown; tenantId?: string } = {}): Promise<string> =>
  desk.inBoth(() => desk.api.app.get(CannedResponses).save({ ...TEXT, ...over, incidentId: desk.incidentId }));

const listed = async (ticketId: string, q = ''): Promise<CannedRow[]> =>
  (await agent.get<{ items: CannedRow[] }>(`/api/v1/canned-responses?ticketId=${ticketId}&q=${encodeURIComponent(q)}`))
    .body.items;

beforeAll(async () => {
  desk = await world({ worker: false });
  agent = await desk.as('agentAB');
});
afterAll(() => desk?.close());

test('a text is filled with the facts of the ticket’s own shop, once, and what is missing stays open', async () => {
  const id = await save();
  const ticket = await desk.inquiry(desk.b, {
    requester: { name: '{{agent.name}} {{#each}}', email: 'x@mail.example.jp' },
  });
  const [row] = await listed(ticket.id);
  expect(row).toMatchObject({ id, recommended: true, ownText: false, version: 1, useCount: 0 });
  const { body } = await agent.get<CannedPreview>(`/api/v1/canned-responses/${id}/preview?ticketId=${ticket.number}`);
  expect(body.text).toBe(
    '{{agent.name}} {{#each}} 様\n2015年8月22日15時から2016年4月18日16時38分まで、10,946名。' +
      'こもれび雑貨館 個人情報お問い合わせ窓口 {回答期日}までに。担当 佐藤',
  );
  expect(body.open).toEqual(['回答期日']);
  expect(body.parts.filter(({ kind }) => kind === 'open')).toEqual([
    { kind: 'open', path: 'ask.reply_by', label: '回答期日' },
  ]);
});

test('search folds width and kana, and finds keys and words', async () => {
  await save();
  const { id } = await desk.inquiry(desk.a);
  for (const q of ['対象', 'タイシヨウ'.replace('ヨ', 'ョ'), 'ﾀｲｼｮｳ', 'AFFECTED', '／たいしょう', '項目']) {
    expect((await listed(id, q)).map(({ key }) => key)).toEqual(['affected']);
  }
  expect(await listed(id, '再発行')).toEqual([]);
});

test('an unsent placeholder and a forbidden question stop the reply', async () => {
  const ticket = await desk.inquiry(desk.a);
  const claimed = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/claim`);
  const answer = (text: string) =>
    agent.post<{ code: string; message: string }>(`/api/v1/tickets/${ticket.id}/replies`, {
      text,
      baseVersion: claimed.body.version,
      idempotencyKey: 'reply-key-1',
    });
  const open = await answer('{回答期日}までにお返事いたします。');
  expect(open).toMatchObject({ status: 422, body: { code: 'reply.placeholder_open' } });
  expect(open.body.message).toContain('回答期日');
  expect(await answer('カード番号をお知らせください。')).toMatchObject({
    status: 422,
    body: { code: 'reply.asks_for_secret' },
  });
  expect(await answer('カードは 4111 1111 1111 1111 ですね。')).toMatchObject({
    status: 422,
    body: { code: 'reply.contains_secret' },
  });
  const check = await agent.post<ReplyCheckView>(`/api/v1/tickets/${ticket.id}/reply-check`, {
    text: '{回答期日} 暗証番号を教えてください。',
  });
  expect(check.body.problems.map(({ code }) => code)).toEqual(['reply.placeholder_open', 'reply.asks_for_secret']);
});

test.each(['{{{desk.name}}}', '{{constructor.constructor}}', '{{> p}}', '{{../x}}', '{{lookup a b}}', { body: [] }])(
  'saving refuses %p with the line and the reason',
  async (body) => {
    const refusal = await save({ body: body as string }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'canned.template_refused', details: { line: 1 } });
    const context = { requestId: 'test', language: 'en' as const, actor: null };
    const english = await withContext(context, () => save({ body: body as string })).catch((error: unknown) => error);
    expect((english as DomainError).details['reason']).toMatch(/^line 1: /);
  },
);

test('a shop’s own text takes the common one’s place for that shop alone', async () => {
  const id = await save();
  await save({ tenantId: desk.a.tenantId, body: '雑貨店の文面', approvedBy: '店長' });
  const inA = await desk.inquiry(desk.a);
  const inB = await desk.inquiry(desk.b);
  const text = async (ticketId: string) =>
    (await agent.get<CannedPreview>(`/api/v1/canned-responses/${id}/preview?ticketId=${ticketId}`)).body;
  expect(await text(inA.id)).toMatchObject({ text: '雑貨店の文面', ownText: true, approvedBy: '店長' });
  expect((await text(inB.id)).text).toContain('こもれび雑貨館');
});

test('another shop’s ticket is not found, for the list and for the preview', async () => {
  const id = await save();
  const ticket = await desk.inquiry(desk.b);
  const stranger = await desk.as('agentA');
  expect((await stranger.get(`/api/v1/canned-responses?ticketId=${ticket.id}`)).status).toBe(404);
  expect((await stranger.get(`/api/v1/canned-responses/${id}/preview?ticketId=${ticket.id}`)).status).toBe(404);
  expect((await stranger.get(`/api/v1/tickets/${ticket.id}/facts`)).status).toBe(404);
  expect((await agent.get(`/api/v1/canned-responses/not-an-id/preview?ticketId=${ticket.id}`)).status).toBe(404);
});

test('the acknowledgement is the approved text, and a plain one where that cannot be used', async () => {
  const acknowledgements = desk.api.app.get(Acknowledgements);
  const told = new Date(Date.now() + 3_600_000);
  const plain = await desk.inBoth(() => acknowledgements.forDesk(desk.a.desk.id, 'en', told));
  expect(plain.text).toContain('We have received your inquiry.');
  await save({ key: 'ack', body: '{{desk.name}}です。{{#if desk.phone}}{{desk.phone}}{{/if}}' });
  const approved = await desk.inBoth(() => acknowledgements.forDesk(desk.a.desk.id, 'ja', told));
  expect(approved.text).toBe('こもれび雑貨店 個人情報お問い合わせ窓口です。03-0000-0310');
  const late = await desk.inBoth(() => acknowledgements.forDesk(desk.a.desk.id, 'ja', new Date(0)));
  expect(late.text).toContain('順にお返事いたします');
  await save({ key: 'ack', body: '{{ticket.requester_name}} 様' });
  const unusable = await desk.inBoth(() => acknowledgements.forDesk(desk.b.desk.id, 'ja', told));
  expect(unusable.text).not.toContain('{');
});
