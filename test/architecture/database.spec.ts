import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** Keys that do not lead with tenant_id, each with its reason. Everything else of a tenant's table must. */
const KEYS_WITHOUT_TENANT: Record<string, string> = {
  'tenant (id)': 'the tenant itself',
  'tenant (id, kind)': 'the tenant itself, for keys that ask for a round of practice',
  'desk (slug)': 'the public address of a desk; chosen by the operator, and public anyway',
  'ticket (number)':
    'read out on the phone without its shop, it must name one ticket; dealt by the desk, and it tells nothing',
  'own_text (own_id)': 'one text is one shop’s: nobody ties it to a second',
  'mailbox (address_key)': 'a public mail address; it decides whose mail it is, so two tenants cannot share it',
};

/** Tables without tenants' rows; a new table is either one of these, by decision, or stands behind the wall. */
const OPERATOR_TABLES = [
  'agent_seen',
  'agent_state',
  'app_user',
  'call_event_key',
  'canned_response',
  'canned_version',
  'floor_message_read',
  'incident',
  'incident_fact',
  'invitation',
  'leased_number',
  'mail_pace',
  'mail_slot',
  'phone_extension',
  'saved_view',
  'schema_migration',
  'session',
  'shift',
  'sign_in_failure',
  'staffing_plan',
  'statement',
  'team',
  'team_member',
  'work_profile',
  'work_rules',
];

/** The audited doors through the wall. A new one is a reviewed change to this list. */
const DEFINER_FUNCTIONS = [
  'app.desk_hours()',
  'app.desks_of_phone(the_digits text)',
  'app.events_after(after_xid xid8, after_number bigint, how_many integer)',
  'app.imap_mailboxes()',
  'app.mail_tenants()',
  'app.mailbox_of_address(the_key text)',
  'app.search_tickets(the_grams integer[], the_words text[], before_at timestamp with time zone, before_id uuid, how_many integer)',
  'app.tenant_of_desk(the_slug text)',
  'app.tenant_of_ticket(the_ticket uuid)',
  'app.tenants_of_user(the_user uuid)',
  'app.training_of(the_users uuid[])',
];

const WALL = '(%C = ANY (( SELECT app.tenant_scope() AS tenant_scope)::uuid[]))';

/** Tables of the operator in which some rows are one shop's: seen only by whoever sees that shop's row that says so. */
const OWN_TEXT_WALLS = [
  {
    table: 'canned_response',
    using: '((NOT owned) OR (EXISTS ( SELECT FROM own_text o WHERE (o.own_id = canned_response.id))))',
    check: 'true',
  },
  {
    table: 'canned_version',
    using: '(EXISTS ( SELECT FROM canned_response c WHERE (c.id = canned_version.canned_id)))',
    check: '(EXISTS ( SELECT FROM canned_response c WHERE (c.id = canned_version.canned_id)))',
  },
].map((wall) => ({ ...wall, command: 'ALL', permissive: 'PERMISSIVE' }));

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;
let role: string;

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  app = new pg.Client({ connectionString: database.appUrl });
  await Promise.all([owner.connect(), app.connect()]);
  role = decodeURIComponent(new URL(database.appUrl).username);
});
afterAll(async () => {
  await Promise.all([owner?.end(), app?.end()]);
  await database?.drop();
});

const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await owner.query<Row>(sql, values)).rows;

interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
}

const tenantTables = (): Promise<Table[]> =>
  rows<Table>(
    `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'tenant' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))
      ORDER BY 1`,
  );

