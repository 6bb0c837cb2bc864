import type { DeskHoursView, ErrorBody, HoursPreviewView, HoursRequest, TicketView } from '#libs/contracts';
import { DesksService } from '#libs/desk';
import type { Answer, ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { textOf } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

const iso = (local: string): string => jst(local).toISOString();
const WEEKDAYS = [1, 2, 3, 4, 5];
const window = (from: string, to: string, days = WEEKDAYS) => ({ days, from, to });

let desk: World;
let clock: MovableClock;
let admin: ApiClient;
beforeEach(async () => {
  clock = new MovableClock(jst('2016-06-23 09:00'));
  desk = await world({ clock, worker: false });
  admin = await desk.as('admin');
});
afterEach(() => desk?.close());

const given = (over: Partial<HoursRequest> = {}): HoursRequest => ({
  from: null,
  phone: [window('10:00', '18:00')],
  holidays: 'closed',
  closedOn: [],
  ...over,
});

const path = (suffix = ''): string => `/api/v1/desks/${desk.a.desk.id}/hours${suffix}`;
const put = (over: Partial<HoursRequest>): Promise<Answer<DeskHoursView & ErrorBody>> =>
  admin.request('PUT', path(), given(over));
const page = async (at: string): Promise<string> => {
  clock.moveTo(at);
  return textOf((await admin.get(`/d/${desk.a.desk.slug}`)).text);
};
const due = async (id: string): Promise<string | null> =>
  (await (await desk.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`)).body.dueAt;

test('a planned ramp-down is followed to the second by the page, the list of desks and the first mail', async () => {
  await put({ from: iso('2016-06-23 15:00'), phone: [window('10:00', '19:00')], phoneNumber: '050-0000-0000' });
  await put({ from: iso('2016-06-24 17:00'), phone: [] });

  expect(await page('2016-06-23 14:59:59')).toContain('受付中です ・ 19時まで');
  expect(await page('2016-06-23 14:59:59')).toContain('03-0000-0310');
  expect(await page('2016-06-23 14:59:59')).toContain('平日 10時–18時');
  const changed = await page('2016-06-23 15:00:00');
  expect(changed).toContain('050-0000-0000');
  expect(changed).toContain('平日 10時–19時');
  expect(changed).not.toContain('03-0000-0310');
  expect(await page('2016-06-23 18:59:59')).toContain('まもなく終わります ・ 19時まで');
  expect(await page('2016-06-23 19:00:00')).toContain('ただいまお電話の受付時間外です');
  expect(await page('2016-06-24 16:59:59')).toContain('050-0000-0000');
  const mailOnly = await page('2016-06-24 17:00:00');
  expect(mailOnly).toContain('フォームで承ります');
  expect(mailOnly).not.toContain('050-0000-0000');

  admin = await desk.as('admin');
  const { items } = (await admin.get<{ items: { id: string; phoneHours: string | null }[] }>('/api/v1/desks')).body;
  expect(items.find(({ id }) => id === desk.a.desk.id)!.phoneHours).toBeNull();
  expect(items.find(({ id }) => id === desk.b.desk.id)!.phoneHours).toBe('平日 10時–18時');
});

test('18:00:00 is closed on the page, and the form promises from the hours in force', async () => {
  expect(await page('2016-06-23 17:59:59')).toContain('18時まで');
  expect(await page('2016-06-23 18:00:00')).toContain('次の電話受付は 6月24日(金) 10時 からです。');
  const form = async () => textOf((await admin.get(`/d/${desk.a.desk.slug}/inquiry`)).text);
  expect(await form()).toContain('6月24日(金) 18時');
  await put({ sla: { channels: { form: { firstReply: 60 } } } });
  clock.moveTo('2016-06-23 18:00:06');
  expect(await form()).toContain('6月24日(金) 11時');
});

test('a preview shows another moment and a draft, and saves nothing', async () => {
  const preview = async (at: string, draft?: HoursRequest) =>
    (await admin.post<HoursPreviewView>(path('/preview'), { at: iso(at), language: 'ja', draft })).body;
  expect(await preview('2016-06-23 17:59:59')).toMatchObject({
    page: { title: 'まもなく終わります ・ 18時まで' },
    dueWords: '6月24日(金) 18時',
    phone: expect.stringContaining('おつなぎします'),
  });
  const closed = await preview('2016-06-23 18:00:00');
  expect(closed.phone).toBe(
    'お電話ありがとうございます。こもれび雑貨店 個人情報お問い合わせ窓口です。ただいまの時間は受付時間外です。' +
      '電話の受付は、平日 10時–18時です。次は 6月24日(金) 10時 から承ります。フォームでのお問い合わせは、24時間承っております。',
  );
  const draft = given({ from: iso('2016-06-25 00:00'), openOn: [{ date: '2016-06-25', from: '09:00', to: '12:00' }] });
  expect((await preview('2016-06-25 11:00', draft)).page.title).toBe('受付中です ・ 12時まで');
  expect((await preview('2016-06-25 11:00')).page.title).toBe('ただいまお電話の受付時間外です');
  expect((await admin.get<DeskHoursView>(path())).body.versions).toHaveLength(1);
});

test('what has begun stands; what is planned can be replaced and taken back', async () => {
  const from = iso('2016-06-24 15:00');
  await put({ from, phone: [window('10:00', '16:00')] });
  const replaced = (await put({ from, phone: [window('10:00', '17:00')] })).body;
  expect(replaced.versions.map(({ standing, phoneWords }) => [standing, phoneWords])).toEqual([
    ['in_force', '平日 10時–18時'],
    ['planned', '平日 10時–17時'],
  ]);
  clock.moveTo('2016-06-24 15:00:00');
  admin = await desk.as('admin');
  const late = await admin.delete<ErrorBody>(path(`/${from}`));
  expect([late.status, late.body.code]).toEqual([422, 'hours.past']);
  const over = await put({ from: iso('2016-06-24 14:59') });
  expect([over.status, over.body.code]).toEqual([422, 'hours.past']);

  const next = iso('2016-06-27 00:00');
  await put({ from: next });
  const back = await admin.delete<DeskHoursView>(path(`/${next}`));
  expect(back.body.versions.map(({ standing }) => standing)).toEqual(['past', 'in_force']);
  const said = await desk.asOwner<{ type: string }>(
    "SELECT type FROM event WHERE type LIKE 'desk.hours%' ORDER BY number",
  );
  expect(said.map(({ type }) => type)).toEqual([
    'desk.hours_set',
    'desk.hours_set',
    'desk.hours_set',
    'desk.hours_withdrawn',
  ]);
});

test('what is due keeps its business time when the hours change; an agreed call and a named time keep theirs', async () => {
  const waiting = await desk.inquiry(desk.a);
  const named = await desk.inquiry(desk.a);
  const agent = await desk.as('agentA');
  await agent.post(`/api/v1/tickets/${named.id}/claim`);
  const until = iso('2016-06-23 15:20');
  expect((await agent.post(`/api/v1/tickets/${named.id}/promises`, { kind: 'answer', until })).status).toBe(201);
  const called = await desk.inquiry(desk.a, { channel: 'phone', state: 'callback_due' });
  const other = await desk.inquiry(desk.b);
  expect(await due(waiting.id)).toBe(iso('2016-06-23 18:00'));
  // Thursday afternoon and Friday are closed.
  await put({
    from: iso('2016-06-23 12:00'),
    phone: [window('10:00', '18:00')],
    closedOn: ['2016-06-23', '2016-06-24'],
  });
  expect(await due(waiting.id)).toBe(iso('2016-06-27 16:00'));
  expect(await due(called.id)).toBe(iso('2016-06-23 12:00'));
  expect(await due(named.id)).toBe(until);
  const untouched = await (await desk.as('agentB')).get<TicketView>(`/api/v1/tickets/${other.id}`);
  expect(untouched.body.dueAt).toBe(iso('2016-06-23 18:00'));
  const moved = await desk.asOwner<{ subject_id: string }>(
    "SELECT subject_id FROM event WHERE type = 'ticket.due_moved'",
  );
  expect(moved.map(({ subject_id }) => subject_id)).toEqual([waiting.id]);
});

test.each<[string, Partial<HoursRequest>, string]>([
  ['end before begin', { phone: [window('18:00', '10:00')] }, 'hours.window_order'],
  ['over midnight', { phone: [window('22:00', '02:00')] }, 'hours.window_order'],
  ['no length', { reply: [window('10:00', '10:00')] }, 'hours.window_order'],
  ['twice the same time', { phone: [window('10:00', '13:00'), window('12:30', '18:00', [3])] }, 'hours.window_overlap'],
  [
    'closed and open on one day',
    { closedOn: ['2016-06-25'], openOn: [{ date: '2016-06-25', from: '10:00', to: '12:00' }] },
    'hours.date_twice',
  ],
  ['too few hours for the promise', { reply: [window('10:00', '10:01', [1])] }, 'hours.never_open'],
  ['a resolution before the reply', { sla: { firstReply: 240, resolution: 120 } }, 'hours.resolution_short'],
  ['not on a minute', { from: '2016-06-25T00:00:30.000Z' }, 'request.invalid'],
  ['a moment that does not exist', { from: '2026-99-99T99:99:00Z' }, 'request.invalid'],
  ['no such hour', { phone: [window('10:00', '25:00')] }, 'request.invalid'],
  ['no such weekday', { phone: [window('10:00', '18:00', [8])] }, 'request.invalid'],
])('%s is refused with a word, and nothing changes', async (_, over, code) => {
  const { body } = await put(over);
  expect(body.code).toBe(code);
  expect((await admin.get<DeskHoursView>(path())).body.versions).toHaveLength(1);
});

test('lunch breaks, touching windows, 24:00 and hours of replies apart from the phone’s are taken', async () => {
  const { status, body } = await put({
    phone: [window('10:00', '12:00'), window('12:00', '13:00'), window('18:00', '24:00', [5])],
    reply: [window('09:00', '12:00'), window('13:00', '20:00')],
  });
  expect(status).toBe(200);
  expect(body.versions.at(-1)).toMatchObject({ replyWords: '平日 9時–12時、平日 13時–20時' });
  const changed = await desk.inBoth(() => desk.api.app.get(DesksService).get(desk.a.desk.id));
  clock.moveTo('2016-06-23 11:30:00');
  const { id } = await desk.inquiry({ ...desk.a, desk: changed });
  expect(await due(id)).toBe(iso('2016-06-24 09:30'));
});

test('only those who run desks change hours', async () => {
  for (const person of ['agentA', 'supervisor', 'shopA', 'auditor'] as const) {
    const client = await desk.as(person);
    expect((await client.request('PUT', path(), given())).status).toBe(403);
    expect((await client.get(path())).status).toBe(403);
  }
});
