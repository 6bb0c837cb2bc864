import { generateKeyPairSync } from 'node:crypto';
import { BlockList } from 'node:net';
import { dkimSign } from 'mailauth';
import type { ListView, MailDetailView, MailLedgerRow, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { smtpSession } from '../support/smtp-session.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { Dns } from './support/dns.js';
import { Dovecot } from './support/dovecot.js';
import { freePort } from '../support/ports.js';
import { Postfix } from './support/postfix.js';

const HONEST = '192.0.2.25';
const STRANGER = '203.0.113.66';
const FROM = 'misaki@shop.example.jp';
const key = generateKeyPairSync('rsa', { modulusLength: 1024 });
const published = key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

let dns: Dns;
let dovecot: Dovecot;
let postfix: Postfix;
let desk: World;
let agent: ApiClient;
beforeAll(async () => {
  dns = await Dns.start({
    'shop.example.jp': `v=spf1 ip4:${HONEST} -all`,
    '_dmarc.shop.example.jp': 'v=DMARC1; p=reject',
    'mail._domainkey.shop.example.jp': `v=DKIM1; k=rsa; p=${published}`,
  });
  dovecot = await Dovecot.start();
  const smtpPort = await freePort();
  postfix = await Postfix.start({
    home: dovecot.home,
    users: {},
    routes: { 'komorebi-a.example.jp': smtpPort },
    strips: 'mx\\.example\\.jp',
  });
  desk = await world({
    settings: { SMTP_PORT: String(smtpPort), MAIL_AUTHSERV_IDS: 'mx.example.jp', MAIL_DNS_SERVERS: dns.address },
  });
  agent = await desk.as('agentA');
});
afterAll(async () => {
  await desk?.close();
  postfix?.stop();
  await dovecot?.stop();
  await dns?.stop();
});

let made = 0;
interface Sent {
  /** The address that Postfix sees its client come from. */
  client: string;
  envelopeFrom?: string;
  headers?: string[];
  isSigned?: boolean;
  through?: Postfix;
}
/** Sends a mail through Postfix as a client of the internet does; what is found out about its sender at the desk. */
const provenOf = async ({ client, envelopeFrom = FROM, headers = [], isSigned = false, through = postfix }: Sent) => {
  made += 1;
  const word = `送り主の確認${made}番`;
  // Each from an address of its own: a sixth within the hour would wait for a person.
  const lines = [
    ...headers,
    `From: misaki${made}@shop.example.jp`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    word,
    '',
  ];
  const raw = Buffer.from(lines.join('\r\n'));
  const mail = isSigned ? await signed(raw) : raw.toString();
  const answers = await smtpSession(
    { port: through.port },
    'EHLO test.example.jp\r\n',
    `XCLIENT NAME=mx.shop.example.jp ADDR=${client} HELO=mx.shop.example.jp\r\n`,
    'EHLO mx.shop.example.jp\r\n',
    `MAIL FROM:<${envelopeFrom}>\r\n`,
    `RCPT TO:<${desk.a.desk.replyFrom}>\r\n`,
    'DATA\r\n',
    `${mail}.\r\n`,
    'QUIT\r\n',
  );
  expect(answers.map((line) => line.slice(0, 3)).join(' ')).toBe('220 250 220 250 250 250 354 250 221');
  const ticket = await until(`the ticket of ${word}`, async () => {
    const { body } = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`);
    return body.items[0] && (await agent.get<TicketView>(`/api/v1/tickets/${body.items[0].id}`)).body;
  });
  const path = `/api/v1/tickets/${ticket.id}/messages/${ticket.messages[0]!.id}/mail`;
  return (await agent.get<MailDetailView>(path)).body.proof;
};
const signed = async (raw: Buffer): Promise<string> => {
  const privateKey = key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const by = { signingDomain: 'shop.example.jp', selector: 'mail', privateKey };
  // Without it the second is read twice, and a signature over a border between them does not hold.
  const signTime = new Date();
  const { signatures } = await dkimSign(raw, { ...by, signTime, signatureData: [by] });
  return signatures + raw.toString();
};

test('SPF is judged by the client that Postfix saw, not by Postfix, and DMARC follows', async () => {
  expect(await provenOf({ client: HONEST })).toEqual({ spf: 'pass', dkim: 'none', dmarc: 'pass', vouchedBy: null });
  expect(await provenOf({ client: STRANGER })).toEqual({ spf: 'fail', dkim: 'none', dmarc: 'fail', vouchedBy: null });
});

test('a signature holds through Postfix, also where another server forwards the mail', async () => {
  const forwarded = { client: STRANGER, envelopeFrom: 'list@forwarder.example', isSigned: true };
  expect(await provenOf(forwarded)).toMatchObject({ dkim: 'pass', dmarc: 'pass' });
  expect(await provenOf({ client: HONEST, isSigned: true })).toMatchObject({
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
  });
});

test('what a stranger writes in a mail of itself counts for nothing: neither results nor hops', async () => {
  const headers = [
    'Authentication-Results: mx.stranger.example; spf=pass smtp.mailfrom=shop.example.jp; dmarc=pass',
    'Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=shop.example.jp; dmarc=pass',
    `Received: from mx.shop.example.jp (mx.shop.example.jp [${HONEST}]) by mx.example.jp (Postfix) with ESMTP id 1; Thu, 25 Jun 2026 14:20:11 +0900`,
  ];
  expect(await provenOf({ client: STRANGER, headers })).toEqual({
    spf: 'fail',
    dkim: 'none',
    dmarc: 'fail',
    vouchedBy: null,
  });
});

test('what a filter of Postfix wrote down counts', async () => {
  const results = 'Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=shop.example.jp; dmarc=pass';
  const filtering = await Postfix.start({
    home: dovecot.home,
    users: {},
    routes: { 'komorebi-a.example.jp': desk.smtpPort() },
    says: { [FROM]: results },
  });
  expect(await provenOf({ client: STRANGER, through: filtering })).toMatchObject({
    spf: 'pass',
    dmarc: 'pass',
    vouchedBy: 'mx.example.jp',
  });
  filtering.stop();
});

test('a Postfix that sends more than it may is put off, comes again, and loses nothing', async () => {
  const clock = new ClockAhead();
  const smtpPort = await freePort();
  const settings = { SMTP_PORT: String(smtpPort), SMTP_MAILS_PER_MINUTE: '4' };
  const strict = await world({ settings, clock, worker: false });
  strict.config.smtpTrustedRelays = new BlockList();
  await strict.startWorker();
  const busy = await Postfix.start({ home: dovecot.home, users: {}, routes: { 'komorebi-a.example.jp': smtpPort } });
  const supervisor = await strict.as('supervisor');
  const kept = async () =>
    (await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items.find(
      ({ address }) => address === strict.a.desk.replyFrom,
    )!.fetched;
  const mail = (n: number) => [
    `MAIL FROM:<sender${n}@mail.example.jp>\r\n`,
    `RCPT TO:<${strict.a.desk.replyFrom}>\r\n`,
    'DATA\r\n',
    `From: sender${n}@mail.example.jp\r\nSubject: ${n}\r\n\r\nmail ${n}\r\n.\r\n`,
  ];
  const mails = Array.from({ length: 10 }, (_, n) => mail(n)).flat();
  await smtpSession({ port: busy.port }, 'EHLO mail.example.jp\r\n', ...mails, 'QUIT\r\n');
  await until('the first are here and the rest is put off', async () => (await kept()) === 4 && busy.waiting() === 6);
  expect(busy.log()).toMatch(/status=deferred .*421 .*4 mails from you within a minute/);
  for (const [expected, left] of [
    [8, 2],
    [10, 0],
  ]) {
    clock.ahead += 61_000;
    busy.tryAgain();
    // What is still on its way to being put off would miss the next try.
    await until(`${expected} mails are here`, async () => (await kept()) === expected && busy.waiting() === left, 30);
  }
  await strict.close();
  busy.stop();
}, 120_000);