describe('the tenant wall', () => {
  test('each table stands behind the wall, or is one of the operator by decision', async () => {
    const behind = (await tenantTables()).map(({ name }) => name);
    const all = await rows<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
    );
    expect(behind.length).toBeGreaterThan(10);
    expect(all.map(({ name }) => name).filter((name) => !behind.includes(name))).toEqual(OPERATOR_TABLES);
  });

  test('row-level security is enabled and forced', async () => {
    expect((await tenantTables()).filter(({ enabled, forced }) => !enabled || !forced)).toEqual([]);
  });

  test('one policy of the run-time role covers reading and writing, by the scope alone', async () => {
    const policies = await rows<{ table: string; command: string; permissive: string; using: string; check: string }>(
      `SELECT tablename AS "table", cmd AS command, permissive, qual AS "using", with_check AS "check"
         FROM pg_policies WHERE schemaname = 'public' AND ($1 = ANY (roles) OR 'public' = ANY (roles)) ORDER BY 1`,
      [role],
    );
    const wanted = (await tenantTables()).map(({ name }) => {
      const wall = WALL.replace('%C', name === 'tenant' ? 'id' : 'tenant_id');
      return { table: name, command: 'ALL', permissive: 'PERMISSIVE', using: wall, check: wall };
    });
    const inOneLine = policies.map((policy) => ({
      ...policy,
      using: policy.using.replace(/\s+/g, ' '),
      check: policy.check.replace(/\s+/g, ' '),
    }));
    const byTable = (one: { table: string }, other: { table: string }): number => (one.table < other.table ? -1 : 1);
    expect(inOneLine.toSorted(byTable)).toEqual([...wanted, ...OWN_TEXT_WALLS].toSorted(byTable));
  });

  test('any other policy lets the owner read for the audited functions, and nothing more', async () => {
    const others = await rows<{ name: string; command: string; roles: string[] }>(
      `SELECT DISTINCT policyname AS name, cmd AS command, roles::text[] FROM pg_policies
        WHERE schemaname = 'public' AND NOT ($1 = ANY (roles))`,
      [role],
    );
    const ownerRole = decodeURIComponent(new URL(database.ownerUrl).username);
    expect(others).toEqual([{ name: 'definer_reads', command: 'SELECT', roles: [ownerRole] }]);
  });

  test('primary and unique keys lead with tenant_id', async () => {
    const keys = await rows<{ key: string; leads: string }>(
      `SELECT c.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.at) || ')' AS key,
              min(a.attname) FILTER (WHERE k.at = 1) AS leads
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
         CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, at)
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indisunique AND c.relname = ANY ($1) GROUP BY i.indexrelid, c.relname ORDER BY 1`,
      [(await tenantTables()).map(({ name }) => name)],
    );
    const foreign = keys.filter(({ leads }) => leads !== 'tenant_id').map(({ key }) => key);
    expect(foreign.sort()).toEqual(Object.keys(KEYS_WITHOUT_TENANT).sort());
  });

  test('foreign keys between tables of tenants carry tenant_id on both sides', async () => {
    const names = (await tenantTables()).map(({ name }) => name);
    const plain = await rows<{ name: string }>(
      `SELECT k.conrelid::regclass || '.' || k.conname AS name FROM pg_constraint k
        WHERE k.contype = 'f' AND k.conrelid::regclass::text = ANY ($1) AND k.confrelid::regclass::text = ANY ($1)
          AND k.confrelid <> 'tenant'::regclass
          AND NOT EXISTS (
            SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
              JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = pair.here
              JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.there
             WHERE h.attname = 'tenant_id' AND t.attname = 'tenant_id')`,
      [names],
    );
    expect(plain).toEqual([]);
  });

  test('every tenant_id is mandatory and reaches the tenant, directly or through its parent', async () => {
    const nullable = await rows(
      `SELECT a.attrelid::regclass::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id' AND NOT a.attnotnull`,
    );
    const loose = await rows(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT EXISTS (
          SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey))`,
    );
    expect({ nullable, loose }).toEqual({ nullable: [], loose: [] });
  });
});

describe('the run-time role', () => {
  test('is nobody special and owns nothing', async () => {
    const [flags] = await rows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
              (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
              (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid)
                + (SELECT count(*)::int FROM pg_proc p WHERE p.proowner = r.oid)
                + (SELECT count(*)::int FROM pg_namespace n WHERE n.nspowner = r.oid)
                + (SELECT count(*)::int FROM pg_database d WHERE d.datdba = r.oid) AS owned
         FROM pg_roles r WHERE rolname = $1`,
      [role],
    );
    expect(flags).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      memberships: 0,
      owned: 0,
    });
  });

  test('has no right to empty a table, to change its shape, or to rewrite what happened', async () => {
    const dangerous = await rows(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND (has_table_privilege($1, c.oid, 'TRUNCATE') OR has_table_privilege($1, c.oid, 'TRIGGER')
            OR has_table_privilege($1, c.oid, 'REFERENCES'))`,
      [role],
    );
    const rewritten = await rows(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relname IN ('event', 'outbox_mail', 'canned_use')
          AND (has_table_privilege($1, c.oid, 'UPDATE') OR has_table_privilege($1, c.oid, 'DELETE'))`,
      [role],
    );
    const creates = await rows(
      `SELECT n.nspname AS name FROM pg_namespace n WHERE n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege($1, n.oid, 'CREATE')`,
      [role],
    );
    expect({ dangerous, rewritten, creates }).toEqual({ dangerous: [], rewritten: [], creates: [] });
  });
});

