import type {
  CannedRow,
  CannedTextRow,
  ErrorBody,
  ListView,
  TextPreview,
  TextVersionView,
  TicketView,
} from '#libs/contracts';
import { CannedResponses } from '#libs/desk';
import { currentTransaction } from '#libs/platform';
import { type Answer, type ApiClient, nextPush } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type Shop, type World, world } from '../support/world.js';

const clock = new MovableClock(jst('2016-06-23 10:00'));
const OLD = 'お調べしますので、少しお待ちください。';
const NEW = 'お調べしたうえで、{{ask.reply_by}}までにお返事します。';

let desk: World;
let writer: ApiClient;
let supervisor: ApiClient;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  writer = await desk.as('admin');
  supervisor = await desk.as('supervisor');
  agent = await desk.as('agentAB');
});
afterAll(() => desk?.close());

const approved = (key: string, body = OLD): Promise<string> =>
  desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      incidentId: desk.incidentId,
      key,
      language: 'ja',
      title: `題 ${key}`,
      summary: '',
      kana: '',
      topic: null,
      body,
      approvedBy: '森田',
      approvedAt: jst('2016-06-22 18:30'),
      effectiveFrom: jst('2016-06-22 18:30'),
    }),
  );
const draft = (key: string, over: object) => ({
  title: `題 ${key}`,
  summary: '要点',
  kana: '',
  topic: null,
  body: NEW,
  note: null,
  effectiveFrom: null,
  textVersion: null,
  send: true,
  ...over,
});
const write = (key: string, over: object = {}, client = writer): Promise<Answer<TextVersionView>> =>
  client.request<TextVersionView>('PUT', `/api/v1/canned-texts/${key}/ja`, draft(key, over));
const verb = (id: string, name: string, body: object, client = supervisor): Promise<Answer<TextVersionView>> =>
  client.post<TextVersionView>(`/api/v1/canned-texts/versions/${id}/${name}`, body);
const textOf = async (key: string): Promise<CannedTextRow> =>
  (await supervisor.get<ListView<CannedTextRow>>('/api/v1/canned-texts')).body.items.find((row) => row.key === key)!;
/** What agents are offered at this moment. */
const told = async (key: string): Promise<CannedRow | undefined> => {
  const { id } = await desk.inquiry(desk.a);
  const { items } = (await agent.get<ListView<CannedRow>>(`/api/v1/canned-responses?ticketId=${id}`)).body;
  return items.find((row) => row.key === key);
};

test('a changed text waits, is compared with what is told, and is told from its approval on', async () => {
  await approved('wait');
  const { status, body } = await write('wait', { note: '期日を入れました' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: 2, state: 'waiting', before: { version: 1, body: OLD }, mayDecide: false });
  expect(await told('wait')).toMatchObject({ version: 1 });
  expect((await textOf('wait')).next).toMatchObject({ id: body.id, mayDecide: true, author: { name: '管理' } });
  const done = await verb(body.id, 'approve', { textVersion: 1 });
  expect(done.body).toMatchObject({ state: 'approved', approvedBy: '森田', effectiveFrom: clock.now().toISOString() });
  expect(await told('wait')).toMatchObject({ version: 2, approvedBy: '森田' });
  expect((await verb(body.id, 'approve', { textVersion: 1 })).body).toMatchObject({ code: 'canned.text_decided' });
});

