import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Role, ShopHue } from '#libs/contracts';
import { DeskMailboxes, SmtpListener } from '#libs/channels';
import { type DeskOfShop, DesksService, TicketIntake } from '#libs/desk';
import { TenantsService, UsersService } from '#libs/identity';
import { IncidentsService } from '#libs/incidents';
import { type Clock, type Config, Database, log, newId, readConfig, TenantScope } from '#libs/platform';
import { type RunningApi, startApi } from '../../apps/api/src/api.js';
import { type RunningWorker, startWorker } from '../../apps/worker/src/worker.js';
import { ApiClient } from './client.js';
import { createDatabase, type TestDatabase } from './postgres.js';

export interface Shop {
  tenantId: string;
  desk: DeskOfShop;
}

export type PersonName = 'agentA' | 'agentB' | 'agentAB' | 'supervisor' | 'admin' | 'auditor' | 'shopA' | 'shopB';

export const PASSWORD = 'correct horse battery staple';
const PEOPLE: Record<PersonName, { roles: Role[]; of: ('a' | 'b')[]; shortName: string }> = {
  agentA: { roles: ['agent'], of: ['a'], shortName: '小川' },
  agentB: { roles: ['agent'], of: ['b'], shortName: '石井' },
  agentAB: { roles: ['agent'], of: ['a', 'b'], shortName: '佐藤' },
  supervisor: { roles: ['supervisor'], of: ['a', 'b'], shortName: '森田' },
  admin: { roles: ['desk_admin'], of: ['a', 'b'], shortName: '管理' },
  auditor: { roles: ['auditor'], of: ['a', 'b'], shortName: '監査' },
  shopA: { roles: ['shop_user'], of: ['a'], shortName: '店舗甲' },
  shopB: { roles: ['shop_user'], of: ['b'], shortName: '店舗乙' },
};

export interface World {
  api: RunningApi;
  config: Config;
  database: TestDatabase;
  /** Two look-alike shops: a missing scope shows as a wrong count. */
  a: Shop;
  b: Shop;
  incidentId: string;
  as(person: PersonName): Promise<ApiClient>;
  /** Somebody new with these roles at these shops, signed in. */
  join(roles: Role[], ...shops: Shop[]): Promise<ApiClient>;
  userId(person: PersonName): string;
  /** Takes an inquiry in at a shop's desk, as the form does. */
  inquiry(shop: Shop, over?: Partial<Parameters<TicketIntake['accept']>[0]>): Promise<{ id: string; number: string }>;
  /** Runs in one transaction that sees both shops. */
  inBoth<T>(work: () => Promise<T>): Promise<T>;
  /** As the owner of the schema; sees no tenant's rows but those that its policies allow. */
  asOwner<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  startWorker(): Promise<RunningWorker>;
  /** Where the running worker takes mail. */
  smtpPort(): number;
  close(): Promise<void>;
}

export interface WorldOptions {
  settings?: Record<string, string>;
  worker?: boolean;
  clock?: Clock;
}

