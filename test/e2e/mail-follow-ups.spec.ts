import nodemailer from 'nodemailer';
import type { DeskMailSettingsView, ErrorBody, OutboxPage, TicketPage, TicketView } from '#libs/contracts';
import { StatusLinks } from '#libs/desk';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type Shop, type World, world } from '../support/world.js';

const DAY_MS = 86_400_000;

const clock = new ClockAhead();
let desk: World;
let agent: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  desk = await world({ clock });
  await signIn();
});
afterAll(() => desk?.close());

/** Sessions do not last for days. */
const signIn = async (): Promise<void> => {
  [agent, admin] = [await desk.as('agentAB'), await desk.as('admin')];
};

const settingsOf = (shop: Shop): string => `/api/v1/desks/${shop.desk.id}/mail-settings`;
const setRule = (shop: Shop, reopenDays: unknown) =>
  admin.request<DeskMailSettingsView & ErrorBody>('PUT', settingsOf(shop), { reopenDays });

const send = async (text: string, inReplyTo?: string): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({
    from: '村瀬 みさき <misaki@mail.example.jp>',
    to: desk.a.desk.replyFrom,
    subject: 'お尋ね',
    text,
    ...(inReplyTo && { inReplyTo }),
  });
  transport.close();
};

const read = async (id: string) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const ticketsWith = async (word: string): Promise<TicketPage['items']> =>
  (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`)).body.items;

/** A ticket that came by mail, was answered and closed; with the Message-ID of our answer. */
const closedTicket = async (word: string): Promise<{ id: string; ourId: string }> => {
  await send(`${word}の件です。`);
  const { id } = await until('the ticket', async () => (await ticketsWith(word))[0]);
  const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const text = `${word}についてお答えします。`;
  const reply = { text, baseVersion: body.version, idempotencyKey: `reply-${id}` };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const mail = await until('the reply has left', async () => {
    const page = await agent.get<OutboxPage>('/api/v1/outbox');
    return page.body.items.find((each) => each.text.includes(text));
  });
  expect((await agent.post<TicketView>(`/api/v1/tickets/${id}/resolve`)).body.state).toBe('closed');
  return { id, ourId: mail.headers['Message-ID']! };
};

/** A ticket closed so many days ago under this rule, to which its requester has just written again by mail. */
const writtenAgain = async (word: string, rule: number | null, daysLater: number) => {
  expect((await setRule(desk.a, rule)).body.reopenDays).toBe(rule);
  const { id, ourId } = await closedTicket(word);
  clock.ahead += daysLater * DAY_MS;
  await signIn();
  const page = await fetch(`${desk.api.url}/t/${desk.api.app.get(StatusLinks).tokenFor(id, 0, 'conversation')}`);
  await send(`${word}の続きです。`, ourId);
  const [taking] = await until('the follow-up', async () => {
    const found = await ticketsWith(`${word}の続き`);
    return found.length > 0 && found;
  });
  return { id, takesOnPage: (await page.text()).includes('<textarea'), taking: await read(taking!.id) };
};

test.each([
  ['always', '朝顔', null, 20],
  ['within the days', '桔梗', 3, 2],
])('a follow-up reopens its ticket %s, by mail and on the status page', async (_, word, rule, daysLater) => {
  const { id, takesOnPage, taking } = await writtenAgain(word, rule, daysLater);
  expect({ takesOnPage, id: taking.id, state: taking.state }).toEqual({ takesOnPage: true, id, state: 'open' });
});

test.each([
  ['always', '向日葵', 0, 0],
  ['after the days', '竜胆', 3, 4],
])('a follow-up is %s an inquiry of its own that names the closed one', async (_, word, rule, daysLater) => {
  const { id, takesOnPage, taking } = await writtenAgain(word, rule, daysLater);
  expect(takesOnPage).toBe(false);
  expect(taking.id).not.toBe(id);
  expect((await read(id)).state).toBe('closed');
  const linked = taking.events.find(({ type }) => type === 'ticket.linked');
  expect(linked!.payload).toMatchObject({ relatedTicketId: id, because: 'closed' });
});

test('the rule is the desk’s own; fourteen days unless it is changed; what is no number of days is refused', async () => {
  expect((await admin.get<DeskMailSettingsView>(settingsOf(desk.b))).body.reopenDays).toBe(14);
  for (const wrong of [-1, 366, 1.5, 'always']) {
    expect(await setRule(desk.b, wrong)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  }
  expect((await admin.get<DeskMailSettingsView>(settingsOf(desk.b))).body.reopenDays).toBe(14);
});
