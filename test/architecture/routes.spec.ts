import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory, Reflector } from '@nestjs/core';
import pg from 'pg';
import { ROLE_PERMISSIONS, ROLES } from '#libs/contracts';
import { Allow, Public, type RouteEntry, routeTable } from '#libs/platform';
import { ApiClient } from '../support/client.js';
import { type World, world } from '../support/world.js';

/** Every door of the program and what it asks for. A new route is a reviewed line here. */
const ROUTES = `
GET /api/v1/accounts account:write
POST /api/v1/accounts account:write
PUT /api/v1/accounts/:id account:write
POST /api/v1/accounts/:id/invitation account:write
POST /api/v1/accounts/:id/resume account:write
POST /api/v1/accounts/:id/stop account:write
POST /api/v1/accounts/import account:write
POST /api/v1/accounts/import/check account:write
GET /api/v1/approvals approval:decide
GET /api/v1/approvals/:id approval:decide
POST /api/v1/approvals/:id/approve approval:decide
POST /api/v1/approvals/:id/edit approval:decide
POST /api/v1/approvals/:id/leave approval:decide
GET /api/v1/approvals/:id/mail approval:decide
POST /api/v1/approvals/:id/open approval:decide
POST /api/v1/approvals/:id/pull-back ticket:answer
POST /api/v1/approvals/:id/return approval:decide
POST /api/v1/approvals/:id/undo approval:decide
GET /api/v1/approvals/counts approval:decide
POST /api/v1/call-events public
DELETE /api/v1/call-events/key call:connect
GET /api/v1/call-events/key call:connect
POST /api/v1/call-events/key call:connect
POST /api/v1/calls call:log
POST /api/v1/calls/:id/wrap-up call:log
PUT /api/v1/calls/activity call:log
POST /api/v1/calls/caller call:log
GET /api/v1/calls/extension call:log
PUT /api/v1/calls/extension call:log
GET /api/v1/calls/mine call:log
GET /api/v1/calls/now call:log
POST /api/v1/calls/numbers call:log
GET /api/v1/calls/supervisor escalation:take
POST /api/v1/calls/supervisor call:log
POST /api/v1/calls/supervisor/:id/take escalation:take
DELETE /api/v1/calls/supervisor/mine call:log
GET /api/v1/calls/supervisor/mine call:log
GET /api/v1/canned-responses canned:read
GET /api/v1/canned-responses/:id/preview canned:read
GET /api/v1/canned-texts canned:approve
POST /api/v1/canned-texts/:id/withdraw canned:approve
PUT /api/v1/canned-texts/:key/:language canned:write
POST /api/v1/canned-texts/preview canned:approve
GET /api/v1/canned-texts/versions/:id canned:approve
POST /api/v1/canned-texts/versions/:id/approve canned:approve
POST /api/v1/canned-texts/versions/:id/pull-back canned:write
POST /api/v1/canned-texts/versions/:id/return canned:approve
GET /api/v1/desk-notices floor:read
PUT /api/v1/desk-notices ticket:assign
POST /api/v1/desk-notices/end ticket:assign
POST /api/v1/desk-notices/preview ticket:assign
GET /api/v1/desks desk:read
GET /api/v1/desks/:id/approval-wish approval:rule
PUT /api/v1/desks/:id/approval-wish approval:rule
PUT /api/v1/desks/:id/asks-rating desk:write
GET /api/v1/desks/:id/callback-bands promise:keep
GET /api/v1/desks/:id/hours desk:write
PUT /api/v1/desks/:id/hours desk:write
DELETE /api/v1/desks/:id/hours/:from desk:write
POST /api/v1/desks/:id/hours/preview desk:write
GET /api/v1/desks/:id/mail-settings mailbox:write
PUT /api/v1/desks/:id/mail-settings mailbox:write
POST /api/v1/desks/:id/mail-settings/dkim mailbox:write
GET /api/v1/desks/:id/phone-script call:log
GET /api/v1/desks/:id/statement desk:read
GET /api/v1/escalations escalation:take
GET /api/v1/escalations/:id escalation:take
POST /api/v1/escalations/:id/close escalation:take
POST /api/v1/escalations/:id/return escalation:take
POST /api/v1/escalations/:id/take escalation:take
GET /api/v1/floor floor:read
GET /api/v1/floor/days floor:read
GET /api/v1/floor/messages floor:read
POST /api/v1/floor/messages ticket:assign
POST /api/v1/floor/messages/:id/end ticket:assign
POST /api/v1/floor/moves ticket:assign
POST /api/v1/invitations/accept public
POST /api/v1/invitations/open public
GET /api/v1/kpis floor:read
GET /api/v1/kpis/calls floor:read
GET /api/v1/kpis/phone floor:read
POST /api/v1/mail/:rawMailId/discard mail:review
POST /api/v1/mail/:rawMailId/file mail:review
POST /api/v1/mail/:rawMailId/note mail:review
GET /api/v1/mail/:rawMailId/raw mail:review
POST /api/v1/mail/:rawMailId/restore mail:review
GET /api/v1/mail/:rawMailId/same-sender mail:review
GET /api/v1/mail/alarms mail:review
POST /api/v1/mail/alarms/:id/settle mail:review
GET /api/v1/mail/decided mail:review
GET /api/v1/mail/ledger mail:review
GET /api/v1/mail/quarantine mail:review
GET /api/v1/mailboxes mail:review
POST /api/v1/mailboxes mailbox:write
DELETE /api/v1/mailboxes/:id/imap mailbox:write
PUT /api/v1/mailboxes/:id/imap mailbox:write
POST /api/v1/mailboxes/:id/resume mailbox:write
POST /api/v1/mailboxes/:id/stop mailbox:write
POST /api/v1/mailboxes/:id/test mailbox:write
GET /api/v1/mailboxes/:id/test/:mark mail:review
GET /api/v1/misuse ticket:read
POST /api/v1/misuse/:id/finding escalation:take
PUT /api/v1/misuse/claims/:incidentId canned:write
GET /api/v1/outbox outbox:read
GET /api/v1/people floor:read
GET /api/v1/people/:id/profile roster:write
PUT /api/v1/people/:id/profile roster:write
PUT /api/v1/people/:id/state ticket:assign
GET /api/v1/people/me ticket:claim
POST /api/v1/people/me/leave ticket:claim
GET /api/v1/people/me/messages ticket:claim
POST /api/v1/people/me/messages/:id/read ticket:claim
PUT /api/v1/people/me/state ticket:claim
GET /api/v1/promises promise:read
GET /api/v1/promises/:id promise:read
POST /api/v1/promises/:id/call promise:keep
POST /api/v1/promises/:id/change promise:keep
POST /api/v1/promises/:id/give-up promise:keep
POST /api/v1/promises/:id/outcome promise:keep
POST /api/v1/promises/:id/take promise:keep
POST /api/v1/promises/:id/withdraw promise:keep
GET /api/v1/promises/counts promise:read
POST /api/v1/promises/next promise:keep
GET /api/v1/quality quality:check
GET /api/v1/quality/:id quality:check
POST /api/v1/quality/:id/check quality:check
POST /api/v1/quality/draw quality:check
GET /api/v1/queue/counters ticket:read
GET /api/v1/roster roster:write
PUT /api/v1/roster roster:write
POST /api/v1/roster/paste roster:write
DELETE /api/v1/session session:own
GET /api/v1/session session:own
POST /api/v1/session public
DELETE /api/v1/session/all session:own
GET /api/v1/staff staff:read
GET /api/v1/staffing floor:read
PUT /api/v1/staffing staffing:write
POST /api/v1/staffing/what-if floor:read
GET /api/v1/teams roster:write
POST /api/v1/teams roster:write
DELETE /api/v1/teams/:id roster:write
PUT /api/v1/teams/:id roster:write
GET /api/v1/tickets ticket:read
GET /api/v1/tickets/:id ticket:read
GET /api/v1/tickets/:id/approval ticket:answer
POST /api/v1/tickets/:id/approval-need ticket:answer
POST /api/v1/tickets/:id/assign ticket:assign
GET /api/v1/tickets/:id/attachments/:attachmentId ticket:answer
GET /api/v1/tickets/:id/attachments/:attachmentId/preview ticket:answer
POST /api/v1/tickets/:id/attachments/:attachmentId/release mail:review
POST /api/v1/tickets/:id/claim ticket:claim
POST /api/v1/tickets/:id/complaint escalation:open
GET /api/v1/tickets/:id/escalation escalation:open
POST /api/v1/tickets/:id/escalations escalation:open
GET /api/v1/tickets/:id/facts ticket:read
POST /api/v1/tickets/:id/hand-back ticket:answer
POST /api/v1/tickets/:id/merge ticket:merge
GET /api/v1/tickets/:id/messages/:messageId/mail ticket:answer
POST /api/v1/tickets/:id/messages/:messageId/mail/move-out mail:review
GET /api/v1/tickets/:id/messages/:messageId/mail/raw ticket:answer
POST /api/v1/tickets/:id/notes ticket:note
POST /api/v1/tickets/:id/promises promise:keep
POST /api/v1/tickets/:id/release ticket:release
POST /api/v1/tickets/:id/reopen ticket:resolve
POST /api/v1/tickets/:id/replies ticket:answer
POST /api/v1/tickets/:id/replies/:messageId/undo ticket:answer
POST /api/v1/tickets/:id/reply-check ticket:answer
POST /api/v1/tickets/:id/resolve ticket:resolve
GET /api/v1/tickets/:id/same-requester ticket:merge
POST /api/v1/tickets/:id/sort ticket:sort
POST /api/v1/tickets/:id/unmerge ticket:merge
POST /api/v1/tickets/next ticket:claim
DELETE /api/v1/training training:own
GET /api/v1/training training:own
POST /api/v1/training training:own
GET /api/v1/training/people roster:write
POST /api/v1/training/tasks/:id/review training:own
GET /api/v1/views view:own
POST /api/v1/views view:own
DELETE /api/v1/views/:id view:own
PUT /api/v1/views/:id view:own
POST /api/v1/views/:id/share view:share
GET /api/v1/work-rules roster:write
PUT /api/v1/work-rules account:write
GET /d/:slug public
GET /d/:slug/faq public
GET /d/:slug/inquiry public
POST /d/:slug/inquiry public
GET /d/:slug/inquiry/done public
GET /d/:slug/statements public
GET /d/:slug/statements/:number public
GET /healthz public
GET /metrics public
GET /public/{hash}.css public
GET /readyz public
GET /t/:token public
POST /t/:token public
POST /t/:token/rating public
`;

