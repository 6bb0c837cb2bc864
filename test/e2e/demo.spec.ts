import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CannedPreview, CannedRow, OutboxPage, TicketFactsView, TicketPage, TicketView } from '#libs/contracts';
import { type Config, log, readConfig } from '#libs/platform';
import { type RunningApi, startApi } from '../../apps/api/src/api.js';
import { type DemoAccount, loadDemo } from '../../apps/standalone/src/demo/load-demo.js';
import { StoryClock } from '../../apps/standalone/src/demo/story-clock.js';
import { ApiClient } from '../support/client.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let api: RunningApi;
let config: Config;
let accounts: DemoAccount[];
const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-demo-'));

beforeAll(async () => {
  database = await createDatabase();
  config = readConfig({ PORT: '0', DATA_DIR: dataDir, SMTP_RELAY_URL: 'smtp://127.0.0.1:9' });
  log.level = 'error';
  api = await startApi({ config, appUrl: database.appUrl, clock: new StoryClock() }, async (app) => {
    accounts = await loadDemo(app, config);
  });
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const signIn = async (find: (account: DemoAccount) => boolean): Promise<ApiClient> => {
  const { email, password } = accounts.find(find)!;
  const client = new ApiClient(api.url);
  await client.signIn(email, password);
  return client;
};

test('every account of the file signs in, and the file is for its owner alone', async () => {
  const file = path.join(dataDir, 'demo-accounts.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ accounts });
  expect(accounts.map(({ role }) => role).toSorted()).toEqual([
    'agent',
    'agent',
    'auditor',
    'desk_admin',
    'senior_agent',
    'shop_user',
    'shop_user',
    'shop_user',
    'supervisor',
    'supervisor',
  ]);
  for (const { email } of accounts) await signIn((account) => account.email === email);
});

test('the queue looks alive: waiting, overdue, answered, on both channels, and in the past', async () => {
  const agent = await signIn(({ role }) => role === 'agent');
  const { body } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
  expect(body.items.length).toBeGreaterThanOrEqual(40);
  const waiting = body.items.filter(({ waitingSince }) => waitingSince !== null);
  expect(waiting.length).toBeGreaterThanOrEqual(20);
  const now = Date.now();
  expect(waiting.some(({ dueAt }) => Date.parse(dueAt!) < now)).toBe(true);
  expect(body.items.every(({ createdAt }) => Date.parse(createdAt) < now)).toBe(true);
  expect(new Set(body.items.map(({ channel }) => channel))).toEqual(new Set(['form', 'phone']));
  expect(new Set(body.items.map(({ tenantId }) => tenantId)).size).toBe(3);
  for (const state of ['new', 'open', 'answered', 'closed', 'waiting_requester', 'callback_due', 'handed_back']) {
    expect(body.items.map((item) => item.state)).toContain(state);
  }
});

test('each shop sees its own figures and its own inquiries, though the same people wrote to all', async () => {
  const figures: Record<string, number[]> = {
    netvivi: [10_946, 15_581],
    'komorebi-zakkaten': [10_964, 15_518],
    'komorebi-zakkakan': [10_496, 15_851],
  };
  const seen = new Set<string>();
  for (const [tenant, expected] of Object.entries(figures)) {
    const shop = await signIn((account) => account.tenant === tenant);
    const { body } = await shop.get<TicketPage>('/api/v1/tickets?limit=100');
    expect(new Set(body.items.map(({ tenantId }) => tenantId)).size).toBe(1);
    for (const { id } of body.items) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    const facts = await shop.get<TicketFactsView>(`/api/v1/tickets/${body.items[0]!.id}/facts`);
    expect(facts.body.cohorts).toMatchObject([{ grade: 'downloaded', counts: expected.map((value) => ({ value })) }]);
  }
});

test('its mail goes to nobody, even where a relay is configured', async () => {
  const agent = await signIn(({ role }) => role === 'agent');
  const { body } = await agent.get<OutboxPage>('/api/v1/outbox?limit=100');
  expect(body.items.length).toBeGreaterThanOrEqual(40);
  const { body: page } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
  for (const { id } of page.items) {
    const { body: ticket } = await agent.get<TicketView>(`/api/v1/tickets/${id}`);
    for (const { delivery } of ticket.messages) expect(delivery?.state ?? 'sent').toBe('sent');
  }
});

test('a shop’s own text is shown for its tickets alone', async () => {
  const agent = await signIn(({ role }) => role === 'agent');
  const { body } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
  const texts = new Map<string, boolean>();
  for (const ticket of body.items) {
    const { body: rows } = await agent.get<{ items: CannedRow[] }>(`/api/v1/canned-responses?ticketId=${ticket.id}`);
    const genuine = rows.items.find(({ key, language }) => key === 'genuine' && language === 'ja')!;
    const { body: preview } = await agent.get<CannedPreview>(
      `/api/v1/canned-responses/${genuine.id}/preview?ticketId=${ticket.id}`,
    );
    expect(preview.text.includes('info-noreply@netvivi')).toBe(genuine.ownText);
    texts.set(ticket.tenantId, genuine.ownText);
  }
  expect([...texts.values()].filter(Boolean)).toHaveLength(1);
});

test('what is in the database already is left alone', async () => {
  expect(await loadDemo(api.app, config)).toEqual(accounts);
  const agent = await signIn(({ role }) => role === 'agent');
  const { body } = await agent.get<TicketPage>('/api/v1/tickets?limit=100');
  expect(body.items.length).toBeLessThan(60);
});
