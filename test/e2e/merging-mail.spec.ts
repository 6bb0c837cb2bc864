import nodemailer from 'nodemailer';
import type { OutboxPage, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type Shop, type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
beforeAll(async () => {
  desk = await world();
  agent = await desk.as('agentAB');
});
afterAll(() => desk?.close());

const OWN = '村瀬 みさき <misaki@mail.example.jp>';

const send = async (text: string, over: { from?: string; to?: Shop; inReplyTo?: string } = {}): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  const { from = OWN, to = desk.a, inReplyTo } = over;
  await transport.sendMail({ from, to: to.desk.replyFrom, subject: 'お尋ね', text, ...(inReplyTo && { inReplyTo }) });
  transport.close();
};
const read = async (id: string) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const found = (word: string): Promise<TicketView> =>
  until(`the ticket of ${word}`, async () => {
    const page = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`);
    return page.body.items[0] && read(page.body.items[0].id);
  });
const answered = async (id: string, text: string): Promise<string> => {
  const { version } = await read(id);
  const reply = { text: `村瀬 みさき 様\n\n${text}`, baseVersion: version, idempotencyKey: `reply-${id}-${text}` };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const mail = await until('the reply has left', async () => {
    const page = await agent.get<OutboxPage>('/api/v1/outbox');
    return page.body.items.find((each) => each.text.includes(text));
  });
  return mail.headers['Message-ID']!;
};
const merge = async (merged: TicketView, into: TicketView): Promise<TicketView> => {
  const [one, other] = [await read(merged.id), await read(into.id)];
  const body = { into: other.id, baseVersion: one.version, intoVersion: other.version };
  const answer = await agent.post<TicketView>(`/api/v1/tickets/${one.id}/merge`, body);
  expect(answer.status).toBe(200);
  return answer.body;
};

test('a mail that answers a merged one makes its survivor wait, and only if its own requester wrote it to its own desk', async () => {
  await send('朝顔の件です。');
  const first = await found('朝顔');
  await send('桔梗の件です。');
  const second = await found('桔梗');
  const ourId = await answered(second.id, '桔梗についてお答えします。');
  await answered(first.id, '朝顔についてお答えします。');
  expect(await merge(second, first)).toMatchObject({ state: 'answered' });

  await send('桔梗の続きです。', { inReplyTo: ourId });
  const survivor = await until('the survivor waits', async () => {
    const ticket = await read(first.id);
    return ticket.state === 'open' && ticket;
  });
  expect(survivor.messages.at(-1)).toMatchObject({ mergedFrom: { id: second.id }, kind: 'inbound' });
  expect(survivor.messages.at(-1)!.bodyText).toContain('桔梗の続き');
  expect(survivor.events.map(({ type }) => type)).toContain('ticket.message_received');

  // Somebody else who has got hold of the Message-ID, and the right person at the other shop's desk.
  await send('竜胆の件です。', { inReplyTo: ourId, from: '誰か <dareka@mail.example.jp>' });
  await send('撫子の件です。', { inReplyTo: ourId, to: desk.b });
  const [stranger, elsewhere] = [await found('竜胆'), await found('撫子')];
  expect([stranger.id, elsewhere.id]).not.toContain(first.id);
  expect(stranger).toMatchObject({ mergedInto: null, tenantId: desk.a.tenantId });
  expect(stranger.messages.filter(({ kind }) => kind === 'inbound')).toHaveLength(1);
  expect(elsewhere.tenantId).toBe(desk.b.tenantId);
  expect(stranger.messages.map(({ bodyText }) => bodyText).join()).not.toMatch(/桔梗|朝顔/);
  expect((await read(first.id)).messages.map(({ bodyText }) => bodyText).join()).not.toMatch(/竜胆|撫子/);

  // The answer to both goes to the one address that both wrote from, under the survivor's number.
  await answered(first.id, 'まとめてお答えします。');
  const { items } = (await agent.get<OutboxPage>('/api/v1/outbox')).body;
  const last = items.find((each) => each.text.includes('まとめてお答えします。'))!;
  expect(last.to).toBe('misaki@mail.example.jp');
  expect(`${last.subject}${last.text}`).toContain(first.number);
  expect(`${last.subject}${last.text}`).not.toContain(second.number);
});
