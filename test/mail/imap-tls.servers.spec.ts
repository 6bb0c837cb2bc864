import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import type { ListView, MailboxFault, MailboxTestView, MailboxView, TicketPage } from '#libs/contracts';
import { ApiClient } from '../support/client.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { PASSWORD, type World, world } from '../support/world.js';
import { Dovecot, MAIL_PASSWORD } from './support/dovecot.js';

/** Towards this machine itself plain text is allowed, so STARTTLS is asked for at its address in the network. */
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)!.address;
const IP = 7;
const secretKey = randomBytes(32).toString('hex');

const certificateFor = async (...addresses: string[]) => {
  const made = await generate([{ name: 'commonName', value: 'mail.example.jp' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: addresses.map((ip) => ({ type: IP, ip })) },
    ],
  });
  return { certificate: made.cert, pem: made.private + made.cert };
};

let right: Awaited<ReturnType<typeof certificateFor>>;
let otherName: Awaited<ReturnType<typeof certificateFor>>;
let unknown: Awaited<ReturnType<typeof certificateFor>>;
let dovecot: Dovecot;
let desk: World;
let admin: ApiClient;
let dataDir: string;
let running: DeskProcess;
let made = 0;

beforeAll(async () => {
  [right, otherName, unknown] = await Promise.all([
    certificateFor('127.0.0.1', outside),
    certificateFor('192.0.2.1'),
    certificateFor('127.0.0.1', outside),
  ]);
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-imap-tls-'));
  const trusted = path.join(dataDir, 'trusted.pem');
  writeFileSync(trusted, [right.certificate, otherName.certificate].join('\n'));
  dovecot = await Dovecot.start(right.pem);
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  admin = await desk.as('admin');
  running = await startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    SECRET_KEY: secretKey,
    NODE_EXTRA_CA_CERTS: trusted,
  });
}, 120_000);
afterAll(async () => {
  await running?.end('SIGKILL');
  await desk?.close();
  await dovecot?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Way = 'TLS' | 'STARTTLS';

const connect = async (way: Way, server = dovecot): Promise<{ id: string; user: string }> => {
  const user = `tls${++made}`;
  const address = `${user}@komorebi.example.jp`;
  const { body } = await admin.post<MailboxView>('/api/v1/mailboxes', { deskId: desk.a.desk.id, address });
  const place =
    way === 'TLS'
      ? { host: '127.0.0.1', port: server.tlsPort, secure: true }
      : { host: outside, port: server.port, secure: false };
  const imap = { ...place, user, password: MAIL_PASSWORD };
  expect((await admin.request('PUT', `/api/v1/mailboxes/${body.id}/imap`, imap)).status).toBe(200);
  return { id: body.id, user };
};

const faultOf = ({ id }: { id: string }): Promise<MailboxFault> =>
  until(
    'the fault',
    async () => {
      const { body } = await admin.get<ListView<MailboxView>>('/api/v1/mailboxes');
      return body.items.find((each) => each.id === id)!.fault;
    },
    40,
  );

const presenting = async (pem: string): Promise<void> => {
  await dovecot.halt();
  dovecot.present(pem);
  await dovecot.run();
};

test.each<Way>(['TLS', 'STARTTLS'])('a mail comes in by %s', async (way) => {
  const { user } = await connect(way);
  const subject = `encrypted by ${way}`;
  await dovecot.deliver(user, `From: k.aoi@mail.example.jp\r\nSubject: ${subject}\r\n\r\nPlease tell me.\r\n`);
  await until(
    'the ticket',
    async () => (await admin.get<TicketPage>('/api/v1/tickets')).body.items.some((row) => row.subject === subject),
    40,
  );
  expect(dovecot.log()).toMatch(new RegExp(`Login: user=<${user}>.*TLS`));
});

test.each<[string, Way, () => string]>([
  ['nobody vouches for', 'TLS', () => unknown.pem],
  ['nobody vouches for', 'STARTTLS', () => unknown.pem],
  ['is of another name', 'TLS', () => otherName.pem],
  ['is of another name', 'STARTTLS', () => otherName.pem],
])('a certificate that %s is refused by %s, and the password stays here', async (_, way, pem) => {
  await presenting(pem());
  const mailbox = await connect(way);
  expect(await faultOf(mailbox)).toEqual({ reason: 'certificate', words: null });
  expect(dovecot.log()).not.toContain(`user=<${mailbox.user}>`);
});

test('a server without STARTTLS gets no password', async () => {
  const plain = await Dovecot.start();
  try {
    const open = await connect('TLS', Object.assign(Object.create(plain) as Dovecot, { tlsPort: plain.port }));
    expect((await faultOf(open)).reason).toBe('tls');
    expect(plain.log()).not.toContain(`user=<${open.user}>`);
  } finally {
    await plain.stop();
  }
});

test.each<Way>(['TLS', 'STARTTLS'])(
  'a test by %s says how long each step took, or at which it stopped',
  async (way) => {
    await presenting(right.pem);
    const { id } = await connect(way);
    const stepsBy = async (client: ApiClient) =>
      (await client.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body.steps.slice(0, 3);
    // This process knows no such authority; the other was told.
    expect(await stepsBy(admin)).toMatchObject([
      { step: 'connect', state: 'passed' },
      { step: 'tls', state: 'failed', reason: 'certificate' },
    ]);
    const knowing = new ApiClient(running.url);
    await knowing.signIn('admin@desk.example.jp', PASSWORD);
    expect(await stepsBy(knowing)).toEqual(
      ['connect', 'tls', 'sign_in'].map((step) => ({
        step,
        state: 'passed',
        reason: null,
        words: null,
        milliseconds: expect.any(Number),
      })),
    );
  },
);
