import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ListView, MailboxView, MailLedgerRow, TicketPage } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { Cable } from './support/cable.js';
import { Dovecot, MAIL_PASSWORD } from './support/dovecot.js';

const MAILS = 150;
const secretKey = randomBytes(32).toString('hex');

let dovecot: Dovecot;
let cable: Cable;
let desk: World;
let admin: ApiClient;
let dataDir: string;
let running: DeskProcess | null = null;

beforeAll(async () => {
  dovecot = await Dovecot.start();
  cable = await Cable.to(dovecot.port);
  // Another machine of the same desk: it only looks.
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  admin = await desk.as('admin');
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-imap-kill-'));
});
afterAll(async () => {
  await running?.end('SIGKILL');
  await desk?.close();
  await cable?.remove();
  await dovecot?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<DeskProcess> => {
  running = await startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    SECRET_KEY: secretKey,
  });
  return running;
};

const mailOf = (index: number): string =>
  [
    `From: sender${index}@mail.example.jp`,
    'To: privacy@komorebi-a.example.jp',
    `Subject: mail ${index}`,
    `Message-ID: <mail-${index}@mail.example.jp>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'お尋ねします。\r\n'.repeat(400),
  ].join('\r\n');

const subjects = async (): Promise<string[]> => {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: TicketPage = (await admin.get<TicketPage>(`/api/v1/tickets?limit=100${cursor}`)).body;
    found.push(...page.items.map(({ subject }) => subject));
    cursor = page.nextCursor === null ? null : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
  return found;
};

test('a desk that is killed while it fetches has each mail once when it is back', async () => {
  const mailbox = (await admin.get<ListView<MailboxView>>('/api/v1/mailboxes')).body.items.find(
    ({ address }) => address === desk.a.desk.replyFrom,
  )!;
  await dovecot.deliver('desk', ...Array.from({ length: MAILS }, (_, index) => mailOf(index)));
  const imap = { host: '127.0.0.1', port: cable.port, secure: false, user: 'desk', password: MAIL_PASSWORD };
  expect((await admin.request('PUT', `/api/v1/mailboxes/${mailbox.id}/imap`, imap)).status).toBe(200);
  const ledger = async (): Promise<MailLedgerRow> =>
    (await admin.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger')).body.items.find(
      ({ mailboxId }) => mailboxId === mailbox.id,
    )!;

  for (const sofar of [1, 60]) {
    const killed = await start();
    await until('some mails are kept', async () => (await ledger()).fetched >= sofar, 30);
    await killed.end('SIGKILL');
  }
  await start();
  const row = await until(
    'all are decided',
    async () => {
      const now = await ledger();
      return now.fetched === MAILS && now.pending === 0 && now;
    },
    90,
  );
  expect(row).toMatchObject({ filed: MAILS, ignored: 0, quarantined: 0 });
  const expected = Array.from({ length: MAILS }, (_, index) => `mail ${index}`);
  expect((await subjects()).toSorted()).toEqual(expected.toSorted());
}, 180_000);
