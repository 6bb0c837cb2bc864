import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { BenchDesk } from './bench-desk.js';
import { cpuOfWork, hammer, round } from './figures.js';

const TEXT = 'お知らせのメールを読みました。私の注文の情報は含まれていますか。カードの作り直しは必要でしょうか。';

type Write = (client: pg.PoolClient, rows: Rows) => Promise<unknown>;

interface Rows {
  tenant: string;
  desk: string;
  requester: string;
  ticket: string;
  message: string;
}

/** As anybody would write it by hand: three inserts. */
const threeStatements: Write = async (client, { tenant, desk, requester, ticket, message }) => {
  await client.query(
    `INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at, closed_at)
     VALUES ($1, $2, $3, $4, $5, 'closed', 'AFF', 'form', 'ja', 'bare', 'bare', now(), now())`,
    [tenant, ticket, ticket, desk, requester],
  );
  await client.query(
    `INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, created_at)
     VALUES ($1, $2, $3, 'inbound', 'form', 'bare', $4, now())`,
    [tenant, message, ticket, TEXT],
  );
  await client.query(`INSERT INTO event (tenant_id, type, subject_id) VALUES ($1, 'bench.bare', $2)`, [tenant, ticket]);
};

/** The least that three rows can cost: one prepared statement. */
const oneStatement: Write = (client, { tenant, desk, requester, ticket, message }) =>
  client.query({
    name: 'three rows',
    text: `WITH t AS (
        INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at, closed_at)
        VALUES ($1, $2::uuid, $2::uuid::text, $3, $4, 'closed', 'AFF', 'form', 'ja', 'bare', 'bare', now(), now())
      ), m AS (
        INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, created_at)
        VALUES ($1, $5, $2::uuid, 'inbound', 'form', 'bare', $6, now())
      )
      INSERT INTO event (tenant_id, type, subject_id) VALUES ($1, 'bench.bare', $2::uuid)`,
    values: [tenant, ticket, desk, requester, message, TEXT],
  });

/** Ticket, message and event in a transaction under a tenant's scope: once, as often as it is called. */
export const openBare = async (desk: BenchDesk, kind: 'three' | 'one', connections: number) => {
  const pool = new pg.Pool({ connectionString: desk.appUrl, max: connections });
  const known = await knownRows(pool);
  const write = kind === 'one' ? oneStatement : threeStatements;
  const once = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query(`BEGIN; SELECT set_config('app.tenants', '{${known.tenant}}', true)`);
      await write(client, { ...known, ticket: randomUUID(), message: randomUUID() });
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
  return { once, end: () => pool.end() };
};

/** The same over and over by `clients` at once. */
export const bareTransactions = async (desk: BenchDesk, kind: 'three' | 'one', clients: number, seconds: number) => {
  const { once, end } = await openBare(desk, kind, clients);
  await hammer(clients, 1, once);
  const { result, own, others } = await cpuOfWork({ postgres: () => desk.postgresCpu() }, () =>
    hammer(clients, seconds, once),
  );
  await end();
  return { ...result, clientMs: round(own / result.count), postgresMs: round(others['postgres']! / result.count) };
};

const knownRows = async (pool: pg.Pool): Promise<Pick<Rows, 'tenant' | 'desk' | 'requester'>> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ tenant: string }>(`SELECT app.tenant_of_desk('netvivi') AS tenant`);
    const { tenant } = rows[0]!;
    await client.query(`BEGIN; SELECT set_config('app.tenants', '{${tenant}}', true)`);
    const known = await client.query<{ desk: string; requester: string }>(
      'SELECT desk_id AS desk, requester_id AS requester FROM ticket LIMIT 1',
    );
    await client.query('COMMIT');
    return { tenant, ...known.rows[0]! };
  } finally {
    client.release();
  }
};

/** So many people take one waiting ticket each through `pg` alone: ms until the last one has it. All of them lie free again afterwards. */
export const bareClaims = async (desk: BenchDesk, people: number): Promise<number> => {
  const pool = new pg.Pool({ connectionString: desk.appUrl, max: 16 });
  const { rows } = await pool.query<{ id: string; tenants: string[] }>(
    `SELECT id, app.tenants_of_user(id) AS tenants FROM app_user WHERE 'supervisor' = ANY (roles) LIMIT 1`,
  );
  const { id: taker, tenants } = rows[0]!;
  const inTransaction = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect();
    try {
      await client.query(`BEGIN; SELECT set_config('app.tenants', '{${tenants.join(',')}}', true)`);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } finally {
      client.release();
    }
  };
  /** Tries again where all that wait are held in this moment, as by a look at the clocks. */
  const claim = async (): Promise<string> => (await claimOnce()) ?? claim();
  const claimOnce = (): Promise<string | null> =>
    inTransaction(async (client) => {
      const { rows: taken } = await client.query<{ id: string; tenant: string }>({
        name: 'claim',
        text: CLAIM,
        values: [taker],
      });
      if (!taken[0]) return null;
      const { id, tenant } = taken[0];
      await client.query(`INSERT INTO event (tenant_id, type, subject_id) VALUES ($1, 'bench.bare', $2)`, [tenant, id]);
      return id;
    });
  try {
    const began = performance.now();
    const ids = await Promise.all(Array.from({ length: people }, claim));
    const last = performance.now() - began;
    await inTransaction((client) => client.query('UPDATE ticket SET assignee_id = NULL WHERE id = ANY ($1)', [ids]));
    if (new Set(ids).size !== people) throw new Error('a ticket was taken twice');
    return round(last);
  } finally {
    await pool.end();
  }
};

/** Any free ticket, in no order: the least that a claim can cost. */
const CLAIM = `
  WITH free AS (
    SELECT t.tenant_id, t.id FROM ticket t WHERE t.assignee_id IS NULL AND t.state IN ('new', 'open', 'callback_due')
     LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  UPDATE ticket t SET assignee_id = $1 FROM free WHERE t.tenant_id = free.tenant_id AND t.id = free.id
  RETURNING t.id, t.tenant_id AS tenant`;
