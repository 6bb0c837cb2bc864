import { Acknowledgements, CannedResponses } from '#libs/desk';
import type { DeskNoticePreview, DeskNotices, ListView, CannedRow, TextVersionView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { jst, MovableClock } from '../support/movable-clock.js';
import { type Shop, type World, world } from '../support/world.js';

const DAY = '2016-06-23';
const clock = new MovableClock(jst(`${DAY} 10:00`));
const WORDS = { ja: 'お返事までに時間をいただいております。', en: 'Our replies take longer than usual.' };

let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ clock, worker: false });
  supervisor = await desk.as('supervisor');
  await approve('notice_busy', WORDS.ja, 'ja');
  await approve('notice_busy', WORDS.en, 'en');
});
afterAll(() => desk?.close());

const approve = (key: string, body: string, language: 'ja' | 'en'): Promise<string> =>
  desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      incidentId: desk.incidentId,
      key,
      language,
      title: `混雑 ${language}`,
      summary: '',
      kana: '',
      topic: null,
      body,
      approvedBy: '森田',
      approvedAt: jst(`${DAY} 09:00`),
      effectiveFrom: jst(`${DAY} 09:00`),
    }),
  );
const set = (over: object = {}, client = supervisor) =>
  client.put<DeskNotices>('/api/v1/desk-notices', {
    deskIds: [desk.a.desk.id],
    key: 'notice_busy',
    from: null,
    until: jst(`${DAY} 12:00`).toISOString(),
    ...over,
  });
const page = async (shop: Shop, place = '', language = 'ja'): Promise<string> => {
  const answer = await fetch(`${desk.api.url}/d/${shop.desk.slug}${place}?lang=${language}`);
  return answer.text();
};
const acknowledgement = (shop: Shop, language: 'ja' | 'en') =>
  desk.inBoth(() => desk.api.app.get(Acknowledgements).at(shop.desk, language, clock.now(), null));
/** What visitors got is kept for some seconds. */
const soon = (): void => clock.pass(6);

test('stands within seconds on page, form and acknowledgement, in the language of each, at its desk alone', async () => {
  expect(await page(desk.a)).not.toContain(WORDS.ja);
  expect((await set()).body.items).toMatchObject([{ deskId: desk.a.desk.id, setBy: '森田', title: '混雑 ja' }]);
  soon();
  expect(await page(desk.a)).toContain(WORDS.ja);
  expect(await page(desk.a, '/inquiry')).toContain(WORDS.ja);
  expect(await page(desk.a, '/inquiry', 'en')).toContain(WORDS.en);
  expect((await acknowledgement(desk.a, 'ja')).text).toContain(WORDS.ja);
  expect((await acknowledgement(desk.a, 'en')).text).toContain(WORDS.en);
  expect(await page(desk.b)).not.toContain(WORDS.ja);
  expect((await acknowledgement(desk.b, 'ja')).text).not.toContain(WORDS.ja);
});

test('from its moment to its end, to the second, and gone at once where somebody ends it', async () => {
  const from = jst(`${DAY} 11:00`).toISOString();
  await set({ deskIds: null, from });
  soon();
  expect(await page(desk.b)).not.toContain(WORDS.ja);
  clock.moveTo(`${DAY} 11:00`);
  expect(await page(desk.b)).toContain(WORDS.ja);
  clock.moveTo(`${DAY} 12:00`);
  expect(await page(desk.b)).not.toContain(WORDS.ja);
  expect((await supervisor.get<DeskNotices>('/api/v1/desk-notices')).body.items).toEqual([]);
  await set({ deskIds: null, until: jst(`${DAY} 15:00`).toISOString() });
  soon();
  expect(await page(desk.b)).toContain(WORDS.ja);
  expect((await supervisor.post<DeskNotices>('/api/v1/desk-notices/end', { deskIds: null })).body.items).toEqual([]);
  soon();
  expect(await page(desk.b)).not.toContain(WORDS.ja);
});

test('only what was approved in every language, is short and leaves nothing open; agents are not offered it', async () => {
  const code = async (over: object) => (await set({ until: jst(`${DAY} 15:00`).toISOString(), ...over })).body;
  await approve('notice_half', '日本語だけ', 'ja');
  expect(await code({ key: 'notice_half' })).toMatchObject({ code: 'notice.not_approved' });
  for (const language of ['ja', 'en'] as const) await approve('notice_long', 'あ'.repeat(301), language);
  expect(await code({ key: 'notice_long' })).toMatchObject({ code: 'notice.not_approved' });
  for (const language of ['ja', 'en'] as const) await approve('notice_open', '{{ticket.requester_name}} 様', language);
  expect(await code({ key: 'notice_open' })).toMatchObject({ code: 'notice.not_approved' });
  await approve('ack', '受け付けました。', 'ja');
  expect(await code({ key: 'ack' })).toMatchObject({ code: 'notice.not_approved' });
  const preview = { deskId: desk.a.desk.id, key: 'notice_busy' };
  expect((await supervisor.post<DeskNoticePreview>('/api/v1/desk-notices/preview', preview)).body).toEqual(WORDS);
  const { id } = await desk.inquiry(desk.a);
  const agent = await desk.as('agentA');
  const { items } = (await agent.get<ListView<CannedRow>>(`/api/v1/canned-responses?ticketId=${id}`)).body;
  expect(items.filter(({ key }) => key.startsWith('notice_'))).toEqual([]);
});

test('bounded in time, set by supervisors, and gone with its text', async () => {
  const until = jst(`${DAY} 18:00`).toISOString();
  expect((await set({ until: jst(`${DAY} 11:00`).toISOString() })).status).toBe(400);
  expect((await set({ until: jst('2016-07-01 13:00').toISOString() })).status).toBe(400);
  expect((await set({ from: until, until })).status).toBe(400);
  expect((await set({ until }, await desk.as('agentA'))).status).toBe(403);
  expect((await set({ until, deskIds: [] })).status).toBe(400);
  await set({ until });
  soon();
  expect(await page(desk.a)).toContain(WORDS.ja);
  const { items } = (await supervisor.get<ListView<TextVersionView>>('/api/v1/canned-texts')).body;
  const text = items.find((row) => row.key === 'notice_busy' && row.language === 'en')!;
  await supervisor.post(`/api/v1/canned-texts/${text.id}/withdraw`, { reason: '誤り' });
  soon();
  expect(await page(desk.a)).not.toContain(WORDS.ja);
});
