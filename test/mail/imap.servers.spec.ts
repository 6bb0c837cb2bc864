import type { ListView, MailboxView, MailLedgerRow, TicketPage, TicketRow, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { Cable } from './support/cable.js';
import { Dovecot, MAIL_PASSWORD } from './support/dovecot.js';

let dovecot: Dovecot;
let cable: Cable;
let desk: World;
let admin: ApiClient;
let made = 0;

beforeAll(async () => {
  dovecot = await Dovecot.start();
  cable = await Cable.to(dovecot.port);
  desk = await world();
  admin = await desk.as('admin');
});
afterAll(async () => {
  await desk?.close();
  await cable?.remove();
  await dovecot?.stop();
});

/** A mailbox of a desk, with an account of its own on the mail server. */
const openMailbox = async (shop = desk.a) => {
  const user = `user${++made}`;
  const address = `${user}@komorebi.example.jp`;
  const { status, body } = await admin.post<MailboxView>('/api/v1/mailboxes', { deskId: shop.desk.id, address });
  expect(status).toBe(201);
  return { id: body.id, user, address };
};
type Opened = Awaited<ReturnType<typeof openMailbox>>;

const connect = async ({ id, user }: Opened, over: object = {}) => {
  const imap = { host: '127.0.0.1', port: cable.port, secure: false, user, password: MAIL_PASSWORD, ...over };
  const answer = await admin.request<MailboxView>('PUT', `/api/v1/mailboxes/${id}/imap`, imap);
  expect(answer.status).toBe(200);
  return answer;
};

const mailOf = (subject: string, { from = 'k.aoi@mail.example.jp', body = '教えてください。' } = {}): string =>
  [
    `From: =?UTF-8?B?${Buffer.from('青井 馨').toString('base64')}?= <${from}>`,
    'To: privacy@komorebi.example.jp',
    `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${subject.replace(/\W/g, '')}${++made}@mail.example.jp>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    body,
    '',
  ].join('\r\n');

const ticketsOf = async (subject: string): Promise<TicketRow[]> => {
  const { body } = await admin.get<TicketPage>('/api/v1/tickets?limit=100');
  return body.items.filter((row) => row.subject === subject);
};
const ticketOf = (subject: string): Promise<TicketRow> =>
  until(`a ticket ${subject}`, async () => (await ticketsOf(subject))[0]);
const ledgerOf = async ({ id }: Opened): Promise<MailLedgerRow> => {
  const { body } = await admin.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
  return body.items.find(({ mailboxId }) => mailboxId === id)!;
};
/** Resolves when all that was fetched is decided, and it is so many mails. */
const decided = (mailbox: Opened, fetched: number): Promise<MailLedgerRow> =>
  until(
    `${fetched} mails are decided`,
    async () => {
      const row = await ledgerOf(mailbox);
      return row.fetched === fetched && row.pending === 0 && row;
    },
    30,
  );
const viewOf = async ({ id }: Opened): Promise<MailboxView> => {
  const { body } = await admin.get<ListView<MailboxView>>('/api/v1/mailboxes');
  return body.items.find((each) => each.id === id)!;
};
const checked = (mailbox: Opened): Promise<MailboxView> =>
  until('the mailbox was read', async () => {
    const view = await viewOf(mailbox);
    return view.checkedAt !== null && view.fault === null && view;
  });

test('what lies in the mailbox is filed without an acknowledgement, what comes later with one; nothing is marked', async () => {
  const mailbox = await openMailbox();
  await dovecot.deliver(mailbox.user, { raw: mailOf('先からあるメール'), at: new Date('2016-06-20T01:00:00Z') });
  await connect(mailbox);
  const old = await ticketOf('先からあるメール');
  await dovecot.deliver(mailbox.user, mailOf('新しいメール'));
  const fresh = await ticketOf('新しいメール');
  const messages = async ({ id }: TicketRow) => (await admin.get<TicketView>(`/api/v1/tickets/${id}`)).body.messages;
  const acknowledgements = async (ticket: TicketRow) => (await messages(ticket)).filter(({ automatic }) => automatic);
  await until('the acknowledgement has left', async () =>
    (await acknowledgements(fresh)).some(({ delivery }) => delivery?.state === 'sent'),
  );
  expect(await acknowledgements(fresh)).toHaveLength(1);
  expect(await acknowledgements(old)).toHaveLength(0);
  expect(await decided(mailbox, 2)).toMatchObject({ filed: 2, fault: null });
  expect(await dovecot.flags(mailbox.user)).toEqual([['\\Recent'], ['\\Recent']]);
});

test('IDLE: a delivered mail is a ticket long before the mailbox is looked at once a minute', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await checked(mailbox);
  await dovecot.deliver(mailbox.user, mailOf('すぐに届くメール'));
  expect(await ticketOf('すぐに届くメール')).toMatchObject({ channel: 'email' });
});

test('the same mail twice in a mailbox is one ticket, in two desks’ mailboxes two', async () => {
  const [first, second] = [await openMailbox(desk.a), await openMailbox(desk.b)];
  const raw = mailOf('同じメール');
  await dovecot.deliver(first.user, raw, raw);
  await dovecot.deliver(second.user, raw);
  await Promise.all([connect(first), connect(second)]);
  await Promise.all([decided(first, 1), decided(second, 1)]);
  const tickets = await ticketsOf('同じメール');
  expect(tickets.map(({ deskId }) => deskId).toSorted()).toEqual([desk.a.desk.id, desk.b.desk.id].toSorted());
});

test('when UIDs begin to mean something else, everything is looked at again and nothing is filed again', async () => {
  const mailbox = await openMailbox();
  await dovecot.deliver(mailbox.user, mailOf('前の番号のメール'), mailOf('もう一通のメール'));
  await connect(mailbox);
  await decided(mailbox, 2);
  dovecot.changeUidValidity(mailbox.user, 4711);
  cable.cut();
  await dovecot.deliver(mailbox.user, mailOf('後の番号のメール'));
  await ticketOf('後の番号のメール');
  expect(await decided(mailbox, 3)).toMatchObject({ filed: 3 });
  for (const subject of ['前の番号のメール', 'もう一通のメール']) expect(await ticketsOf(subject)).toHaveLength(1);
});

test('a cable that is cut again and again in the middle of the mails loses none and doubles none', async () => {
  const mailbox = await openMailbox();
  const subjects = Array.from({ length: 60 }, (_, index) => `切れても届く ${index}`);
  const mails = subjects.map((subject, index) =>
    mailOf(subject, { from: `sender${index}@mail.example.jp`, body: '長い本文です。\r\n'.repeat(800) }),
  );
  await dovecot.deliver(mailbox.user, ...mails);
  const before = cable.cuts;
  cable.cutIn(200_000);
  await connect(mailbox);
  await until('the first cut', async () => cable.cuts > before);
  cable.cutIn(500_000);
  await until('the second cut', async () => cable.cuts > before + 1);
  expect(await decided(mailbox, 60)).toMatchObject({ filed: 60 });
  const { body } = await admin.get<TicketPage>('/api/v1/tickets?limit=100');
  const found = body.items.map(({ subject }) => subject).filter((subject) => subject.startsWith('切れても届く'));
  expect(found.toSorted()).toEqual(subjects.toSorted());
});

test('a mail server that is away is a fault that people see, and its return ends it', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await checked(mailbox);
  await dovecot.halt();
  await until('the fault', async () => (await viewOf(mailbox)).fault !== null);
  await dovecot.run();
  await dovecot.deliver(mailbox.user, mailOf('再開後のメール'));
  await until('the mail after the return', async () => (await ticketsOf('再開後のメール'))[0], 20);
  expect((await viewOf(mailbox)).fault).toBeNull();
});

test('a wrong password is shown in the server’s words and nowhere repeated; the right one ends the fault', async () => {
  const mailbox = await openMailbox();
  const wrong = 'Wrong-and-Secret-7';
  const answer = await connect(mailbox, { password: wrong });
  expect(answer.text).not.toContain(wrong);
  const { fault } = await until('the fault', async () => {
    const view = await viewOf(mailbox);
    return view.fault !== null && view;
  });
  expect(fault).toEqual({ reason: 'login_refused', words: expect.stringContaining('Authentication failed') });
  expect(JSON.stringify(await viewOf(mailbox))).not.toContain(wrong);
  await connect(mailbox);
  await checked(mailbox);
});

test('a connection that is dead without a word is found out and replaced', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await checked(mailbox);
  cable.freeze();
  await dovecot.deliver(mailbox.user, mailOf('静かに切れたあと'));
  const before = cable.connections;
  await until('the mail over a new connection', async () => (await ticketsOf('静かに切れたあと'))[0], 100);
  expect(cable.connections).toBeGreaterThan(before);
}, 120_000);

test('two workers: only one reads a mailbox, and the other goes on where the first stops', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await checked(mailbox);
  const other = await desk.startWorker();
  await dovecot.deliver(mailbox.user, mailOf('二台で一通'));
  await ticketOf('二台で一通');
  expect(dovecot.connectionsOf(mailbox.user)).toBe(1);
  await other.stop();
  await dovecot.deliver(mailbox.user, mailOf('一台に戻って'));
  await until('the mail is read by the worker that is left', async () => (await ticketsOf('一台に戻って'))[0], 20);
  expect(await decided(mailbox, 2)).toMatchObject({ filed: 2 });
});

test('a mail that is too large stands in the ledger with its reason, and the next one goes on', async () => {
  const mailbox = await openMailbox();
  const line = `${'x'.repeat(998)}\r\n`;
  await dovecot.deliver(
    mailbox.user,
    mailOf('大きすぎるメール', { body: line.repeat(26 * 1049) }),
    mailOf('普通のメール'),
  );
  await connect(mailbox);
  await ticketOf('普通のメール');
  expect(await decided(mailbox, 2)).toMatchObject({ filed: 1, ignored: 1, ignoredBecause: { too_large: 1 } });
});

test('after IMAP is ended nothing more is fetched, and the password is gone', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await checked(mailbox);
  const { body } = await admin.request<MailboxView>('DELETE', `/api/v1/mailboxes/${mailbox.id}/imap`);
  expect(body.imap).toBeNull();
  await until('the connection is closed', async () => dovecot.connectionsOf(mailbox.user) === 0);
  const again = { host: '127.0.0.1', port: cable.port, secure: false, user: mailbox.user };
  const refused = await admin.request('PUT', `/api/v1/mailboxes/${mailbox.id}/imap`, again);
  expect(refused).toMatchObject({ status: 422, body: { code: 'mailbox.password_needed' } });
});

test('while a person has stopped the fetching nothing is fetched; what came meanwhile is when it goes on', async () => {
  const mailbox = await openMailbox();
  await connect(mailbox);
  await dovecot.deliver(mailbox.user, mailOf('止める前'));
  await until('the first is here', async () => (await ticketsOf('止める前')).length === 1);
  await admin.post(`/api/v1/mailboxes/${mailbox.id}/stop`);
  await until('nobody is connected', () => Promise.resolve(dovecot.connectionsOf(mailbox.user) === 0));
  await dovecot.deliver(mailbox.user, mailOf('止めている間'));
  expect(dovecot.connectionsOf(mailbox.user)).toBe(0);
  expect(await ticketsOf('止めている間')).toEqual([]);
  await admin.post(`/api/v1/mailboxes/${mailbox.id}/resume`);
  await until('the second is here', async () => (await ticketsOf('止めている間')).length === 1, 30);
});
