import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import pg from 'pg';
import type { ListView, MailLedgerRow, TicketPage } from '#libs/contracts';
import { currentTransaction } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { freePort } from '../support/ports.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const secretKey = randomBytes(32).toString('hex');

let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
let dataDir: string;
let port: number;
let running: DeskProcess | null = null;
/** Takes locks, so that the desk comes to a known point and no further. */
let holder: pg.Client;

beforeAll(async () => {
  // Another machine of the same desk: it only looks.
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  [agent, supervisor] = [await desk.as('agentA'), await desk.as('supervisor')];
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-mail-kill-'));
  port = await freePort();
  holder = new pg.Client({ connectionString: desk.database.ownerUrl });
  await holder.connect();
  await start();
}, 120_000);
afterAll(async () => {
  await running?.end('SIGKILL');
  await holder?.end();
  await desk?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<void> => {
  running = await startDeskProcess(desk.database, {
    SMTP_PORT: String(port),
    DATA_DIR: dataDir,
    SECRET_KEY: secretKey,
    UNDO_SECONDS: '0',
  });
};
const kill = () => running!.end('SIGKILL');

const send = (word: string): Promise<unknown> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  return transport
    .sendMail({
      from: `${word}@mail.example.jp`,
      to: desk.a.desk.replyFrom,
      subject: word,
      text: `${word}: please tell me.`,
      messageId: `<${word}@mail.example.jp>`,
      date: new Date('2016-06-25T05:00:00Z'),
    })
    .finally(() => transport.close());
};

/** What a sender knows: it was taken, or nothing. */
const outcomeOf = (sending: Promise<unknown>): Promise<'taken' | 'no answer'> =>
  sending.then(
    () => 'taken',
    () => 'no answer',
  );

const ticketsOf = async (word: string) =>
  (await agent.get<TicketPage>('/api/v1/tickets?limit=100')).body.items.filter(({ subject }) => subject === word);
const ledger = async (): Promise<MailLedgerRow> => {
  const { body } = await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
  return body.items.find(({ address }) => address === desk.a.desk.replyFrom)!;
};
const arrivals = async (): Promise<number> => {
  const [row] = await desk.inBoth<{ count: number }[]>(() =>
    currentTransaction().manager.query('SELECT count(*)::int AS count FROM raw_mail'),
  );
  return row!.count;
};

/** Somebody of the desk waits for a lock that the test holds. */
const isHeldUp = () =>
  until(
    'the desk waits for the lock',
    async () => {
      const { rows } = await holder.query(
        `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
          WHERE NOT l.granted AND d.datname = current_database()`,
      );
      return rows.length > 0;
    },
    30,
  );

const holding = async (table: string, work: () => Promise<void>): Promise<void> => {
  await holder.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
  try {
    await work();
  } finally {
    await holder.query('ROLLBACK');
  }
};

/** After the restart: exactly one ticket, one ledger entry, one acknowledgement. */
const expectOne = async (word: string, mails: number): Promise<void> => {
  const [ticket, ...others] = await until(
    'the ticket',
    async () => {
      const found = await ticketsOf(word);
      return found.length > 0 && found;
    },
    60,
  );
  expect(others).toEqual([]);
  const row = await until('all is decided', async () => {
    const found = await ledger();
    return found.pending === 0 && found;
  });
  expect(row).toMatchObject({ fetched: mails, filed: mails });
  await until('no job waits', async () => {
    const [jobs] = await desk.asOwner<{ count: number }>(
      'SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE run_at <= now()',
    );
    return jobs!.count === 0;
  });
  const acknowledged = await desk.inBoth<{ count: number }[]>(() =>
    currentTransaction().manager.query(
      'SELECT count(*)::int AS count FROM message WHERE ticket_id = $1 AND automatic',
      [ticket!.id],
    ),
  );
  expect(acknowledged[0]!.count).toBe(1);
};

test('killed before the commit: the sender has no answer, sends again, and it is one ticket', async () => {
  await holding('raw_mail', async () => {
    const sending = outcomeOf(send('before-commit'));
    await isHeldUp();
    await kill();
    expect(await sending).toBe('no answer');
  });
  expect(await arrivals()).toBe(0);
  await start();
  await send('before-commit');
  await expectOne('before-commit', 1);
}, 120_000);

test('killed after the commit and before the answer: sent again, it is one ticket', async () => {
  const before = await arrivals();
  // Deferred to the commit, so that everything is written and the sender still knows nothing.
  await desk.asOwner(`
    CREATE FUNCTION hold_after_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$`);
  await desk.asOwner(`
    CREATE CONSTRAINT TRIGGER hold_after_commit AFTER INSERT ON raw_mail DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION hold_after_commit()`);
  await holder.query('SELECT pg_advisory_lock(4711)');
  const sending = outcomeOf(send('after-commit'));
  await isHeldUp();
  await kill();
  expect(await sending).toBe('no answer');
  // The server goes on with a commit whose client has died; the sender has heard of neither.
  await holder.query('SELECT pg_advisory_unlock(4711)');
  await until('the mail is committed', async () => (await arrivals()) === before + 1);
  await desk.asOwner('DROP TRIGGER hold_after_commit ON raw_mail; DROP FUNCTION hold_after_commit()');
  await start();
  await send('after-commit');
  await expectOne('after-commit', before + 1);
}, 120_000);

test('killed after the answer, before the job: one ticket, without the sender', async () => {
  const before = await arrivals();
  await holding('mail_detail', async () => {
    await send('after-answer');
    await kill();
  });
  await start();
  await expectOne('after-answer', before + 1);
}, 120_000);

test('killed in the middle of the job: one ticket, one acknowledgement', async () => {
  const before = await arrivals();
  await holding('mail_detail', async () => {
    await send('within-job');
    await isHeldUp();
    await kill();
  });
  expect(await ticketsOf('within-job')).toEqual([]);
  await start();
  await expectOne('within-job', before + 1);
}, 120_000);
