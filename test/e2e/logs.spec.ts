import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TicketPage, TicketView } from '#libs/contracts';
import { ApiClient, ask } from '../support/client.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { fieldsOf, Visitor } from '../support/visitor.js';
import { PASSWORD, type World, world } from '../support/world.js';

/** What a person gave us in confidence. None of it may stand in a log or a figure. */
const SECRETS = {
  name: '鸚鵡 碧子',
  kana: 'オウム アオコ',
  email: 'canary.parrot@mail.example.jp',
  phone: '090-9876-5432',
  order: 'CANARY-ORDER-42',
  text: '碧鸚鵡の注文について教えてください。',
  card: '4111 1111 1111 1111',
  note: '鶯色のメモ',
  reply: '翠色の回答です。',
  search: '鴎を探す',
  wrongPassword: 'my-other-secret-password',
  caller: '電話 鶴子',
};

let desk: World;
let own: DeskProcess;
let dataDir: string;
const secretKey = randomBytes(32).toString('hex');

beforeAll(async () => {
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-logs-'));
  own = await startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    // Nobody listens there: each delivery fails, and says so in the log.
    SMTP_RELAY_URL: 'smtp://relay-user:relay-password@127.0.0.1:9',
    SECRET_KEY: secretKey,
    LOG_LEVEL: 'debug',
  });
});
afterAll(async () => {
  await own?.end('SIGTERM');
  await desk?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a whole story at debug level leaves no word of a person, no secret and no token in logs and figures', async () => {
  const visitor = new Visitor(own.url);
  const agent = new ApiClient(own.url);
  const tokens: string[] = [];

  const confirm = await visitor.submit(await visitor.get('/d/komorebi-a/inquiry'), {
    step: 'confirm',
    notice: 'received',
    name: SECRETS.name,
    kana: SECRETS.kana,
    email: SECRETS.email,
    emailConfirm: SECRETS.email,
    phone: SECRETS.phone,
    order: SECRETS.order,
    topic: 'AFF',
    text: `${SECRETS.text}\n${SECRETS.card}`,
    consent: 'yes',
  });
  let done = await visitor.submit(confirm, { step: 'send' });
  if (!done.path.includes('/done')) done = await visitor.submit(done, { step: 'send' });
  expect(done.path).toContain('/done?r=');
  tokens.push(done.path.split('r=')[1]!, fieldsOf(confirm.html)['token'] ?? 'no-token');
  expect((await visitor.get(`/t/${tokens[0]}`)).status).toBe(200);
  expect((await visitor.get(`/t/${tokens[0]!.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}`)).status).toBe(
    404,
  );
  await visitor.submit(await visitor.get('/d/komorebi-a/inquiry'), {
    step: 'send',
    name: SECRETS.name,
    email: SECRETS.email,
  });

  await agent.post('/api/v1/session', { email: SECRETS.email, password: SECRETS.wrongPassword });
  await agent.signIn('agentA@desk.example.jp', PASSWORD);
  tokens.push(agent.cookie.split('=')[1]!, agent.csrfToken);
  const page = (await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(SECRETS.text.slice(0, 3))}`)).body;
  const { id, number } = page.items[0]!;
  await agent.get(
    `/api/v1/tickets?q=${encodeURIComponent(SECRETS.search)}&cursor=${encodeURIComponent(SECRETS.search)}`,
  );
  const socket = await agent.connect();
  await ask(socket, 'presence.look', { ticketId: id, writing: true });
  await socket.timeout(5_000).emitWithAck('queue.sync', { since: SECRETS.email });
  const claimed = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  await agent.post(`/api/v1/tickets/${id}/notes`, { text: SECRETS.note });
  await agent.post(`/api/v1/tickets/${id}/notes`, { text: `${SECRETS.note}\u0000` });
  await agent.post(`/api/v1/tickets/${id}/notes`, { text: SECRETS.note, [SECRETS.email]: SECRETS.name });
  await agent.post(`/api/v1/tickets/${id}/replies`, {
    text: SECRETS.reply,
    baseVersion: claimed.version + 1,
    idempotencyKey: `logs-${number}`,
  });
  await agent.post('/api/v1/calls', {
    deskId: desk.a.desk.id,
    callerName: SECRETS.caller,
    callerPhone: SECRETS.phone,
    callerRole: 'self',
    topic: 'AFF',
    text: SECRETS.text,
    outcome: 'answered_closed',
    idempotencyKey: 'logs-call',
  });
  await agent.get(`/nowhere/${encodeURIComponent(SECRETS.name)}?mail=${encodeURIComponent(SECRETS.email)}`);
  await agent.post(`/api/v1/tickets/${encodeURIComponent(SECRETS.email)}/claim`);

  // A fault that nobody expected, with a row of the database in PostgreSQL's own words.
  await desk.asOwner('ALTER TABLE message ADD CONSTRAINT no_more_notes CHECK (kind <> $$note$$) NOT VALID');
  expect((await agent.post(`/api/v1/tickets/${id}/notes`, { text: SECRETS.note })).status).toBe(500);
  await desk.asOwner('ALTER TABLE message DROP CONSTRAINT no_more_notes');
  await until('a delivery has failed and was put off', async () => {
    const { events } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    return events.some(({ type }) => type === 'message.deferred');
  });

  const metrics = (await agent.get('/metrics')).text;
  const readiness = (await agent.get('/readyz')).text;
  await agent.delete('/api/v1/session');
  agent.close();
  await own.end('SIGTERM');
  const output = own.output();
  expect(output).toContain('"msg":"answered"');
  expect(output).toContain('"msg":"a request failed"');
  expect(metrics).toContain('http_request_duration_seconds_bucket');

  // Four digits alone say nothing: a figure of memory has them by chance.
  const parts = (secret: string): string[] => [secret.split(/[\s@]/)[0]!].filter((part) => !/^\d{1,6}$/.test(part));
  const words = [
    ...Object.values(SECRETS).flatMap((secret) => [secret, encodeURIComponent(secret), ...parts(secret)]),
    ...tokens,
    '9876-5432',
    '4111111111111111',
    PASSWORD,
    'relay-password',
    secretKey,
    decodeURIComponent(new URL(desk.database.appUrl).password),
    'argon2id',
    'Failing row contains',
  ];
  for (const [where, text] of Object.entries({ output, metrics, readiness })) {
    expect({ where, found: words.filter((word) => text.includes(word)) }).toEqual({ where, found: [] });
  }
  // No ids of tenants or people among the figures' labels.
  expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}/);
  expect(metrics).toContain('route="/t/:token"');
  for (const line of output.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
}, 60_000);
