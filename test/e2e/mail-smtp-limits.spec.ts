import { once } from 'node:events';
import { BlockList, connect } from 'node:net';
import type { ListView, MailLedgerRow } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { smtpSession } from '../support/smtp-session.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const MINUTE_MS = 60_000;
const settings = { SMTP_CONNECTIONS_PER_MINUTE: '30', SMTP_MAILS_PER_MINUTE: '5', SMTP_REFUSALS_PER_MINUTE: '3' };

const clock = new ClockAhead();
let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ settings, clock, worker: false });
  // To this desk the machine that the test runs on is a stranger like all others.
  desk.config.smtpTrustedRelays = new BlockList();
  await desk.startWorker();
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());
/** Each test has a minute of its own. */
beforeEach(() => {
  clock.ahead += 2 * MINUTE_MS;
});

const session = (from: string, ...said: readonly string[]) => smtpSession({ port: desk.smtpPort(), from }, ...said);
let count = 0;
/** One mail as a client says it, to the desk's address. */
const mail = (): [string, string, string, string] => {
  count += 1;
  const from = `sender${count}@mail.example.jp`;
  return [
    `MAIL FROM:<${from}>\r\n`,
    `RCPT TO:<${desk.a.desk.replyFrom}>\r\n`,
    'DATA\r\n',
    `From: ${from}\r\nSubject: mail ${count}\r\n\r\nThis is mail ${count}.\r\n.\r\n`,
  ];
};
const EHLO = 'EHLO mail.example.jp\r\n';
const rcpt = (name: string) => `RCPT TO:<${name}@komorebi-a.example.jp>\r\n`;
const codes = (answers: readonly string[]): string => answers.map((line) => line.slice(0, 3)).join(' ');
const TAKEN = '250 250 354 250';

const kept = async (): Promise<number> =>
  (await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items.find(
    ({ address }) => address === desk.a.desk.replyFrom,
  )!.fetched;

test('over one connection a client sends so many mails within a minute; the next is put off in words, and taken a minute later', async () => {
  const before = await kept();
  const mails = Array.from({ length: 7 }, mail);
  const answers = await session('127.0.0.2', EHLO, ...mails.flat());
  expect(codes(answers)).toBe(`220 250 ${Array(5).fill(TAKEN).join(' ')} 421`);
  expect(answers.at(-1)).toMatch(/421 .*5 mails.*a minute.*again in \d+ s/);
  expect(await kept()).toBe(before + 5);

  clock.ahead += MINUTE_MS;
  expect(codes(await session('127.0.0.2', EHLO, ...mails.slice(5).flat(), 'QUIT\r\n'))).toBe(
    `220 250 ${TAKEN} ${TAKEN} 221`,
  );
  expect(await kept()).toBe(before + 7);
});

test('many connections help nobody, and hold up no other client', async () => {
  const before = await kept();
  const one = await Promise.all(Array.from({ length: 9 }, () => session('127.0.0.2', EHLO, ...mail(), 'QUIT\r\n')));
  expect(one.map(codes).toSorted()).toEqual([
    ...Array<string>(5).fill(`220 250 ${TAKEN} 221`),
    ...Array<string>(4).fill('220 250 421'),
  ]);
  expect(codes(await session('127.0.0.3', EHLO, ...mail(), 'QUIT\r\n'))).toBe(`220 250 ${TAKEN} 221`);
  expect(await kept()).toBe(before + 6);
});

test('who asks for addresses that are none is refused, then put off; the desk’s own address takes mail all the same', async () => {
  const guesses = ['anna', 'bert', 'carl', 'dora'].map(rcpt);
  const answers = await session('127.0.0.2', EHLO, 'MAIL FROM:<x@mail.example.jp>\r\n', ...guesses);
  expect(codes(answers)).toBe('220 250 250 550 550 550 421');
  expect(answers.at(-1)).toMatch(/421 .*3 addresses.*again in \d+ s/);
  expect(codes(await session('127.0.0.2', EHLO, ...mail(), 'QUIT\r\n'))).toBe(`220 250 ${TAKEN} 221`);
});

test('more connections than one client may open within a minute are put off', async () => {
  for (let opened = 0; opened < 30; opened += 1) expect(codes(await session('127.0.0.2', 'QUIT\r\n'))).toBe('220 221');
  const [answer] = await session('127.0.0.2', 'QUIT\r\n');
  expect(answer).toMatch(/^421 .*30 connections.*again in \d+ s/);
  expect(codes(await session('127.0.0.3', 'QUIT\r\n'))).toBe('220 221');
});

test('one client cannot take all the places', async () => {
  const port = desk.smtpPort();
  const open = Array.from({ length: 20 }, () => connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' }));
  await Promise.all(open.map((socket) => once(socket, 'data')));
  expect(await session('127.0.0.2', 'QUIT\r\n')).toEqual([expect.stringMatching(/^421 .*20 connections open/)]);
  expect(codes(await session('127.0.0.3', 'QUIT\r\n'))).toBe('220 221');
  for (const socket of open) socket.destroy();
});

test('a mail server of ours in front is held to none of them', async () => {
  const trusting = await world({ settings });
  const port = trusting.smtpPort();
  const mails = Array.from({ length: 12 }, mail).flat();
  const guesses = ['anna', 'bert', 'carl', 'dora', 'emil'].map(rcpt);
  const answers = await smtpSession({ port }, EHLO, ...mails, 'MAIL FROM:<x@y.example>\r\n', ...guesses, 'QUIT\r\n');
  expect(codes(answers)).toBe(`220 250 ${Array(12).fill(TAKEN).join(' ')} 250 550 550 550 550 550 221`);
  const by = await trusting.as('supervisor');
  await until('all are kept', async () => {
    const { body } = await by.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
    return body.items.reduce((sum, { fetched }) => sum + fetched, 0) === 12;
  });
  await trusting.close();
});
