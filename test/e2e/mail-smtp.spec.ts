import type { ListView, MailLedgerRow, TicketPage } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { smtpSession } from '../support/smtp-session.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world();
  agent = await desk.as('agentA');
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const ledger = async (): Promise<MailLedgerRow> =>
  (await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items.find(
    ({ address }) => address === desk.a.desk.replyFrom,
  )!;
const decided = (fetched: number): Promise<MailLedgerRow> =>
  until(`${fetched} mails decided`, async () => {
    const row = await ledger();
    return row.fetched === fetched && row.pending === 0 && row;
  });
const hits = async (word: string): Promise<number> =>
  (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`)).body.items.length;

const session = (...said: readonly string[]) => smtpSession({ port: desk.smtpPort() }, ...said);
const to = (): string => `RCPT TO:<${desk.a.desk.replyFrom}>\r\n`;
const opening = (from: string): [string, string, string, string] => [
  'EHLO mail.example.jp\r\n',
  `MAIL FROM:<${from}>\r\n`,
  to(),
  'DATA\r\n',
];
const mail = (from: string, headers: string, text: string): string =>
  `From: ${from}\r\nTo: ${desk.a.desk.replyFrom}\r\n${headers}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;

test.each([
  ['LF dot LF', '\n.\n'],
  ['CRLF dot LF', '\r\n.\n'],
  ['LF dot CRLF', '\n.\r\n'],
  ['CR dot CR', '\r.\r'],
])('what stands behind %s is no mail of its own', async (name, end) => {
  const before = await ledger();
  const word = `滝壺${name.replaceAll(' ', '')}`;
  const hidden = `MAIL FROM:<admin@evil.example>\r\n${to()}DATA\r\nFrom: admin@evil.example\r\nSubject: ${word}B\r\n\r\nsmuggled\r\n`;
  const answers = await session(
    ...opening(`${end.length}-${end.charCodeAt(0)}@mail.example.jp`),
    `${mail('misaki@mail.example.jp', `Subject: ${word}\r\n`, `一通です。${end}${hidden}`)}.\r\n`,
    'QUIT\r\n',
  );
  expect(answers.map((line) => line.slice(0, 3))).toEqual(['220', '250', '250', '250', '354', '250', '221']);
  const row = await decided(before.fetched + 1);
  expect(row.filed).toBe(before.filed + 1);
  expect(await hits(word)).toBe(1);
});

test('the same bytes three times are one inquiry, the same Message-ID with other words is another, none at all is kept too', async () => {
  const before = await ledger();
  const send = (headers: string, text: string) =>
    session(...opening('twice@mail.example.jp'), `${mail('twice@mail.example.jp', headers, text)}.\r\n`, 'QUIT\r\n');
  const id = 'Message-ID: <again@mail.example.jp>\r\n';
  for (let count = 0; count < 3; count += 1) await send(id, '渓流の一通目');
  await send(id, '渓流の二通目');
  await send('', '渓流の三通目');
  const row = await decided(before.fetched + 3);
  expect(row.filed).toBe(before.filed + 3);
  expect(await hits('渓流の')).toBe(3);
});

test('what is too large, to a stranger or without a recipient is refused while it is said', async () => {
  const from = 'big@mail.example.jp';
  expect(await session('EHLO x\r\n', `MAIL FROM:<${from}> SIZE=30000000\r\n`, 'QUIT\r\n')).toMatchObject({
    2: expect.stringMatching(/^552/),
  });
  const strangers = await session(
    'EHLO x\r\n',
    `MAIL FROM:<${from}>\r\n`,
    'RCPT TO:<nobody@evil.example>\r\n',
    'DATA\r\n',
  );
  expect(strangers.slice(3).map((line) => line[0])).toEqual(['5', '5']);
});
