import nodemailer from 'nodemailer';
import { MailAudit } from '#libs/channels';
import type {
  DecidedMailView,
  ListView,
  MailAlarmView,
  MailDetailView,
  MailLedgerRow,
  OutboxPage,
  QuarantinedMailView,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const HOUR_MS = 3_600_000;
const clock = new ClockAhead();
let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ clock });
  agent = await desk.as('agentA');
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

interface Sent {
  text: string;
  from?: string;
  html?: string;
  subject?: string;
  inReplyTo?: string;
}
const send = async ({ from = '村瀬 みさき <misaki@mail.example.jp>', ...mail }: Sent): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({ from, to: desk.a.desk.replyFrom, subject: 'お尋ね', ...mail });
  transport.close();
};
const read = async (id: string) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
const hits = async (word: string) =>
  (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`)).body.items;
const found = (word: string): Promise<TicketView> =>
  until(`the ticket of ${word}`, async () => {
    const [row] = await hits(word);
    return row && read(row.id);
  });
const outbox = async () => (await agent.get<OutboxPage>('/api/v1/outbox?limit=100')).body.items;
const answered = async (id: string, text: string): Promise<string> => {
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const reply = { text, baseVersion: claimed.version, idempotencyKey: `reply-${id}` };
  expect((await agent.post(`/api/v1/tickets/${id}/replies`, reply)).status).toBe(201);
  const mail = await until('the reply has left', async () => (await outbox()).find((each) => each.text.includes(text)));
  return mail.headers['Message-ID']!;
};
const waiting = async () => (await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine')).body.items;
const decided = async () => (await supervisor.get<ListView<DecidedMailView>>('/api/v1/mail/decided')).body.items;
const ledger = async () =>
  (await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items.find(
    ({ address }) => address === desk.a.desk.replyFrom,
  )!;
/** Six mails within the hour: the last one waits for a person. */
const quarantined = async (from: string): Promise<QuarantinedMailView> => {
  for (let count = 0; count < 6; count += 1) await send({ from, text: `洪水の${count}通目` });
  return until('a mail in quarantine', async () =>
    (await waiting()).find(({ senderAddress }) => senderAddress === from),
  );
};

test('a filing is taken back and done again: one mail, one number, the promise from its arrival; not once somebody has begun', async () => {
  const mail = await quarantined('flood@mail.example.jp');
  clock.ahead += 2 * HOUR_MS;
  const path = `/api/v1/mail/${mail.id}`;
  const mails = 3;
  await until('the acknowledgements of a day have left', async () => (await outbox()).length === mails);
  const { body: filed } = await supervisor.post<TicketView>(`${path}/file`);
  expect(filed).toMatchObject({ state: 'new', createdAt: mail.receivedAt });
  expect(await decided()).toMatchObject([{ id: mail.id, decision: 'filed', by: '森田', number: filed.number }]);

  expect((await agent.post(`${path}/restore`)).status).toBe(403);
  expect((await (await desk.join(['supervisor'], desk.b)).post(`${path}/restore`)).status).toBe(404);
  expect((await supervisor.post(`${path}/restore`)).status).toBe(204);
  expect(await waiting()).toMatchObject([{ id: mail.id, reason: 'taken_back' }]);
  expect(await decided()).toEqual([]);
  expect((await read(filed.id)).state).toBe('spam');
  const row = await ledger();
  expect(row.fetched).toBe(row.filed + row.quarantined + row.ignored + row.discarded + row.pending);

  const { body: again } = await supervisor.post<TicketView>(`${path}/file`);
  expect(again).toMatchObject({ id: filed.id, number: filed.number, state: 'new' });
  expect(again.messages).toHaveLength(1);
  await agent.post(`/api/v1/tickets/${filed.id}/claim`);
  const refused = await supervisor.post(`${path}/restore`);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('mail.ticket_in_hand')]);
  expect(await outbox()).toHaveLength(mails);
});

test('a mail that was added to the wrong ticket gets one of its own; the other says and finds nothing of it, and nobody is told', async () => {
  await send({ text: '朝顔の件です。' });
  const first = await found('朝顔');
  const ourId = await answered(first.id, '朝顔についてお答えします。');
  await send({ text: '桔梗という別の話です。', subject: '桔梗', inReplyTo: ourId });
  const joined = await until('the follow-up', async () => {
    const ticket = await read(first.id);
    return ticket.messages.some(({ bodyText }) => bodyText.includes('桔梗')) && ticket;
  });
  const [opening, mail] = [joined.messages[0]!, joined.messages.at(-1)!];
  const moveOut = (client: ApiClient, messageId: string) =>
    client.post<TicketView>(`/api/v1/tickets/${first.id}/messages/${messageId}/mail/move-out`);
  expect((await moveOut(agent, mail.id)).status).toBe(403);
  expect((await moveOut(await desk.join(['supervisor'], desk.b), mail.id)).status).toBe(404);
  expect((await moveOut(supervisor, opening.id)).text).toContain('mail.not_a_follow_up');
  const mails = (await outbox()).length;

  const { body: own } = await moveOut(supervisor, mail.id);
  expect(own).toMatchObject({ state: 'new', channel: 'email', subject: '桔梗', requesterName: '村瀬 みさき' });
  expect(own.number).not.toBe(first.number);
  expect(own.messages.map(({ id }) => id)).toEqual([mail.id]);
  expect(own.events.find(({ type }) => type === 'ticket.linked')?.payload).toMatchObject({
    relatedTicketId: first.id,
    because: 'moved_out',
  });
  const rest = await agent.get<TicketView>(`/api/v1/tickets/${first.id}`);
  expect(rest.text).not.toContain('桔梗');
  expect(rest.body.events.find(({ type }) => type === 'ticket.mail_moved_out')?.payload).toMatchObject({
    movedTo: own.id,
  });
  expect((await hits('桔梗')).map(({ id }) => id)).toEqual([own.id]);
  expect((await hits('朝顔')).map(({ id }) => id)).toEqual([first.id]);
  expect((await agent.get<MailDetailView>(`/api/v1/tickets/${own.id}/messages/${mail.id}/mail`)).body).toMatchObject({
    fromAddress: 'misaki@mail.example.jp',
    isFollowUp: false,
  });
  expect((await agent.get(`/api/v1/tickets/${first.id}/messages/${mail.id}/mail`)).status).toBe(404);
  expect((await moveOut(supervisor, mail.id)).status).toBe(404);
  expect(await outbox()).toHaveLength(mails);
});

test('a card number is nowhere in what is kept behind the text, and a letter longer than a message is attached whole', async () => {
  const card = '4111 1111 1111 1111';
  await send({
    subject: `睡蓮 ${card}`,
    text: `睡蓮です。${card}`,
    html: `<p>睡蓮です。${card} と 4111<b>1111</b>11111111</p>`,
  });
  const ticket = await found('睡蓮');
  const rows = await desk.inBoth(() =>
    currentTransaction().manager.query<{ kept: string }[]>(
      `SELECT concat(d.html, d.headers, r.subject) AS kept FROM mail_detail d JOIN raw_mail r ON r.message_id = d.message_id
        WHERE d.message_id = $1`,
      [ticket.messages[0]!.id],
    ),
  );
  expect(rows[0]!.kept).toContain('[[masked:card]]');
  expect(rows[0]!.kept.replace(/<[^>]*>/g, '').replaceAll(' ', '')).not.toContain('4111111111111111');

  await send({ text: `竜胆です。${'長い手紙。'.repeat(5_000)}終わり` });
  const letter = await found('竜胆');
  const path = `/api/v1/tickets/${letter.id}`;
  const { attachments } = (await agent.get<MailDetailView>(`${path}/messages/${letter.messages[0]!.id}/mail`)).body;
  expect(attachments).toMatchObject([{ fileName: '本文.txt' }]);
  expect((await agent.get(`${path}/attachments/${attachments[0]!.id}`)).text).toMatch(/終わり$/);

  await send({ text: `鈴蘭です。${'長'.repeat(19_000 - 17)}${card}。` });
  expect((await found('鈴蘭')).messages[0]!.bodyText).not.toMatch(/\d/);
});

test('a mail that nobody has decided about for a day goes up to the floor, and its alarm ends with the decision', async () => {
  const mail = await quarantined('late@mail.example.jp');
  const compare = () => desk.api.app.get(MailAudit).compareAll();
  const all = async () => (await supervisor.get<ListView<MailAlarmView>>('/api/v1/mail/alarms')).body.items;
  const alarms = async () => (await all()).filter(({ kind }) => kind === 'overlooked');
  clock.ahead += 23 * HOUR_MS;
  supervisor = await desk.as('supervisor');
  await compare();
  expect(await alarms()).toEqual([]);
  clock.ahead += 2 * HOUR_MS;
  supervisor = await desk.as('supervisor');
  await compare();
  await compare();
  const [alarm, ...others] = await alarms();
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({ kind: 'overlooked', rawMailId: mail.id });
  expect((await supervisor.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).text).toContain('mail.undecided');
  await supervisor.post(`/api/v1/mail/${mail.id}/discard`, { reason: 'machine' });
  expect(await decided()).toMatchObject([{ id: mail.id, decision: 'discarded', because: 'machine', number: null }]);
  await compare();
  expect((await all()).filter(({ rawMailId }) => rawMailId === mail.id)).toEqual([]);
});