let desk: World;
let routes: RouteEntry[];
beforeAll(async () => {
  desk = await world({ worker: false });
  routes = routeTable(desk.api.app.get(DiscoveryService), desk.api.app.get(Reflector));
});
afterAll(() => desk?.close());

const line = ({ method, path, permission }: RouteEntry): string =>
  `${method} ${path.replace(/^\/public\/[0-9a-f]+\./, '/public/{hash}.')} ${permission ?? 'public'}`;
const concrete = (path: string): string => path.replace(/:\w+/g, '01890000-0000-7000-8000-000000000000');
const isSafe = ({ method }: RouteEntry): boolean => method === 'GET';
const guarded = (): RouteEntry[] => routes.filter(({ permission }) => permission !== null);
const answers = async (client: ApiClient, route: RouteEntry) => {
  const answer = await client.request<{ code?: string }>(
    route.method,
    concrete(route.path),
    isSafe(route) ? undefined : {},
  );
  return { route: line(route), status: answer.status, code: answer.body.code };
};

test('each route is in the matrix, with the permission that it asks for', () => {
  expect(routes.map(line)).toEqual(ROUTES.trim().split('\n'));
});

test('no route changes anything by GET', async () => {
  const { id } = await desk.inquiry(desk.a);
  const admin = await desk.join(['desk_admin'], desk.a, desk.b);
  const reader = new pg.Client({ connectionString: desk.database.appUrl });
  await reader.connect();
  await reader.query(`SELECT set_config('app.tenants', '{${desk.a.tenantId},${desk.b.tenantId}}', false)`);
  const tables = await reader.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND has_table_privilege(schemaname || '.' || tablename, 'SELECT')`,
  );
  const state = async (): Promise<Record<string, string>> => {
    const digests: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const found = await reader.query<{ digest: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS digest FROM ${name} t`,
      );
      digests[name] = found.rows[0]!.digest;
    }
    return digests;
  };
  const before = await state();
  expect(before['ticket']).not.toBe('');
  for (const route of routes.filter(isSafe)) await admin.get(concrete(route.path.replace(':id', id)));
  expect(await state()).toEqual(before);
  await reader.end();
});