test('who wrote in it cannot approve it, by no way, and the database says the same', async () => {
  const second = await desk.join(['desk_admin'], desk.a, desk.b);
  const { id } = (await write('own', { send: false })).body;
  expect((await write('own', { textVersion: 1, body: `${NEW}追記` }, second)).body).toMatchObject({ state: 'waiting' });
  for (const author of [writer, second]) {
    expect((await verb(id, 'approve', { textVersion: 2 }, author)).body).toMatchObject({ code: 'approval.own_text' });
    expect((await verb(id, 'return', { textVersion: 2, code: 'facts', words: '×' }, author)).status).not.toBe(200);
  }
  const change = (sql: string) => desk.inBoth(() => currentTransaction().manager.query(sql, [id]));
  await expect(
    change(
      `UPDATE canned_version SET state = 'approved', decided_by = author_id, approved_by = 'x', approved_at = now(), effective_from = now()
        WHERE id = $1`,
    ),
  ).rejects.toThrow('text_approver_is_no_author');
  await expect(change(`UPDATE canned_version SET authors = ARRAY[author_id] WHERE id = $1`)).rejects.toThrow(
    'who wrote a text stays written down',
  );
  expect((await verb(id, 'approve', { textVersion: 1 })).body).toMatchObject({ code: 'approval.text_changed' });
  expect((await verb(id, 'approve', { textVersion: 2 })).status).toBe(200);
  await expect(change(`UPDATE canned_version SET body = '別' WHERE id = $1`)).rejects.toThrow(
    'an approved text is not changed any more',
  );
});

test('of two who approve at once one is first, and a supervisor writes none', async () => {
  const { id } = (await write('race')).body;
  const other = await desk.join(['supervisor'], desk.a, desk.b);
  const answers = await Promise.all(
    [supervisor, other].map((client) => verb(id, 'approve', { textVersion: 1 }, client)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await write('race', {}, supervisor)).status).toBe(403);
  expect((await agent.get('/api/v1/canned-texts')).status).toBe(403);
});

test('in force at its moment, to the second; the one before is told until then', async () => {
  await approved('hour');
  const at = jst('2016-06-23 15:00');
  const { id } = (await write('hour', { effectiveFrom: at.toISOString() })).body;
  await verb(id, 'approve', { textVersion: 1 });
  clock.moveTo('2016-06-23 14:59');
  expect(await told('hour')).toMatchObject({ version: 1 });
  expect(await textOf('hour')).toMatchObject({ inForce: { version: 1 }, coming: { version: 2 } });
  clock.moveTo('2016-06-23 15:00');
  expect(await told('hour')).toMatchObject({ version: 2 });
});

test('withdrawn at once: no version of it is offered or sent any more, until the next is approved', async () => {
  const cannedId = await approved('gone');
  const { id: coming } = (await write('gone', { effectiveFrom: jst('2016-06-24 10:00').toISOString() })).body;
  await verb(coming, 'approve', { textVersion: 1 });
  const { id } = await desk.inquiry(desk.a);
  const ticket = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const path = `/api/v1/canned-texts/${cannedId}/withdraw`;
  expect((await supervisor.post(path, { reason: '' })).status).toBe(400);
  const heard = nextPush(await agent.connect(), 'texts.changed');
  expect((await supervisor.post(path, { reason: '期間が違っていました' })).status).toBe(200);
  await heard;
  expect(await told('gone')).toBeUndefined();
  expect(await textOf('gone')).toMatchObject({ inForce: null, coming: null, withdrawnAt: clock.now().toISOString() });
  const reply = { text: OLD, baseVersion: ticket.version, idempotencyKey: 'gone-reply-1', cannedKeys: ['gone'] };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).body).toMatchObject({ code: 'canned.withdrawn' });
  const again = (await write('gone')).body;
  await verb(again.id, 'approve', { textVersion: 1 });
  expect(await told('gone')).toMatchObject({ version: 3 });
});

test('a returned text goes back with the reason; one that waits is not overwritten, and two writers do not lose words', async () => {
  const { id } = (await write('back')).body;
  expect((await write('back', { textVersion: 1 })).body).toMatchObject({ code: 'canned.text_waits' });
  const words = { textVersion: 1, code: 'facts', words: '期間をお確かめください。' };
  expect((await verb(id, 'return', words)).body).toMatchObject({ state: 'returned', returnWords: words.words });
  expect((await write('back', { textVersion: 9 })).body).toMatchObject({ code: 'canned.text_changed' });
  expect((await write('back', { textVersion: 1 })).body).toMatchObject({ state: 'waiting', returnCode: null });
  expect((await verb(id, 'pull-back', {}, supervisor)).status).toBe(403);
  expect((await verb(id, 'pull-back', {}, writer)).body).toMatchObject({ state: 'draft' });
});

