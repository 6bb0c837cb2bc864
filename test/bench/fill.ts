import pg from 'pg';
import type { BenchDesk } from './bench-desk.js';

const TENANTS = 53;

/**
 * Fills the database to `total` tickets over 53 further tenants, three messages each, of which some hundreds wait. Plain SQL as the
 * run-time role under a scope: the rows pass the same wall as the product's own.
 */
export const fill = async (desk: BenchDesk, total: number): Promise<void> => {
  const client = new pg.Client({ connectionString: desk.appUrl });
  await client.connect();
  try {
    const tenants = await tenantIds(client);
    const scope = `{${tenants.join(',')}}`;
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.tenants', $1, true)`, [scope]);
    await client.query(TENANTS_SQL, [tenants]);
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM ticket WHERE tenant_id = ANY ($1)', [
      tenants,
    ]);
    const have = Number(rows[0]!.count);
    if (total > have) await client.query(TICKETS_SQL, [tenants, have, total - have]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  await tidyUp(desk);
};

/** A month's tickets come in a month: the vacuum that a minute's flood of them brings along must not run beside what is measured. */
const tidyUp = async ({ ownerUrl }: BenchDesk): Promise<void> => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('VACUUM (ANALYZE)');
  } finally {
    await owner.end();
  }
};

/** The same ids each time, so that filling further goes on where it stopped. */
const tenantIds = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `SELECT md5('bench tenant ' || n)::uuid AS id FROM generate_series(1, ${TENANTS}) n`,
  );
  return rows.map(({ id }) => id);
};

const TENANTS_SQL = `
  WITH t AS (
    INSERT INTO tenant (id, name) SELECT id, 'ベンチ店舗' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS x (id, n)
    ON CONFLICT DO NOTHING RETURNING id
  ), s AS (
    INSERT INTO site (tenant_id, id, name, glyph, hue) SELECT id, id, 'ベンチ', 'ベ', 'ai' FROM t RETURNING tenant_id
  ), i AS (SELECT id FROM incident ORDER BY created_at LIMIT 1), e AS (
    INSERT INTO engagement (tenant_id, id, incident_id, form_and_replies, phone, starts_at)
    SELECT t.id, t.id, i.id, true, true, now() FROM t, i RETURNING tenant_id
  ), d AS (
    INSERT INTO desk (tenant_id, id, incident_id, engagement_id, site_id, slug, name, name_en, sender_name, reply_from, signature,
      signature_en, shop_contact, shop_contact_en, hours, form_open, email_open, phone_open, opens_at)
    SELECT t.id, t.id, i.id, t.id, t.id, 'bench-' || left(t.id::text, 8), '窓口', 'Desk', '窓口', 'desk@bench.example.jp', '', '', '', '',
      '{"zone":"Asia/Tokyo","phone":[],"holidays":"closed","closedOn":[]}', true, true, true, now() FROM t, i
  ), r AS (
    INSERT INTO requester (tenant_id, id, name, email, email_key)
    SELECT t.id, md5(t.id::text || n)::uuid, '問合 人' || n, n || '@mail.example.jp', n || '@mail.example.jp' FROM t, generate_series(0, 99) n
  )
  INSERT INTO membership (tenant_id, user_id)
  SELECT t.id, u.id FROM t, app_user u WHERE u.roles && '{agent,senior_agent,supervisor,desk_admin,auditor}' `;

/** 57 of 100 texts name 返金, as many as in the measured precedent. */
const TICKETS_SQL = `
  WITH n AS MATERIALIZED (
    SELECT n, ($1::uuid[])[1 + n % ${TENANTS}] AS tenant, md5('bench ticket ' || n)::uuid AS id, n % 250 = 0 AS waits,
           now() - make_interval(secs => (n * 17 % 2592000)::float8) AS at,
           'お世話になっております。注文番号' || n || 'の件です。' || CASE WHEN n % 100 < 57 THEN '返金はいつになりますか。' ELSE '漏れた項目を教えてください。' END
             || '住所と電話番号が含まれているか知りたいです。' || md5(n::text) || CASE WHEN n % 49000 = 7 THEN '転売されました。' ELSE '' END AS text
      FROM generate_series($2::int, $2::int + $3::int - 1) n
  ), t AS (
    INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject, excerpt, created_at,
                        due_at, waiting_since, answered_at, closed_at)
    SELECT tenant, id, 'bench-' || n, tenant, md5(tenant::text || n % 100)::uuid, CASE WHEN waits THEN 'new' ELSE 'closed' END, 'AFF',
           (ARRAY['form', 'email', 'phone'])[1 + n % 3], 'ja', '対象かどうか', left(text, 120), at,
           CASE WHEN waits THEN at + interval '8 hours' END, CASE WHEN waits THEN at END,
           CASE WHEN waits THEN NULL ELSE at + interval '1 hour' END, CASE WHEN waits THEN NULL ELSE at + interval '2 hours' END
      FROM n
  ), m AS (
    INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, delivery_state, created_at)
    SELECT tenant, md5('message ' || k || id)::uuid, id, CASE k WHEN 0 THEN 'inbound' ELSE 'outbound' END, 'email', '窓口', text,
           CASE k WHEN 0 THEN NULL ELSE 'sent' END, at + make_interval(mins => k) FROM n, generate_series(0, 2) k
  )
  INSERT INTO ticket_search (tenant_id, ticket_id, created_at, grams, folded)
  SELECT tenant, id, at, ARRAY(SELECT DISTINCT g FROM generate_series(1, length(text)) p, LATERAL (VALUES (ascii(substr(text, p, 1))),
           (((ascii(substr(text, p, 1)) & 65535)::bigint << 16 | (ascii(substr(text, p + 1, 1)) & 65535))::bit(32)::integer)) v (g)), text FROM n`;
