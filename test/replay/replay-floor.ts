import { randomBytes } from 'node:crypto';
import { ROLE_PERMISSIONS, type Role } from '#libs/contracts';
import { type DeskOfShop, DesksService, TicketViews } from '#libs/desk';
import { TenantsService } from '#libs/identity';
import { IncidentsService } from '#libs/incidents';
import { type Actor, currentTransaction, Database, newId, readConfig, TenantScope, withContext } from '#libs/platform';
import { type RunningApi, startApi } from '../../apps/api/src/api.js';
import { MovableClock } from '../support/movable-clock.js';

/** A desk with many shops and people, whose clock the replay moves. */
export interface ReplayFloor {
  api: RunningApi;
  clock: MovableClock;
  desks: DeskOfShop[];
  people: Actor[];
  /** Runs in one transaction, as this person or as the desk itself. */
  as<T>(actor: Actor | null, work: () => Promise<T>): Promise<T>;
  /** In the transaction of the caller. */
  ticket(ticketId: string): Promise<{ version: number; requesterName: string }>;
  promiseOf(ticketId: string): Promise<{ id: string }[]>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

const HOURS = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
  holidays: 'closed' as const,
  closedOn: [],
};
const CROWD = 500;

export const openFloor = async (
  database: { appUrl: string; dataDir: string },
  { shops, people, at }: { shops: number; people: number; at: Date },
): Promise<ReplayFloor> => {
  const clock = new MovableClock(at);
  const config = readConfig({ PORT: '0', SMTP_PORT: '0', DATA_DIR: database.dataDir, UNDO_SECONDS: '0' });
  const api = await startApi({ config, appUrl: database.appUrl, clock });
  const tenantIds = Array.from({ length: shops }, () => newId());
  const scope = TenantScope.of(...tenantIds);
  const as = <T>(actor: Actor | null, work: () => Promise<T>): Promise<T> =>
    withContext({ requestId: 'replay', language: 'ja', actor }, () => api.app.get(Database).transaction(scope, work));
  const desks = await as(null, () => openDesks(api, tenantIds, at));
  const actors = await as(null, () => hire(people, tenantIds));
  const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    currentTransaction().manager.query(sql, values);
  return {
    api,
    clock,
    desks,
    people: actors,
    as,
    ticket: (ticketId) => api.app.get(TicketViews).get(ticketId),
    promiseOf: (ticketId) => query('SELECT id FROM promise WHERE ticket_id = $1', [ticketId]),
    rows: (sql, values) => as(null, () => query(sql, values)),
    stop: () => api.stop(),
  };
};

const openDesks = async ({ app }: RunningApi, tenantIds: readonly string[], at: Date): Promise<DeskOfShop[]> => {
  const incidents = app.get(IncidentsService);
  const incident = await incidents.create({
    key: `REPLAY-${randomBytes(4).toString('hex')}`,
    title: '不正アクセス',
    titleEn: 'Unauthorised access',
    platformName: 'アオバカート',
    platformNameEn: 'Aoba Cart',
    attackedAt: at,
    discoveredOn: '2016-06-07',
    publishedAt: at,
  });
  const desks: DeskOfShop[] = [];
  for (const [index, tenantId] of tenantIds.entries()) {
    const name = `店舗${index + 1}`;
    const { sites } = await app
      .get(TenantsService)
      .create({ id: tenantId, name, sites: [{ name, glyph: '店', hue: 'ai' }] });
    const engagementId = await incidents.engage({
      tenantId,
      incidentId: incident.id,
      formAndReplies: true,
      phone: true,
      startsAt: at,
      endsAt: null,
      notificationAddresses: [],
      state: 'agreed',
    });
    const slug = `replay-${tenantId.slice(-12)}`;
    desks.push(
      await app.get(DesksService).open({
        tenantId,
        incidentId: incident.id,
        engagementId,
        siteId: sites[0]!.id,
        slug,
        name: `${name} お問い合わせ窓口`,
        nameEn: `${name} desk`,
        senderName: name,
        replyFrom: `privacy@${slug}.example.jp`,
        signature: name,
        signatureEn: name,
        shopContact: '',
        shopContactEn: '',
        phoneNumber: `03-0000-${String(1_000 + index)}`,
        phoneAnswerAs: 'アオバカート',
        hours: HOURS,
        formOpen: true,
        emailOpen: true,
        phoneOpen: true,
        firstReplyMinutes: 480,
        opensAt: at,
      }),
    );
  }
  return desks;
};

/** People who never sign in need no password that is slow to check. */
const hire = async (count: number, tenantIds: string[]): Promise<Actor[]> => {
  const role: Role = 'supervisor';
  const ids = Array.from({ length: count }, () => newId());
  const { manager } = currentTransaction();
  for (let first = 0; first < ids.length; first += CROWD) {
    const some = ids.slice(first, first + CROWD);
    await manager.query(
      `INSERT INTO app_user (id, email, email_key, name, short_name, password_hash, language, roles, state)
       SELECT id, id || '@desk.example.jp', id || '@desk.example.jp', '担当', '担当', '-', 'ja', ARRAY[$2], 'active'
         FROM unnest($1::uuid[]) AS u (id)`,
      [some, role],
    );
    await manager.query(
      'INSERT INTO membership (tenant_id, user_id) SELECT t, u FROM unnest($1::uuid[]) t, unnest($2::uuid[]) u',
      [tenantIds, some],
    );
  }
  return ids.map((userId) => ({
    userId,
    name: '担当',
    shortName: '担当',
    roles: [role],
    permissions: ROLE_PERMISSIONS[role],
    tenantIds,
    isShop: false,
    isPractising: false,
    language: 'ja',
    sessionKey: 'replay',
    sessionEndsAt: new Date(8_640_000_000_000_000),
    csrfToken: '',
  }));
};