test('without a session, or with one that nobody has, every guarded route answers 401', async () => {
  const stranger = new ApiClient(desk.api.url);
  const forger = Object.assign(new ApiClient(desk.api.url), {
    cookie: `madoguchi=${'A'.repeat(43)}`,
    csrfToken: 'x',
  });
  for (const client of [stranger, forger]) {
    const wrong = [];
    for (const route of guarded()) {
      const answer = await answers(client, route);
      if (answer.status !== 401 || answer.code !== 'session.required') wrong.push(answer);
    }
    expect(wrong).toEqual([]);
  }
});

test.each([...ROLES])('as %s, exactly the permitted routes open', async (role) => {
  const client = await desk.join([role], desk.a);
  const permitted = ROLE_PERMISSIONS[role];
  const wrong = [];
  // Signing out would end the session that the other routes need, and practice leaves less of a role: it comes last.
  const practises = ({ method, path }: RouteEntry): boolean => method === 'POST' && path === '/api/v1/training';
  const kept = guarded().filter(({ method }) => method !== 'DELETE');
  for (const route of kept.toSorted((a, b) => Number(practises(a)) - Number(practises(b)))) {
    const answer = await answers(client, route);
    const isOpen = answer.code !== 'permission.denied' && answer.status !== 401 && answer.status < 500;
    if (isOpen !== permitted.includes(route.permission!)) wrong.push({ ...answer, role });
  }
  expect(wrong).toEqual([]);
});

