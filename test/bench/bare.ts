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

/** Ticket, message and event in a transaction under a tenant's scope, over and over by `clients` at once. */
export const bareTransactions = async (desk: BenchDesk, kind: 'three' | 'one', clients: number, seconds: number) => {
  const pool = new pg.Pool({ connectionString: desk.appUrl, max: clients });
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
  await hammer(clients, 1, once);
  const { result, own, others } = await cpuOfWork({ postgres: () => desk.postgresCpu() }, () =>
    hammer(clients, seconds, once),
  );
  await pool.end();
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
