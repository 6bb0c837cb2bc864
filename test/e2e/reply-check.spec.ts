import type {
  DeskMailSettingsView,
  ErrorBody,
  ReplyCheckView,
  ReplyRequest,
  TicketFactsView,
  TicketView,
} from '#libs/contracts';
import { IncidentsService } from '#libs/incidents';
import { Clock, currentTransaction } from '#libs/platform';
import type { Answer, ApiClient } from '../support/client.js';
import { type World, world } from '../support/world.js';

const FINE = '藤代 恵 様\n\nお問い合わせをありがとうございます。お調べしてお返事いたします。';
const BROAD = '藤代 恵 様\n\n①髙橋が承りました。';
const STRONG = '藤代 恵 様\n\nお客様のご注文情報が流出しました。';
const REASON = '店舗の書面で確認ができているため';

let desk: World;
let agent: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: { UNDO_SECONDS: '60' }, worker: false });
  agent = await desk.as('agentAB');
  admin = await desk.as('admin');
  await sql(`UPDATE cohort SET grade = 'possibly_viewed' WHERE tenant_id = $1`, desk.a.tenantId);
});
afterAll(() => desk?.close());

const sql = <Row>(text: string, id: string): Promise<Row[]> =>
  desk.inBoth(() => currentTransaction().manager.query<Row[]>(text, [id]));

let keys = 0;
const key = (): string => `reply-check-${(keys += 1)}`;

const claimed = async (): Promise<TicketView> => {
  const { id } = await desk.inquiry(desk.a);
  return (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
};
const send = (
  { id, version }: TicketView,
  body: Partial<ReplyRequest> & { text: string },
  client = agent,
): Promise<Answer<TicketView & ErrorBody>> =>
  client.post(`/api/v1/tickets/${id}/replies`, { baseVersion: version, idempotencyKey: key(), ...body });
const handBack = ({ id, version }: TicketView, body: object, client = agent): Promise<Answer<TicketView & ErrorBody>> =>
  client.post(`/api/v1/tickets/${id}/hand-back`, { baseVersion: version, idempotencyKey: key(), ...body });
const check = async ({ id }: TicketView, body: object): Promise<ReplyCheckView> =>
  (await agent.post<ReplyCheckView>(`/api/v1/tickets/${id}/reply-check`, body)).body;
const lastReply = (ticket: TicketView) => ticket.messages.findLast(({ kind }) => kind === 'outbound')!;
const charsetOf = async (ticket: TicketView): Promise<string | undefined> => {
  const [row] = await sql<{ charset: string }>('SELECT charset FROM message WHERE id = $1', lastReply(ticket).id);
  return row?.charset;
};

describe('the charset of a reply', () => {
  const setDefault = (replyCharset: string) =>
    admin.request<DeskMailSettingsView>('PUT', `/api/v1/desks/${desk.a.desk.id}/mail-settings`, { replyCharset });

  test('is the desk’s unless its writer says otherwise, and nothing leaves that it would lose', async () => {
    const ticket = await claimed();
    expect(await check(ticket, { text: BROAD })).toMatchObject({ charset: 'utf-8', lostCharacters: [] });
    expect(await check(ticket, { text: BROAD, charset: 'iso-2022-jp' })).toMatchObject({ lostCharacters: ['①', '髙'] });

    expect(await setDefault('iso-2022-jp')).toMatchObject({ status: 200, body: { replyCharset: 'iso-2022-jp' } });
    expect(await check(ticket, { text: BROAD })).toMatchObject({
      charset: 'iso-2022-jp',
      lostCharacters: ['①', '髙'],
    });
    const refused = await send(ticket, { text: BROAD });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'reply.characters_lost', details: { characters: ['①', '髙'] } });
    expect((await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body.version).toBe(ticket.version);

    const byDefault = await send(ticket, { text: FINE });
    expect(byDefault.status).toBe(201);
    expect(await charsetOf(byDefault.body)).toBe('iso-2022-jp');
    const byChoice = await send(byDefault.body, { text: BROAD, charset: 'utf-8' });
    expect(byChoice.status).toBe(201);
    expect(await charsetOf(byChoice.body)).toBe('utf-8');
    expect((await setDefault('utf-8')).body.replyCharset).toBe('utf-8');
  });

  test('no desk takes a charset that is not on the list', async () => {
    expect((await setDefault('shift_jis')).status).toBe(400);
  });
});

