import type {
  AccountImportCheck,
  AccountImportRequest,
  AccountRequest,
  AccountView,
  ErrorBody,
  InvitationView,
  InvitedPerson,
  ListView,
  SessionView,
  TicketView,
} from '#libs/contracts';
import { WorkProfiles } from '#libs/desk';
import { AccountEndings } from '#libs/identity';
import { ApiClient, nextPush } from '../support/client.js';
import { MovableClock } from '../support/movable-clock.js';
import { type World, world } from '../support/world.js';

const PHRASE = 'seven quiet herons 7';

let desk: World;
let admin: ApiClient;
const clock = new MovableClock(new Date('2016-06-23T01:00:00Z'));
beforeAll(async () => {
  desk = await world({ worker: false, clock });
});
/** A session lasts for a working day; a test that turns the clock further signs in anew. */
const turnTo = async (moment: string): Promise<void> => {
  clock.moveTo(new Date(moment));
  admin = await desk.as('admin');
};
beforeEach(async () => {
  // The clock goes back to the first morning: what was tried later is not known yet.
  await desk.asOwner('DELETE FROM sign_in_failure');
  await turnTo('2016-06-23T01:00:00Z');
});
afterAll(() => desk?.close());

let made = 0;
const account = (over: Partial<AccountRequest> = {}): AccountRequest => {
  made += 1;
  return {
    email: `new-${made}@desk.example.jp`,
    name: '水野 沙織',
    shortName: '水野',
    role: 'agent',
    tenantIds: [desk.a.tenantId, desk.b.tenantId],
    language: 'ja',
    firstDay: null,
    lastDay: null,
    trainingLevel: 'regular',
    ...over,
  };
};
const stranger = () => new ApiClient(desk.api.url);
const tokenOf = ({ url }: InvitationView): string => new URL(url).pathname.split('/').at(-1)!;
const invite = async (over: Partial<AccountRequest> = {}): Promise<InvitationView> =>
  (await admin.post<InvitationView>('/api/v1/accounts', account(over))).body;
const accept = (invitation: InvitationView, password = PHRASE) =>
  stranger().post<ErrorBody>('/api/v1/invitations/accept', { token: tokenOf(invitation), password });
const signIn = (email: string, password = PHRASE) =>
  stranger().post<SessionView & ErrorBody>('/api/v1/session', { email, password });
const listed = async (id: string): Promise<AccountView> => {
  const { body } = await admin.get<ListView<AccountView>>('/api/v1/accounts');
  return body.items.find((each) => each.id === id)!;
};
/** Somebody who came in by an invitation. */
const arrive = async (
  over: Partial<AccountRequest> = {},
): Promise<{ client: ApiClient; invitation: InvitationView }> => {
  const invitation = await invite(over);
  await accept(invitation);
  const client = stranger();
  await client.signIn(invitation.email, PHRASE);
  return { client, invitation };
};

