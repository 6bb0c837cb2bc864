import { randomUUID } from 'node:crypto';
import http from 'node:http';
import pg from 'pg';
import { Visitor } from '../support/visitor.js';
import type { BenchDesk } from './bench-desk.js';
import { type Figure, hammer, round } from './figures.js';

const CLIENTS = 16;
const SECONDS = 8;
const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });

/** Sends one form and waits for the redirect to the receipt. */
const send = (url: string, fields: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = new URLSearchParams(fields).toString();
    const request = http.request(
      `${url}/d/netvivi/inquiry`,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    request.once('error', reject);
    request.end(body);
  });

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

/** Inquiries accepted per second over HTTP, against the bare three rows in five round trips through `pg`. */
export const benchForms = async (desk: BenchDesk): Promise<Figure[]> => {
  const bare = await bareTransactions(desk);
  const visitor = new Visitor(desk.url);
  const page = await visitor.get('/d/netvivi/inquiry');
  const token = /name="token" value="([^"]+)"/.exec(page.html)?.[1];
  if (!token) throw new Error('the form has no token');
  let sent = 0;
  const refused: number[] = [];
  const before = await ticketCount(desk);
  // One form is enough: other words in it are another inquiry.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const accepted = await hammer(CLIENTS, SECONDS, async () => {
    const email = `person-${sent++}@mail.example.jp`;
    const status = await send(desk.url, { ...FIELDS, token, email, emailConfirm: email });
    if (status !== 303) refused.push(status);
  });
  const stored = (await ticketCount(desk)) - before;
  const ratio = round(accepted.perSecond / bare.perSecond);
  return [
    {
      name: 'bare transaction: ticket + message + event, five round trips, 16 clients',
      values: bare,
      aim: null,
      held: null,
    },
    {
      name: 'form inquiry accepted over HTTP, 16 clients',
      values: { ...accepted, ratioToBare: ratio, sent, stored, refused: refused.length },
      aim: '≥ 0.5 of the bare transaction; sent = stored',
      held: ratio >= 0.5 && stored === sent && refused.length === 0,
    },
    await burst(desk, token),
  ];
};

/** Fifty a second for a minute: nothing lost, nothing doubled. */
const burst = async (desk: BenchDesk, token: string): Promise<Figure> => {
  const before = await ticketCount(desk);
  const began = performance.now();
  const durations: number[] = [];
  const answers: Promise<number>[] = [];
  for (let count = 0; count < 1_500; count += 1) {
    const at = began + count * 20;
    if (at > performance.now()) await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
    const email = `burst-${count}@mail.example.jp`;
    const start = performance.now();
    answers.push(
      send(desk.url, { ...FIELDS, token, email, emailConfirm: email }).then((status) => {
        if (status === 303) durations.push(performance.now() - start);
        return status;
      }),
    );
  }
  await Promise.all(answers);
  const stored = (await ticketCount(desk)) - before;
  const sorted = durations.toSorted((one, other) => one - other);
  return {
    name: 'burst of 50 forms a second for 30 s',
    values: { accepted: durations.length, stored, p95: round(sorted[Math.floor(sorted.length * 0.95)] ?? 0) },
    aim: '1,500 accepted, 1,500 stored',
    held: durations.length === 1_500 && stored === 1_500,
  };
};

const ticketCount = async (desk: BenchDesk): Promise<number> => {
  const client = await desk.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.tenants', array[app.tenant_of_desk('netvivi')]::text, true)`);
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM ticket');
    await client.query('COMMIT');
    return Number(rows[0]!.count);
  } finally {
    client.release();
  }
};

const bareTransactions = async (desk: BenchDesk) => {
  const pool = new pg.Pool({ connectionString: desk.appUrl, max: CLIENTS });
  const { rows } = await pool.query<{ tenant: string }>(`SELECT app.tenant_of_desk('netvivi') AS tenant`);
  const tenant = rows[0]!.tenant;
  const sample = await pool.connect();
  await sample.query('BEGIN');
  await sample.query(`SELECT set_config('app.tenants', $1, true)`, [`{${tenant}}`]);
  const known = await sample.query<{ desk_id: string; requester_id: string }>(
    'SELECT desk_id, requester_id FROM ticket WHERE tenant_id = $1 LIMIT 1',
    [tenant],
  );
  await sample.query('COMMIT');
  sample.release();
  const { desk_id: deskId, requester_id: requesterId } = known.rows[0]!;
  const run = await hammer(CLIENTS, SECONDS, async () => {
    const client = await pool.connect();
    const id = randomUUID();
    try {
      await client.query(`BEGIN; SELECT set_config('app.tenants', '{${tenant}}', true)`);
      await client.query(
        `INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at, closed_at)
         VALUES ($1, $2, $3, $4, $5, 'closed', 'AFF', 'form', 'ja', 'bare', 'bare', now(), now())`,
        [tenant, id, id, deskId, requesterId],
      );
      await client.query(
        `INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, created_at)
         VALUES ($1, $2, $3, 'inbound', 'form', 'bare', $4, now())`,
        [tenant, randomUUID(), id, FIELDS.text],
      );
      await client.query(`INSERT INTO event (tenant_id, type, subject_id) VALUES ($1, 'bench.bare', $2)`, [tenant, id]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  });
  await pool.end();
  return run;
};