test('every unsafe route asks for the token of this very session', async () => {
  const admin = await desk.join(['desk_admin', 'campaign_sender'], desk.a, desk.b);
  const colleague = await desk.join(['desk_admin'], desk.a, desk.b);
  const own = admin.csrfToken;
  const wrong = [];
  for (const token of ['', `${own}x`, colleague.csrfToken]) {
    admin.csrfToken = token;
    for (const route of guarded().filter((each) => !isSafe(each))) {
      const answer = await answers(admin, route);
      if (answer.status !== 403 || answer.code !== 'session.csrf') wrong.push({ ...answer, token });
    }
  }
  expect(wrong).toEqual([]);
  admin.csrfToken = own;
  expect((await admin.get('/api/v1/session')).status).toBe(200);
});

test('a page of another site cannot send what a route reads', async () => {
  const agent = await desk.join(['agent'], desk.a);
  const { id } = await desk.inquiry(desk.a);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await fetch(`${desk.api.url}/api/v1/tickets/${id}/claim`, {
      method: 'POST',
      headers: { cookie: agent.cookie, 'content-type': type, origin: 'https://evil.example' },
      body: '{}',
    });
    expect([403, 415, 400]).toContain(response.status);
  }
  expect((await agent.get(`/api/v1/tickets/${id}`)).body).toMatchObject({ state: 'new', version: 1 });
});

test('there is no set-up, debug or on-behalf-of door', async () => {
  const stranger = new ApiClient(desk.api.url);
  const admin = desk.userId('admin');
  const pretending = {
    'x-on-behalf-of': admin,
    'x-forwarded-user': 'admin@desk.example.jp',
    'x-remote-user': 'admin@desk.example.jp',
    authorization: 'Basic YWRtaW46YWRtaW4=',
  };
  expect((await stranger.get('/api/v1/tickets', pretending)).status).toBe(401);
  for (const path of [
    '/setup',
    '/install',
    '/debug',
    '/api/v1/setup',
    '/api/v1/users',
    '/.env',
    '/api/v1/../../.env',
  ]) {
    expect({ path, status: (await stranger.get(path)).status }).toEqual({ path, status: 404 });
  }
});

@Controller('forgotten')
class ForgottenController {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('guarded')
  @Allow('ticket:read')
  guarded(): string {
    return 'guarded';
  }

  @Get('bare')
  bare(): string {
    return 'bare';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [ForgottenController] })
class ForgottenModule {}

test('a route that says neither who may nor that all may stops the boot', async () => {
  const app = await NestFactory.createApplicationContext(ForgottenModule, { logger: false });
  try {
    expect(() => routeTable(app.get(DiscoveryService), app.get(Reflector))).toThrow(
      "ForgottenController.bare needs @Allow('noun:verb') or @Public()",
    );
  } finally {
    await app.close();
  }
});