describe('words that need a second look', () => {
  test('leave only with a reason, which stays with the message and not with the shop', async () => {
    const ticket = await claimed();
    const { warnings, addressee } = await check(ticket, { text: STRONG });
    expect(addressee).toBe('right');
    expect(warnings).toMatchObject([{ code: 'reply.too_strong', grade: 'possibly_viewed', words: '流出しました' }]);

    for (const warningReason of [undefined, '', '    ', 'はい']) {
      const refused = await send(ticket, { text: STRONG, warningReason });
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({ code: 'reply.needs_reason', details: { warnings } });
    }
    const sent = await send(ticket, { text: STRONG, warningReason: `${REASON} 4111 1111 1111 1111` });
    expect(sent.status).toBe(201);
    const passed = {
      warnings: [{ code: 'reply.too_strong', words: '流出しました' }],
      reason: `${REASON} [[masked:card]]`,
    };
    expect(lastReply(sent.body).passed).toEqual(passed);
    const event = sent.body.events.findLast(({ type }) => type === 'ticket.replied')!;
    expect(event.payload).toMatchObject({ passed: ['reply.too_strong'] });
    expect(JSON.stringify(event.payload)).not.toContain(REASON);
    const shown = (await (await desk.as('shopA')).get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
    expect(JSON.stringify(shown)).not.toContain(REASON);
  });

  test('a reason that nothing asked for is not kept', async () => {
    const sent = await send(await claimed(), { text: FINE, warningReason: REASON });
    expect(lastReply(sent.body).passed).toBeNull();
  });

  test('the other shop’s name is noticed by whoever writes for both, and told to nobody who does not', async () => {
    const ticket = await claimed();
    const text = '藤代 恵 様\n\nこもれび雑貨館でのご注文を確認いたしました。';
    expect((await check(ticket, { text })).warnings).toMatchObject([
      { code: 'reply.other_shop', words: 'こもれび雑貨館' },
    ]);
    const alone = await desk.as('agentA');
    const { body } = await alone.post<ReplyCheckView>(`/api/v1/tickets/${ticket.id}/reply-check`, { text });
    expect(body.warnings).toEqual([]);
  });

  test('a typed figure is held against the record', async () => {
    const ticket = await claimed();
    expect((await check(ticket, { text: '対象は10,964名です。' })).warnings).toMatchObject([
      { code: 'reply.fact_differs', expected: '10,946名' },
    ]);
  });
});

test('the facts of a ticket come as values to insert, for those who answer', async () => {
  const ticket = await claimed();
  const { body } = await agent.get<TicketFactsView>(`/api/v1/tickets/${ticket.id}/facts`);
  expect(body.values).toContainEqual({ path: 'cohort.persons', label: '対象の人数', text: '10,946名' });
  expect(body.values).toContainEqual({ path: 'ticket.number', label: '受付番号', text: ticket.number });
  const shop = await desk.as('shopA');
  expect((await shop.get<TicketFactsView>(`/api/v1/tickets/${ticket.id}/facts`)).body.values).toEqual([]);
});

test('beside the statement in force stands the one that the requester could read when writing', async () => {
  const ticket = await claimed();
  const numbers = async () => {
    const { body } = await agent.get<TicketFactsView>(`/api/v1/tickets/${ticket.id}/facts`);
    return [body.statementAtReceipt?.number, body.statement?.number];
  };
  expect(await numbers()).toEqual([1, 1]);
  await desk.inBoth(() =>
    desk.api.app.get(IncidentsService).issueStatement({
      incidentId: desk.incidentId,
      number: 2,
      title: '第2報',
      titleEn: 'Second report',
      body: '対象を確認しました。',
      bodyEn: 'We know who is affected.',
      issuedAt: desk.api.app.get(Clock).now(),
    }),
  );
  expect(await numbers()).toEqual([1, 2]);
});

describe('an inquiry that is not about the incident', () => {
  test('goes back to its shop with a word to the requester, and its clock stops', async () => {
    const ticket = await claimed();
    expect(ticket.dueAt).not.toBeNull();
    const { status, body } = await handBack(ticket, { text: FINE });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'handed_back', dueAt: null, waitingSince: null });
    const reply = lastReply(body);
    expect(reply).toMatchObject({ bodyText: FINE, delivery: { state: 'queued' } });
    const undone = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/replies/${reply.id}/undo`);
    expect(undone.body).toMatchObject({ state: 'open', dueAt: ticket.dueAt, waitingSince: ticket.waitingSince });
  });

  test('goes back without a mail where the requester was told in another way', async () => {
    const ticket = await claimed();
    const { body } = await handBack(ticket, { text: null });
    expect(body).toMatchObject({ state: 'handed_back', dueAt: null, firstReplyAt: null });
    expect(body.messages).toHaveLength(ticket.messages.length);
    const { body: shown } = await (await desk.as('shopA')).get<TicketView>(`/api/v1/tickets/${ticket.id}`);
    expect(shown.state).toBe('handed_back');
    expect(shown.events.at(-1)).toMatchObject({ type: 'ticket.handed_back', actorName: null, payload: {} });
    expect((await handBack(body, { text: null })).body.code).toBe('ticket.wrong_state');
    const reopened = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/reopen`);
    expect(reopened.body.state).toBe('open');
    expect(reopened.body.dueAt).not.toBeNull();
  });

  test('is stopped by what stops a reply', async () => {
    const ticket = await claimed();
    expect((await handBack(ticket, { text: 'カード番号をお知らせください。' })).body.code).toBe(
      'reply.asks_for_secret',
    );
    expect((await handBack(ticket, { text: STRONG })).body.code).toBe('reply.needs_reason');
    expect((await handBack(ticket, { text: '' })).body.code).toBe('reply.empty');
    expect((await handBack({ ...ticket, version: ticket.version - 1 }, { text: null })).body.code).toBe(
      'ticket.changed',
    );
    expect((await handBack(ticket, { text: FINE }, await desk.as('agentA'))).body.code).toBe('ticket.claimed_by_other');
    expect((await handBack(ticket, { text: FINE }, await desk.as('shopA'))).status).toBe(403);
    expect((await handBack(ticket, { text: FINE, idempotencyKey: 'the-same-key' })).status).toBe(200);
    expect((await handBack(ticket, { text: FINE, idempotencyKey: 'the-same-key' })).status).toBe(200);
  });
});