const PLACES: [what: string, body: string, code: string, ja: string, en: string][] = [
  [
    'a template that does not end',
    'お世話になっております。\n{{#if desk.name}}窓口です。',
    'canned.template_refused',
    '2行目: 二重の波かっこか、#if・#each の始まりと終わりが合っていません',
    'line 2: a pair of double braces, #if or #each does not begin and end as it should',
  ],
  [
    'an unknown fact',
    '一\n二\n{{process.env}}',
    'canned.template_refused',
    '3行目: 「process.env」という項目はありません',
    'line 3: there is no fact "process.env"',
  ],
  [
    'a text that is too long',
    `${'あ'.repeat(4_999)}\n`.repeat(3),
    'canned.template_refused',
    '2行目: 長すぎます（8000文字まで）',
    'line 2: it is longer than 8000 characters',
  ],
  [
    'a question that must not be asked',
    '{{desk.name}}です。\nカード番号を教えてください。',
    'canned.text_forbidden',
    '2行目: お尋ねしてはいけないこと、または伏せるべき番号があります（「カード番号」）。',
    'Line 2 asks for what must not be asked, or holds a number that must not be shown ("カード番号").',
  ],
  [
    'a number that must not be shown',
    '一\n二\n4111 1111 1111 1111',
    'canned.text_forbidden',
    '3行目: ',
    'Line 3 asks for what must not be asked, or holds a number that must not be shown.',
  ],
];
test.each(PLACES)('%s is refused with its place, in the reader’s language', async (_, body, code, ja, en) => {
  const send = (language: string) =>
    writer.request<ErrorBody>('PUT', '/api/v1/canned-texts/place/ja', draft('place', { body }), {
      'accept-language': language,
    });
  const japanese = await send('ja');
  expect(japanese).toMatchObject({ status: 422, body: { code } });
  expect(japanese.body.message).toContain(ja);
  expect((await send('en')).body.message).toContain(en);
  expect(JSON.stringify(japanese.body)).not.toContain('4111');
  expect(await textOf('place')).toBeUndefined();
});

test('a preview is one desk’s', async () => {
  const preview = { body: '{{desk.name}}です。', language: 'ja', deskId: desk.a.desk.id };
  const { parts } = (await supervisor.post<TextPreview>('/api/v1/canned-texts/preview', preview)).body;
  expect(parts.map((part) => (part.kind === 'open' ? '' : part.text)).join('')).toContain('こもれび雑貨店');
});