/** A running desk with two look-alike shops, on a database of its own. */
export const world = async ({ settings = {}, worker = true, clock }: WorldOptions = {}): Promise<World> => {
  const database = await createDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-world-'));
  const config = readConfig({
    PORT: '0',
    SMTP_PORT: '0',
    DATA_DIR: dataDir,
    FORM_LIMIT_PER_HOUR: '100000',
    UNDO_SECONDS: '0',
    MAIL_PER_MINUTE: '60000',
    ...settings,
  });
  log.level = settings['LOG_LEVEL'] ?? 'error';
  const options = { config, appUrl: database.appUrl, ...(clock && { clock }) };
  const api = await startApi(options);
  const workers: RunningWorker[] = worker ? [await startWorker(options)] : [];
  const clients: ApiClient[] = [];
  const { shops, incidentId, users } = await populate(api);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const scope = TenantScope.of(shops.a.tenantId, shops.b.tenantId);
  const inBoth = <T>(work: () => Promise<T>): Promise<T> => api.app.get(Database).transaction(scope, work);
  return {
    api,
    config,
    database,
    ...shops,
    incidentId,
    userId: (person) => users.get(person)!,
    join: async (roles, ...of) => {
      const name = randomBytes(6).toString('hex');
      const email = `${name}@desk.example.jp`;
      const person = {
        email,
        name,
        shortName: name,
        roles,
        password: PASSWORD,
        tenantIds: of.map(({ tenantId }) => tenantId),
      };
      await inBoth(() => api.app.get(UsersService).create(person));
      const client = new ApiClient(api.url);
      await client.signIn(email, PASSWORD);
      clients.push(client);
      return client;
    },
    as: async (person) => {
      const client = new ApiClient(api.url);
      await client.signIn(`${person}@desk.example.jp`, PASSWORD);
      clients.push(client);
      return client;
    },
    inquiry: async (shop, over = {}) => {
      const accepted = await inBoth(() =>
        api.app.get(TicketIntake).accept({
          desk: shop.desk,
          channel: 'form',
          language: 'ja',
          topic: 'AFF',
          subject: null,
          text: '私の情報は含まれていますか。',
          requester: { name: '藤代 恵', kana: 'フジシロ メグミ', email: 'm.fujishiro@mail.example.jp' },
          intakeKey: randomBytes(16).toString('hex'),
          ...over,
        }),
      );
      return { id: accepted.ticketId, number: accepted.number };
    },
    inBoth,
    asOwner: async (sql, values = []) => (await owner.query(sql, values)).rows,
    startWorker: async () => {
      const started = await startWorker(options);
      workers.push(started);
      return {
        app: started.app,
        stop: async () => {
          // One that a test stops is not stopped again at the end.
          workers.splice(workers.indexOf(started), 1);
          await started.stop();
        },
      };
    },
    smtpPort: () => workers.at(-1)!.app.get(SmtpListener).port,
    close: async () => {
      for (const client of clients) client.close();
      for (const each of workers) await each.stop();
      await api.stop();
      await owner.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const populate = async (api: RunningApi) => {
  const { app } = api;
  const ids = { a: newId(), b: newId() };
  return app.get(Database).transaction(TenantScope.of(ids.a, ids.b), async () => {
    const incident = await app.get(IncidentsService).create({
      key: 'INC-TEST',
      title: '不正アクセス',
      titleEn: 'Unauthorised access',
      platformName: 'アオバカート',
      platformNameEn: 'Aoba Cart',
      attackedAt: new Date('2016-04-18T06:52:00Z'),
      discoveredOn: '2016-06-07',
      publishedAt: new Date('2016-06-22T09:30:00Z'),
    });
    await app.get(IncidentsService).issueStatement({
      incidentId: incident.id,
      number: 1,
      title: '第1報',
      titleEn: 'First report',
      body: '調査を進めています。',
      bodyEn: 'We are investigating.',
      issuedAt: new Date('2016-06-22T09:30:00Z'),
    });
    const shops = {
      a: await openShop(api, incident.id, ids.a, 'a', 'ai'),
      b: await openShop(api, incident.id, ids.b, 'b', 'ume'),
    };
    const users = new Map<PersonName, string>();
    for (const [name, person] of Object.entries(PEOPLE) as [PersonName, (typeof PEOPLE)[PersonName]][]) {
      const user = await app.get(UsersService).create({
        email: `${name}@desk.example.jp`,
        name: person.shortName,
        shortName: person.shortName,
        roles: person.roles,
        password: PASSWORD,
        tenantIds: person.of.map((key) => ids[key]),
      });
      users.set(name, user.id);
    }
    return { shops, incidentId: incident.id, users };
  });
};

const openShop = async (
  { app }: RunningApi,
  incidentId: string,
  tenantId: string,
  key: 'a' | 'b',
  hue: ShopHue,
): Promise<Shop> => {
  const name = key === 'a' ? 'こもれび雑貨店' : 'こもれび雑貨館';
  const { sites } = await app.get(TenantsService).create({ id: tenantId, name, sites: [{ name, glyph: 'こ', hue }] });
  const incidents = app.get(IncidentsService);
  const engagementId = await incidents.engage({
    tenantId,
    incidentId,
    formAndReplies: true,
    phone: true,
    startsAt: new Date('2016-06-22T09:30:00Z'),
    endsAt: null,
    notificationAddresses: [`shop-${key}@shop.example.jp`],
    state: 'agreed',
  });
  await incidents.defineCohort({
    tenantId,
    incidentId,
    key: 'orders',
    label: '対象期間のご注文',
    labelEn: 'Orders of the period',
    grade: 'downloaded',
    periodFrom: new Date('2015-08-22T06:00:00Z'),
    periodTo: new Date('2016-04-18T07:38:00Z'),
    items: ['name', 'address', 'email'],
    notItems: ['password', 'card'],
    includesCancelled: true,
    counts: [{ unit: 'persons', value: 10946, about: false, max: false }],
  });
  const desk = await app.get(DesksService).open({
    tenantId,
    incidentId,
    engagementId,
    siteId: sites[0]!.id,
    slug: `komorebi-${key}`,
    name: `${name} 個人情報お問い合わせ窓口`,
    nameEn: `Komorebi ${key.toUpperCase()} privacy desk`,
    senderName: `${name} 個人情報お問い合わせ窓口`,
    replyFrom: `privacy@komorebi-${key}.example.jp`,
    signature: `${name} 個人情報お問い合わせ窓口`,
    signatureEn: `Komorebi ${key.toUpperCase()} privacy desk`,
    shopContact: `shop@komorebi-${key}.example.jp`,
    shopContactEn: `shop@komorebi-${key}.example.jp`,
    phoneNumber: key === 'a' ? '03-0000-0310' : '03-0000-0301',
    phoneAnswerAs: 'アオバカート',
    hours: {
      zone: 'Asia/Tokyo',
      phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
      holidays: 'closed',
      closedOn: [],
    },
    formOpen: true,
    emailOpen: true,
    phoneOpen: true,
    firstReplyMinutes: 480,
    opensAt: new Date('2016-06-22T09:30:00Z'),
  });
  await app.get(DeskMailboxes).open(desk);
  return { tenantId, desk };
};
