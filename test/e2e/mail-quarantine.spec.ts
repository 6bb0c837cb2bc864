import type { ErrorBody, ListView, MailboxView, QuarantinePage, SameSenderPage } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { holdMails } from '../support/held-mails.js';
import { type World, world } from '../support/world.js';

const HELD = 1_000;
const HELD_ELSEWHERE = 30;

let desk: World;
let supervisor: ApiClient;
let held: string[];
let heldElsewhere: string[];
beforeAll(async () => {
  desk = await world({ worker: false });
  supervisor = await desk.as('supervisor');
  held = await holdMails(desk, desk.a, HELD);
  heldElsewhere = await holdMails(desk, desk.b, HELD_ELSEWHERE);
}, 60_000);
afterAll(() => desk?.close());

const page = async (query: Record<string, string>, by = supervisor): Promise<QuarantinePage> =>
  (await by.get<QuarantinePage>(`/api/v1/mail/quarantine?${new URLSearchParams(query).toString()}`)).body;
/** Every page one after another, as the console reads them. */
const all = async (query: Record<string, string>, by = supervisor): Promise<QuarantinePage[]> => {
  const pages = [await page(query, by)];
  while (pages.at(-1)!.nextCursor !== null) pages.push(await page({ ...query, cursor: pages.at(-1)!.nextCursor! }, by));
  return pages;
};
const idsOf = (pages: readonly QuarantinePage[]): string[] => pages.flatMap(({ items }) => items.map(({ id }) => id));
const mailboxOf = async (address: string): Promise<string> =>
  (await supervisor.get<ListView<MailboxView>>('/api/v1/mailboxes')).body.items.find(
    (mailbox) => mailbox.address === address,
  )!.id;

test('a thousand held mails are all on the list, page by page, the oldest first, and counted by the server', async () => {
  const pages = await all({});
  expect(pages[0]!.items.length).toBe(100);
  expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([HELD + HELD_ELSEWHERE]));
  const ids = idsOf(pages);
  expect(ids.length).toBe(HELD + HELD_ELSEWHERE);
  expect(new Set(ids)).toEqual(new Set([...held, ...heldElsewhere]));
  const times = pages.flatMap(({ items }) => items.map(({ receivedAt }) => receivedAt));
  expect(times).toEqual(times.toSorted());
});

test('one mailbox has a list and a count of its own', async () => {
  const mailboxId = await mailboxOf(desk.a.desk.replyFrom);
  const pages = await all({ mailboxId, limit: '200' });
  expect(idsOf(pages)).toEqual(held);
  expect(pages[0]).toMatchObject({ total: HELD, items: { length: 200 } });
});

test('who sees one shop counts and reads that shop alone, and asks for another in vain', async () => {
  const one = await desk.join(['supervisor'], desk.b);
  expect(idsOf(await all({}, one))).toEqual(heldElsewhere);
  const mailboxId = await mailboxOf(desk.a.desk.replyFrom);
  expect(await page({ mailboxId }, one)).toEqual({ items: [], nextCursor: null, total: 0 });
});

test('what is decided between two pages neither hides nor doubles another', async () => {
  const mailboxId = await mailboxOf(desk.b.desk.replyFrom);
  const first = await page({ mailboxId, limit: '10' });
  for (const { id } of first.items.slice(0, 3)) {
    expect((await supervisor.post(`/api/v1/mail/${id}/discard`, { reason: 'repeated' })).status).toBe(204);
  }
  const second = await page({ mailboxId, limit: '10', cursor: first.nextCursor! });
  expect(second.items.map(({ id }) => id)).toEqual(heldElsewhere.slice(10, 20));
  expect(second.total).toBe(HELD_ELSEWHERE - 3);
});

test('the other mails of one sender stand with each of them, page by page, and only those that one may see', async () => {
  const [mine, theirs] = [held[500]!, heldElsewhere[29]!];
  const read = async (id: string, cursor: string | null, by = supervisor) =>
    (await by.get<SameSenderPage>(`/api/v1/mail/${id}/same-sender${cursor ? `?cursor=${cursor}` : ''}`)).body;
  const first = await read(mine, null);
  expect(first.items).toHaveLength(10);
  expect(first.items.map(({ id }) => id)).not.toContain(mine);
  const second = await read(mine, first.nextCursor);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(20);
  const one = await desk.join(['supervisor'], desk.b);
  const seen = await read(theirs, null, one);
  expect(new Set(seen.items.map(({ deskId }) => deskId))).toEqual(new Set([desk.b.desk.id]));
  expect((await one.get(`/api/v1/mail/${mine}/same-sender`)).status).toBe(404);
});

test('what one sender sent and waits for the same reason is counted and read in pages of its own', async () => {
  const mailboxId = await mailboxOf(desk.b.desk.replyFrom);
  const other = await holdMails(desk, desk.b, 5, 'other@mail.example.jp');
  expect(await page({ alikeTo: other[2]!, limit: '2' })).toMatchObject({ total: 5, items: { length: 2 } });
  expect(idsOf(await all({ alikeTo: other[2]!, limit: '2' }))).toEqual(other);
  expect((await page({ alikeTo: held[0]!, limit: '1' })).total).toBe(HELD + HELD_ELSEWHERE - 3);
  expect((await page({ alikeTo: held[0]!, mailboxId, limit: '1' })).total).toBe(HELD_ELSEWHERE - 3);
  const one = await desk.join(['supervisor'], desk.b);
  expect(await page({ alikeTo: held[0]! }, one)).toEqual({ items: [], nextCursor: null, total: 0 });
});

test.each(['alikeTo=mine', 'cursor=nonsense', 'cursor=WzEsMl0', 'limit=0', 'limit=201', 'mailboxId=mine'])(
  'a page that cannot be is refused: %s',
  async (query) => {
    const { status, body } = await supervisor.get<ErrorBody>(`/api/v1/mail/quarantine?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
  },
);