describe('an invitation', () => {
  test('shows who was invited, takes a password once, and leads to the first ticket', async () => {
    const invitation = await invite();
    expect(await listed(invitation.accountId)).toMatchObject({ state: 'invited', invitedUntil: invitation.expiresAt });
    expect((await signIn(invitation.email)).status).toBe(401);
    const opened = await stranger().post<InvitedPerson>('/api/v1/invitations/open', { token: tokenOf(invitation) });
    expect(opened.body).toEqual({ name: '水野 沙織', email: invitation.email, expiresAt: invitation.expiresAt });
    expect((await accept(invitation)).status).toBe(204);
    expect((await accept(invitation, 'another good phrase')).body.code).toBe('invitation.gone');
    expect(await listed(invitation.accountId)).toMatchObject({ state: 'active', invitedUntil: null });
    const agent = stranger();
    await agent.signIn(invitation.email, PHRASE);
    const { id } = await desk.inquiry(desk.a);
    expect((await agent.post<TicketView>('/api/v1/tickets/next')).body.id).toBe(id);
  });

  test('is gone after seven days, after a newer one, and for somebody who was stopped', async () => {
    const late = await invite();
    await turnTo('2016-06-30T01:00:00Z');
    expect((await accept(late)).body.code).toBe('invitation.gone');
    const renewed = await admin.post<InvitationView>(`/api/v1/accounts/${late.accountId}/invitation`);
    expect(tokenOf(renewed.body)).not.toBe(tokenOf(late));
    expect((await accept(late)).body.code).toBe('invitation.gone');
    await admin.post(`/api/v1/accounts/${late.accountId}/stop`);
    expect((await accept(renewed.body)).body.code).toBe('invitation.gone');
    for (const token of ['x', 'A'.repeat(43)]) {
      expect((await stranger().post('/api/v1/invitations/open', { token })).status).toBe(404);
    }
  });

  test('refuses a password that is short or holds the own name; a new link ends sessions of the old password', async () => {
    const invitation = await invite({ email: 'mizuno-s@desk.example.jp' });
    for (const password of ['short', 'mizuno-s 2016 desk', 'aaaaaaaaaaaaaaaa']) {
      expect((await accept(invitation, password)).body.code).toBe('invitation.password_weak');
    }
    await accept(invitation);
    const agent = stranger();
    await agent.signIn(invitation.email, PHRASE);
    const again = (await admin.post<InvitationView>(`/api/v1/accounts/${invitation.accountId}/invitation`)).body;
    expect((await agent.get('/api/v1/session')).status).toBe(200);
    await accept(again, 'a second quiet heron');
    expect((await agent.get('/api/v1/session')).status).toBe(401);
    expect((await signIn(invitation.email)).status).toBe(401);
  });

  test('opens nothing that its giver may not see: it is gone once the person serves another shop too', async () => {
    const adminA = await desk.join(['desk_admin'], desk.a);
    const given = account({ tenantIds: [desk.a.tenantId] });
    const invitation = (await adminA.post<InvitationView>('/api/v1/accounts', given)).body;
    const wider = { ...given, tenantIds: [desk.a.tenantId, desk.b.tenantId] };
    expect((await admin.put(`/api/v1/accounts/${invitation.accountId}`, wider)).status).toBe(200);
    const token = tokenOf(invitation);
    const opened = await stranger().post<ErrorBody>('/api/v1/invitations/open', { token });
    expect(opened.body.code).toBe('invitation.gone');
    expect((await accept(invitation)).body.code).toBe('invitation.gone');
    const again = await admin.post<InvitationView>(`/api/v1/accounts/${invitation.accountId}/invitation`);
    expect((await accept(again.body)).status).toBe(204);
  });

  test('is kept as a digest: nothing in the database opens the door', async () => {
    const token = tokenOf(await invite());
    const rows = await desk.asOwner('SELECT encode(token_hash, $1) AS hash FROM invitation', ['base64']);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('the period of an account', () => {
  test('opens with its first day and ends with its last: no sign-in, no request, no open console', async () => {
    await turnTo('2016-06-23T08:00:00Z');
    const { client, invitation } = await arrive({ firstDay: '2016-06-23', lastDay: '2016-06-23' });
    const socket = await client.connect();
    clock.moveTo(new Date('2016-06-23T14:59:59Z'));
    expect((await client.get('/api/v1/session')).status).toBe(200);
    clock.moveTo(new Date('2016-06-23T15:00:00Z'));
    expect((await client.get('/api/v1/session')).status).toBe(401);
    expect((await signIn(invitation.email)).body.code).toBe('session.wrong_credentials');
    const ended = nextPush(socket, 'session.ended');
    await desk.api.app.get(AccountEndings).endExpired();
    expect((await ended)[0]).toEqual({ code: 'revoked' });
  });

  test('has not begun before the first day', async () => {
    const invitation = await invite({ firstDay: '2016-06-25' });
    await accept(invitation);
    expect(await listed(invitation.accountId)).toMatchObject({ state: 'planned', firstDay: '2016-06-25' });
    expect((await signIn(invitation.email)).status).toBe(401);
    clock.moveTo(new Date('2016-06-24T15:00:00Z'));
    expect((await signIn(invitation.email)).status).toBe(200);
  });

  test('whoever is stopped loses the open console at once, and may be let in again', async () => {
    const { client, invitation } = await arrive();
    const socket = await client.connect();
    const ended = nextPush(socket, 'session.ended');
    expect((await admin.post<AccountView>(`/api/v1/accounts/${invitation.accountId}/stop`)).body.state).toBe('stopped');
    expect((await ended)[0]).toEqual({ code: 'revoked' });
    expect((await signIn(invitation.email)).status).toBe(401);
    await admin.post(`/api/v1/accounts/${invitation.accountId}/resume`);
    expect((await signIn(invitation.email)).status).toBe(200);
  });
});

describe('an administrator', () => {
  test('changes role, shops and training of others', async () => {
    const { client, invitation } = await arrive({ trainingLevel: 'new' });
    expect(await desk.inBoth(() => desk.api.app.get(WorkProfiles).trainingLevelOf(invitation.accountId))).toMatchObject(
      {
        isNew: true,
      },
    );
    const changed = await admin.put<AccountView>(
      `/api/v1/accounts/${invitation.accountId}`,
      account({ email: invitation.email, role: 'supervisor', tenantIds: [desk.a.tenantId] }),
    );
    expect(changed.body).toMatchObject({ role: 'supervisor', tenantIds: [desk.a.tenantId], trainingLevel: 'regular' });
    const session = (await client.get<SessionView>('/api/v1/session')).body;
    expect(session.user.permissions).toContain('floor:read');
    const elsewhere = await desk.inquiry(desk.b);
    expect((await client.get(`/api/v1/tickets/${elsewhere.id}`)).status).toBe(404);
  });

  test('cannot change the own account, one of shops outside the scope, or take an address that is in use', async () => {
    const self = desk.userId('admin');
    expect((await admin.post<ErrorBody>(`/api/v1/accounts/${self}/stop`)).body.code).toBe('account.own');
    const adminA = await desk.join(['desk_admin'], desk.a);
    const both = await invite();
    expect((await adminA.post<ErrorBody>(`/api/v1/accounts/${both.accountId}/stop`)).body.code).toBe(
      'account.other_shops',
    );
    const taken = await admin.post<ErrorBody>('/api/v1/accounts', account({ email: both.email.toUpperCase() }));
    expect(taken.body.code).toBe('account.email_taken');
    expect((await admin.post('/api/v1/accounts', account({ role: 'shop_user' }))).status).toBe(400);
  });
});

describe('fifty accounts from a file', () => {
  const HEAD = '氏名,呼び名,メールアドレス,役割,店舗,終了日,研修';
  const request = (lines: readonly string[], over: Partial<AccountImportRequest> = {}): AccountImportRequest => ({
    content: Buffer.from(`\uFEFF${[HEAD, ...lines].join('\r\n')}\r\n`).toString('base64'),
    encoding: null,
    columns: null,
    template: { role: 'agent', tenantIds: [desk.a.tenantId], lastDay: '2016-07-31', trainingLevel: 'new' },
    edits: [],
    skip: [],
    ...over,
  });
  const check = (body: AccountImportRequest) => admin.post<AccountImportCheck>('/api/v1/accounts/import/check', body);
  const run = (body: AccountImportRequest) =>
    admin.post<ListView<InvitationView> & ErrorBody>('/api/v1/accounts/import', body);
  const count = async (): Promise<number> =>
    (await desk.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM app_user'))[0]!.n;

  test('problems come first, nothing is created until each is fixed or skipped, then all come in with their links', async () => {
    const good = Array.from(
      { length: 46 },
      (_, at) => `応援 ${at + 1},応援${at + 1},surge-${at + 1}@desk.example.jp,,,,`,
    );
    const lines = [
      ...good,
      '髙﨑 恵,,bad address,担当,,,', // 48
      '高橋 一,,surge-1@desk.example.jp,担当,,,', // 49, the same as line 2
      '佐野 遥,,sano@desk.example.jp,部長,,,', // 50
      '吉田 灯,,yoshida@desk.example.jp,上席,こもれび雑貨館,2016/13/1,済', // 51
    ];
    const before = await count();
    const { body } = await check(request(lines));
    expect(body).toMatchObject({ encoding: 'utf-8', ready: 45, withProblems: 5, skipped: 0 });
    expect(body.rows.slice(0, 5).map(({ line, problems }) => [line, problems.map(({ problem }) => problem)])).toEqual([
      [2, ['email_twice']],
      [48, ['email_invalid']],
      [49, ['email_twice']],
      [50, ['role_unknown']],
      [51, ['day_invalid']],
    ]);
    const refused = await run(request(lines));
    expect(refused).toMatchObject({ status: 422, body: { code: 'account.import_refused', details: { count: 5 } } });
    expect(await count()).toBe(before);
    const mended = request(lines, {
      skip: [49],
      edits: [
        { line: 48, field: 'email', text: 'takasaki@desk.example.jp' },
        { line: 50, field: 'role', text: 'リーダー' },
        { line: 51, field: 'lastDay', text: '2016年8月31日' },
      ],
    });
    expect((await check(mended)).body).toMatchObject({ ready: 49, withProblems: 0, skipped: 1 });
    const { body: created } = await run(mended);
    expect(created.items).toHaveLength(49);
    expect(await count()).toBe(before + 49);
    const byName = (name: string) => created.items.find((each) => each.name === name)!;
    expect(await listed(byName('吉田 灯').accountId)).toMatchObject({
      role: 'supervisor',
      shortName: '吉田',
      tenantIds: [desk.b.tenantId],
      lastDay: '2016-08-31',
      trainingLevel: 'regular',
    });
    expect(await listed(byName('髙﨑 恵').accountId)).toMatchObject({
      role: 'agent',
      tenantIds: [desk.a.tenantId],
      lastDay: '2016-07-31',
      trainingLevel: 'new',
    });
    expect((await accept(byName('応援 7'))).status).toBe(204);
    expect((await signIn('surge-7@desk.example.jp')).status).toBe(200);
    // The same file once more: every address is taken.
    expect((await check(mended)).body).toMatchObject({ ready: 0, withProblems: 49 });
  });

  test('a file of a Japanese spreadsheet in CP932, with headers that must be pointed at', async () => {
    const bytes = Buffer.concat([
      Buffer.from('4e616d65206f6620706572736f6e2c41646472657373206f66206d61696c0d0a', 'hex'),
      Buffer.from([0xfb, 0xfc, 0xed, 0x95]),
      Buffer.from(',cp932@desk.example.jp\r\n'),
    ]);
    const body = request([], { content: bytes.toString('base64') });
    const unread = (await check(body)).body;
    expect(unread).toMatchObject({ encoding: 'shift_jis', columns: {}, withProblems: 1 });
    const pointed = (await check({ ...body, columns: { name: 0, email: 1 } })).body;
    expect(pointed).toMatchObject({ ready: 1, withProblems: 0 });
    expect(pointed.rows[0]!.account).toMatchObject({ name: '髙﨑', email: 'cp932@desk.example.jp' });
  });

  test('a workbook is told apart from a table, in the words of whoever chose it', async () => {
    const content = Buffer.concat([Buffer.from('504b03041400060008000000', 'hex'), Buffer.alloc(400, 'x\n')]);
    const refused = await admin.post<ErrorBody>(
      '/api/v1/accounts/import/check',
      request([], { content: content.toString('base64') }),
    );
    expect(refused).toMatchObject({ status: 422, body: { code: 'account.file_not_text' } });
  });

  test('an empty file, a strange column and shops of others are refused', async () => {
    const empty = await admin.post<ErrorBody>('/api/v1/accounts/import/check', request([]));
    expect(empty).toMatchObject({ status: 400, body: { code: 'account.file_rows', details: { most: 1000 } } });
    expect((await check(request(['a,,a@desk.example.jp,,,,'], { columns: { name: -1 } }))).status).toBe(400);
    const adminA = await desk.join(['desk_admin'], desk.a);
    const theirs = await adminA.post<AccountImportCheck>(
      '/api/v1/accounts/import/check',
      request(['山田,,yamada@desk.example.jp,,こもれび雑貨館,,']),
    );
    expect(theirs.body.rows[0]!.problems).toEqual([{ field: 'shops', problem: 'shop_unknown' }]);
  });
});