describe('side doors', () => {
  test('no view without security_invoker, no materialized view', async () => {
    const open = await rows(
      `SELECT relname AS name FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))`,
    );
    expect(open).toEqual([]);
  });

  test('the definer functions are the known ones, with a pinned search path, for the run-time role alone', async () => {
    const functions = await rows<{ name: string; pinned: boolean; forAll: boolean; forRole: boolean }>(
      `SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name,
              coalesce(EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s = 'search_path=pg_catalog, public'), false) AS pinned,
              EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g WHERE g.grantee = 0) AS "forAll",
              has_function_privilege($1, p.oid, 'EXECUTE') AS "forRole"
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
      [role],
    );
    expect(functions).toEqual(DEFINER_FUNCTIONS.map((name) => ({ name, pinned: true, forAll: false, forRole: true })));
  });
});

describe('as the run-time role, with every guard of the program left out', () => {
  const ids = { a: randomUUID(), b: randomUUID() };

  const inScope = async <T>(scope: string[] | null, work: () => Promise<T>): Promise<T> => {
    await app.query('BEGIN');
    try {
      if (scope) await app.query(`SELECT set_config('app.tenants', $1, true)`, [`{${scope.join(',')}}`]);
      return await work();
    } finally {
      await app.query('ROLLBACK');
    }
  };
  const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
    try {
      await work();
      return 'accepted';
    } catch (error) {
      return (error as { code?: string }).code ?? 'no SQLSTATE';
    }
  };

  beforeAll(async () => {
    await app.query('BEGIN');
    await app.query(`SELECT set_config('app.tenants', $1, true)`, [`{${ids.a},${ids.b}}`]);
    for (const id of [ids.a, ids.b]) {
      await app.query('INSERT INTO tenant (id, name) VALUES ($1, $2)', [id, `shop ${id}`]);
      await app.query(`INSERT INTO requester (tenant_id, id, name) VALUES ($1, $1, 'someone')`, [id]);
      await app.query(`INSERT INTO site (tenant_id, id, name, glyph, hue) VALUES ($1, $1, 'site', 'こ', 'ai')`, [id]);
    }
    await app.query('COMMIT');
  });

  test('without a scope no tenant table answers at all', async () => {
    const answers: Record<string, string> = {};
    for (const { name } of await tenantTables()) {
      answers[name] = await inScope(null, () => codeOf(() => app.query(`SELECT count(*) FROM ${name}`)));
    }
    expect(new Set(Object.values(answers))).toEqual(new Set(['42501']));
  });

  test('an empty scope and a foreign scope see nothing, in any table', async () => {
    for (const { name } of await tenantTables()) {
      for (const scope of [[], [randomUUID()]]) {
        const { rows: found } = await inScope(scope, () => app.query(`SELECT count(*)::int AS n FROM ${name}`));
        expect({ name, found }).toEqual({ name, found: [{ n: 0 }] });
      }
    }
  });

  test('after the transaction the setting is empty, and counts as none', async () => {
    await inScope([ids.a], () => app.query('SELECT count(*) FROM ticket'));
    const after = await app.query(`SELECT current_setting('app.tenants', true) AS scope`);
    expect(after.rows).toEqual([{ scope: '' }]);
    expect(await codeOf(() => app.query('SELECT count(*) FROM ticket'))).toBe('42501');
  });

  test("a row cannot be written into another's tenant, moved there, or changed there", async () => {
    const insert = 'INSERT INTO requester (tenant_id, id, name) VALUES ($1, $2, $3)';
    expect(await inScope([ids.a], () => codeOf(() => app.query(insert, [ids.b, randomUUID(), 'x'])))).toBe('42501');
    const move = 'UPDATE requester SET tenant_id = $2 WHERE id = $1';
    expect(await inScope([ids.a], () => codeOf(() => app.query(move, [ids.a, ids.b])))).toBe('42501');
    const change = await inScope([ids.a], () => app.query(`UPDATE requester SET name = 'x' WHERE id = $1`, [ids.b]));
    expect(change.rowCount).toBe(0);
  });

  test("a shop's own text is seen in its scope alone, and cannot be tied to another", async () => {
    const incident = `INSERT INTO incident (id, key, title, title_en, platform_name, platform_name_en, published_at)
      VALUES ($1, 'x', '', '', '', '', now())`;
    const text = `INSERT INTO canned_response (id, incident_id, key, language, owned) VALUES ($1, $2, 'k', 'ja', $3)`;
    const version = `INSERT INTO canned_version (id, canned_id, version, state, title, summary, kana, body, effective_from, approved_by, approved_at)
      VALUES (gen_random_uuid(), $1, 1, 'approved', 't', 's', '', 'words of B', now(), 'x', now())`;
    const tie = 'INSERT INTO own_text (tenant_id, canned_id, own_id) VALUES ($1, $2, $3)';
    const [common, own] = [randomUUID(), randomUUID()];
    await inScope([ids.b], async () => {
      await app.query(incident, [ids.b]);
      await app.query(text, [common, ids.b, false]);
      await app.query(text, [own, ids.b, true]);
      await app.query(tie, [ids.b, common, own]);
      await app.query(version, [own]);
      const seen = async (scope: string): Promise<unknown[]> => {
        await app.query(`SELECT set_config('app.tenants', $1, true)`, [`{${scope}}`]);
        const found = await app.query(
          `SELECT body FROM canned_version WHERE canned_id = $1
          UNION ALL SELECT key FROM canned_response WHERE id = $1`,
          [own],
        );
        return found.rows;
      };
      expect(await seen(ids.b)).toHaveLength(2);
      expect(await seen(ids.a)).toEqual([]);
      const changed = await app.query(`UPDATE canned_response SET owned = false WHERE id = $1`, [own]);
      expect(changed.rowCount).toBe(0);
      expect(await codeOf(() => app.query(tie, [ids.a, common, own]))).toBe('23505');
    });
  });

  test("a row of one tenant cannot point into another's", async () => {
    const ticket = `INSERT INTO ticket (tenant_id, id, number, desk_id, requester_id, state, topic, channel, language, subject,
      excerpt, created_at) VALUES ($1, gen_random_uuid(), '1', $2, $3, 'new', 'AFF', 'form', 'ja', '', '', now())`;
    // Even with both tenants in scope, as an agent of both has.
    expect(await inScope([ids.a, ids.b], () => codeOf(() => app.query(ticket, [ids.a, ids.a, ids.b])))).toBe('23503');
    const message = `INSERT INTO message (tenant_id, id, ticket_id, kind, channel, from_name, body_text, created_at)
      VALUES ($1, gen_random_uuid(), $2, 'note', 'form', '', '', now())`;
    expect(await inScope([ids.a, ids.b], () => codeOf(() => app.query(message, [ids.a, ids.b])))).toBe('23503');
    const mail = `INSERT INTO outbox_mail (tenant_id, id, message_id, to_address, from_address, subject, body_text, headers, created_at)
      VALUES ($1, gen_random_uuid(), $2, '', '', '', '', '{}', now())`;
    expect(await inScope([ids.a, ids.b], () => codeOf(() => app.query(mail, [ids.a, ids.b])))).toBe('23503');
  });

  test('an id or number that another tenant has is as good as a fresh one', async () => {
    const requester = 'INSERT INTO requester (tenant_id, id, name) VALUES ($1, $2, $3)';
    const site = `INSERT INTO site (tenant_id, id, name, glyph, hue) VALUES ($1, $2, 'site', 'こ', 'ai')`;
    for (const id of [ids.b, randomUUID()]) {
      expect(await inScope([ids.a], () => codeOf(() => app.query(requester, [ids.a, id, 'x'])))).toBe('accepted');
      expect(await inScope([ids.a], () => codeOf(() => app.query(site, [ids.a, id])))).toBe('accepted');
    }
  });

  test('what happened cannot be taken back', async () => {
    for (const sql of ['DELETE FROM event', `UPDATE event SET type = 'x'`, 'TRUNCATE event', 'DELETE FROM ticket']) {
      expect(await inScope([ids.a], () => codeOf(() => app.query(sql)))).toBe('42501');
    }
  });
});
