import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from '../support/visitor.js';
import { bareTransactions } from './bare.js';
import { type BenchDesk, settled, waitingJobs } from './bench-desk.js';
import { cpuOfWork, type Figure, hammer, round, spread } from './figures.js';
import { LightConnection } from './light-http.js';

const CLIENTS = 16;
const SECONDS = 8;
/** What a morning's first inquiries cost is not what a flood costs: the api has compiled its code by then. */
const WARM = 2_000;
const PER_SECOND = 50;
const BURST_SECONDS = 60;
const PAGE = '/d/netvivi/inquiry';

const FIELDS = {
  step: 'send',
  notice: 'received',
  name: '藤代 恵',
  kana: 'フジシロ メグミ',
  phone: '090-0000-0147',
  contact: 'email',
  band: 'any',
  topic: 'AFF',
  consent: 'yes',
  text: 'お知らせのメールを読みました。私の注文の情報は含まれていますか。カードの作り直しは必要でしょうか。',
};

/** Sends the one form again and again, each time with another address: other words in it are another inquiry. */
class Senders {
  private readonly connections: LightConnection[] = [];
  sent = 0;
  refused = 0;

  private constructor(
    private readonly url: URL,
    private readonly form: string,
  ) {}

  static async open(desk: BenchDesk): Promise<Senders> {
    const page = await new Visitor(desk.url).get(PAGE);
    const token = /name="token" value="([^"]+)"/.exec(page.html)?.[1];
    if (!token) throw new Error('the form has no token');
    // Sent sooner than this, it would be asked about once more.
    await pause(2_100);
    return new Senders(new URL(desk.url), new URLSearchParams({ ...FIELDS, token }).toString());
  }

  async send(sender: number): Promise<void> {
    const email = `person-${process.pid}-${(this.sent += 1)}%40mail.example.jp`;
    const connection = (this.connections[sender] ??= new LightConnection(this.url));
    const status = await connection.post(PAGE, `${this.form}&email=${email}&emailConfirm=${email}`);
    if (status !== 303) this.refused += 1;
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }
}

/** Inquiries accepted per second by the api alone, against the bare three rows before and after; then the mail that they ask for. */
export const benchForms = async (desk: BenchDesk): Promise<Figure[]> => {
  await desk.stopWorker();
  const before = await bareTransactions(desk, 'three', CLIENTS, SECONDS / 2);
  const accepted = await accept(desk);
  const after = await bareTransactions(desk, 'three', CLIENTS, SECONDS / 2);
  const one = await bareTransactions(desk, 'one', CLIENTS, SECONDS / 2);
  const bare = (before.perSecond + after.perSecond) / 2;
  const ratio = round(accepted.values.perSecond / bare);
  return [
    {
      name: 'bare transaction: ticket, message, event in five round trips, 16 clients',
      values: before,
      aim: null,
      held: null,
    },
    { name: 'the same a second time', values: after, aim: null, held: null },
    { name: 'the same rows in one prepared statement, three round trips', values: one, aim: null, held: null },
    {
      name: 'form inquiry accepted over HTTP by the api alone, 16 clients',
      values: {
        ratioToBare: ratio,
        ratioToOneStatement: round(accepted.values.perSecond / one.perSecond),
        ...accepted.values,
      },
      aim: '≥ 0.5 of the bare transaction; each sent is stored once',
      held: ratio >= 0.5 && accepted.complete,
    },
    await drain(desk),
  ];
};

const accept = async (desk: BenchDesk) => {
  const senders = await Senders.open(desk);
  const send = (sender: number): Promise<void> => senders.send(sender);
  const stored = await ticketCount(desk);
  while (senders.sent < WARM) await hammer(CLIENTS, 1, send);
  const clocks = { api: () => desk.api.cpu(), postgres: () => desk.postgresCpu() };
  const { result, own, others } = await cpuOfWork(clocks, () => hammer(CLIENTS, SECONDS, send));
  senders.close();
  const lost = senders.sent - ((await ticketCount(desk)) - stored);
  const each = (ms: number): number => round(ms / result.count);
  return {
    values: {
      ...result,
      nodeMs: each(others['api']!),
      postgresMs: each(others['postgres']!),
      clientMs: each(own),
      refused: senders.refused,
      lost,
    },
    complete: lost === 0 && senders.refused === 0,
  };
};

/** How fast the worker sends the acknowledgements that lie ready. */
const drain = async (desk: BenchDesk): Promise<Figure> => {
  const count = await waitingJobs(desk);
  const began = performance.now();
  await settled(desk);
  const seconds = (performance.now() - began) / 1000;
  return {
    name: 'acknowledgements delivered into the outbox by one worker, from its start',
    values: { count, perSecond: round(count / seconds), seconds: round(seconds) },
    aim: null,
    held: null,
  };
};

/** Fifty a second for a minute, their mail leaving at the same time: nothing lost, nothing doubled. */
export const benchBurst = async (desk: BenchDesk): Promise<Figure> => {
  await desk.startWorker();
  const total = PER_SECOND * BURST_SECONDS;
  const senders = await Senders.open(desk);
  const free: number[] = [];
  let connections = 0;
  const stored = await ticketCount(desk);
  const durations: number[] = [];
  const answers: Promise<void>[] = [];
  const timed = async (sender: number): Promise<void> => {
    const start = performance.now();
    await senders.send(sender);
    durations.push(performance.now() - start);
    free.push(sender);
  };
  const began = performance.now();
  for (let count = 0; count < total; count += 1) {
    const at = began + (count * 1000) / PER_SECOND;
    if (at > performance.now()) await pause(at - performance.now());
    // Nobody waits for a slow answer to somebody else.
    const sender = free.pop() ?? connections++;
    answers.push(timed(sender));
  }
  await Promise.all(answers);
  senders.close();
  const found = (await ticketCount(desk)) - stored;
  return {
    name: `burst of ${PER_SECOND} forms a second for ${BURST_SECONDS} s, api and worker`,
    values: { sent: senders.sent, refused: senders.refused, stored: found, connections, ...spread(durations) },
    aim: `${total.toLocaleString('en')} sent, accepted and stored`,
    held: senders.sent === total && senders.refused === 0 && found === total,
  };
};

const ticketCount = async (desk: BenchDesk): Promise<number> => {
  const client = await desk.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.tenants', array[app.tenant_of_desk('netvivi')]::text, true)`);
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ticket WHERE intake_key IS NOT NULL`);
    await client.query('COMMIT');
    return Number(rows[0]!.count);
  } finally {
    client.release();
  }
};