describe('a shop’s own text', () => {
  const ofA = () => ({ deskId: desk.a.desk.id });
  const toldAt = async (shop: Shop, key: string): Promise<CannedRow | undefined> => {
    const { id } = await desk.inquiry(shop);
    const { items } = (await agent.get<ListView<CannedRow>>(`/api/v1/canned-responses?ticketId=${id}`)).body;
    return items.find((row) => row.key === key);
  };

  test('goes the way of every text: written, approved by another, told in that shop alone, in versions', async () => {
    await approved('own_way');
    const { body: first } = await write('own_way', ofA());
    expect(first).toMatchObject({ version: 1, tenantId: desk.a.tenantId, before: { version: 1, body: OLD } });
    expect(await toldAt(desk.a, 'own_way')).toMatchObject({ ownText: false });
    expect((await verb(first.id, 'approve', { textVersion: 1 }, writer)).body).toMatchObject({
      code: 'approval.own_text',
    });
    expect((await verb(first.id, 'approve', { textVersion: 1 })).body).toMatchObject({ state: 'approved' });
    expect(await toldAt(desk.a, 'own_way')).toMatchObject({ ownText: true, version: 1, approvedBy: '森田' });
    expect(await toldAt(desk.b, 'own_way')).toMatchObject({ ownText: false, version: 1 });
    const { body: second } = await write('own_way', {
      ...ofA(),
      body: '二つ目',
      effectiveFrom: '2016-06-23T12:00:00Z',
    });
    expect(second).toMatchObject({ version: 2, before: { version: 1, body: NEW } });
    await verb(second.id, 'approve', { textVersion: 1 });
    expect(await toldAt(desk.a, 'own_way')).toMatchObject({ version: 1 });
    const rows = (await supervisor.get<ListView<CannedTextRow>>('/api/v1/canned-texts')).body.items;
    expect(rows.filter(({ key }) => key === 'own_way')).toMatchObject([
      { tenantId: null, inForce: { version: 1 }, coming: null },
      { tenantId: desk.a.tenantId, inForce: { version: 1 }, coming: { version: 2 } },
    ]);
    expect((await write('unknown_text', ofA())).status).toBe(404);
  });

  test('is withdrawn at once, open palettes hear of it, and the common text is told again; with the common one it falls', async () => {
    await approved('own_gone');
    const { body: own } = await write('own_gone', ofA());
    await verb(own.id, 'approve', { textVersion: 1 });
    const heard = nextPush(await agent.connect(), 'texts.changed');
    await supervisor.post(`/api/v1/canned-texts/${own.cannedId}/withdraw`, { reason: '店舗の申し出' });
    await heard;
    expect(await toldAt(desk.a, 'own_gone')).toMatchObject({ ownText: false, version: 1 });
    const { body: again } = await write('own_gone', ofA());
    await verb(again.id, 'approve', { textVersion: 1 });
    expect(await toldAt(desk.a, 'own_gone')).toMatchObject({ ownText: true, version: 2 });
    await supervisor.post(`/api/v1/canned-texts/${(await textOf('own_gone')).id}/withdraw`, {
      reason: '事実が変わった',
    });
    expect(await toldAt(desk.a, 'own_gone')).toBeUndefined();
  });

  test('is nobody’s to read, write, approve or withdraw who does not serve the shop', async () => {
    await approved('own_wall');
    const { body: own } = await write('own_wall', ofA());
    const strangers = await desk.join(['desk_admin'], desk.b);
    expect((await write('own_wall', ofA(), strangers)).status).toBe(404);
    expect((await strangers.get(`/api/v1/canned-texts/versions/${own.id}`)).status).toBe(404);
    expect((await verb(own.id, 'approve', { textVersion: 1 }, strangers)).status).toBe(404);
    await verb(own.id, 'approve', { textVersion: 1 });
    const withdrawal = await strangers.post(`/api/v1/canned-texts/${own.cannedId}/withdraw`, { reason: '×' });
    expect(withdrawal.status).toBe(404);
    const { items } = (await strangers.get<ListView<CannedTextRow>>('/api/v1/canned-texts')).body;
    expect(items.filter(({ key }) => key === 'own_wall')).toMatchObject([{ tenantId: null }]);
    const logged = await desk.inBoth(() =>
      currentTransaction().manager.query<{ tenant_id: string }[]>(
        `SELECT DISTINCT tenant_id FROM event WHERE subject_id = $1 AND type LIKE 'canned.%'`,
        [own.id],
      ),
    );
    expect(logged).toEqual([{ tenant_id: desk.a.tenantId }]);
  });

  test('two who write the first one at once write the same', async () => {
    await approved('own_once');
    const second = await desk.join(['desk_admin'], desk.a, desk.b);
    const answers = await Promise.all([write('own_once', ofA()), write('own_once', ofA(), second)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const rows = (await supervisor.get<ListView<CannedTextRow>>('/api/v1/canned-texts')).body.items;
    expect(rows.filter(({ key, tenantId }) => key === 'own_once' && tenantId !== null)).toHaveLength(1);
  });
});
