import type { ListView, MailboxTestView, MailboxView, TicketPage } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { freePort } from '../support/ports.js';

const PASSWORD = 'Never-Shown-Again-7';

let desk: World;
let admin: ApiClient;
beforeAll(async () => {
  desk = await world({ settings: { SMTP_PORT: String(await freePort()) } });
  admin = await desk.as('admin');
});
afterAll(() => desk?.close());

const list = async (): Promise<MailboxView[]> =>
  (await admin.get<ListView<MailboxView>>('/api/v1/mailboxes')).body.items;
const own = async (): Promise<MailboxView> => (await list()).find(({ address }) => address === desk.a.desk.replyFrom)!;
const put = async (over: object) => {
  const { id } = await own();
  const imap = { host: 'imap.invalid', port: 993, secure: true, user: 'desk', password: PASSWORD, ...over };
  return admin.request<MailboxView>('PUT', `/api/v1/mailboxes/${id}/imap`, imap);
};

test('an address takes mail for one desk only, and is an address', async () => {
  const open = (address: string) => admin.post('/api/v1/mailboxes', { deskId: desk.b.desk.id, address });
  expect(await open('Second@Komorebi.example.jp')).toMatchObject({ status: 201, body: { imap: null, fault: null } });
  expect(await open('second@komorebi.example.jp')).toMatchObject({
    status: 409,
    body: { code: 'mailbox.address_taken' },
  });
  expect(await open(desk.a.desk.replyFrom)).toMatchObject({ status: 409 });
  for (const address of ['', 'x', 'a@b@c.example.jp', 'a b@c.example.jp', 'a@c.example.jp\r\nBcc: x@y.example']) {
    expect(await open(address)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  }
});

test('the password goes in and never comes out; changing where it goes asks for it again', async () => {
  const answer = await put({});
  expect(answer).toMatchObject({
    status: 200,
    body: { imap: { host: 'imap.invalid', port: 993, secure: true, user: 'desk' } },
  });
  expect(answer.text + JSON.stringify(await list())).not.toContain(PASSWORD);
  expect(await put({ password: undefined })).toMatchObject({ status: 200 });
  for (const over of [{ host: 'imap.elsewhere.invalid' }, { port: 994 }, { secure: false }, { user: 'other' }]) {
    expect(await put({ ...over, password: undefined })).toMatchObject({
      status: 422,
      body: { code: 'mailbox.password_needed' },
    });
  }
  const fault = await until('the fault', async () => (await own()).fault);
  expect(fault).toEqual({ reason: 'host_unknown', words: null });
});

test('the name that its server judges senders by is a word, kept in small letters', async () => {
  expect((await put({})).body.imap?.authservId).toBeNull();
  expect((await put({ authservId: 'MX.Example.jp' })).body.imap?.authservId).toBe('mx.example.jp');
  for (const authservId of ['a b', 'mx; dmarc=pass', 'x'.repeat(254)]) {
    expect(await put({ authservId })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  }
});

test.each([
  '169.254.169.254',
  '0.0.0.0',
  '127.1',
  '2852039166',
  '0xA9FEA9FE',
  '0251.0376.0251.0376',
  'imap.example.jp:993',
  'user@imap.example.jp',
  'imap.example.jp/..',
])('%s is refused as a mail server', async (host) => {
  expect(await put({ host })).toMatchObject({ status: 422, body: { code: 'mailbox.host_refused' } });
});

test('what is no mail server shows nothing of itself', async () => {
  const { port } = new URL(desk.database.ownerUrl);
  await put({ host: '127.0.0.1', port: Number(port), secure: false });
  const { id } = await own();
  const { body } = await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`);
  expect(body).toMatchObject({
    state: 'failed',
    steps: [
      { step: 'connect', state: 'passed', milliseconds: expect.any(Number) },
      { step: 'tls', state: 'skipped' },
      { step: 'sign_in', state: 'failed', words: null },
    ],
  });
  await put({ host: '127.0.0.1', port: await freePort(), secure: false });
  const nobody = (await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body;
  expect(nobody.steps).toMatchObject([{ step: 'connect', state: 'failed', reason: 'refused' }]);
});

test('a person stops the fetching and lets it go on; it is said by whom, and only of what is fetched', async () => {
  const { id } = await own();
  await put({});
  const { body: stopped } = await admin.post<MailboxView>(`/api/v1/mailboxes/${id}/stop`);
  expect(stopped).toMatchObject({ stopped: { by: '管理' }, fault: null });
  expect((await admin.post<MailboxView>(`/api/v1/mailboxes/${id}/resume`)).body.stopped).toBeNull();
  const { id: other } = (await list()).find(({ imap }) => imap === null)!;
  expect(await admin.post(`/api/v1/mailboxes/${other}/stop`)).toMatchObject({ status: 422 });
  const supervisor = await desk.as('supervisor');
  expect((await supervisor.post(`/api/v1/mailboxes/${id}/stop`)).status).toBe(403);
});

test('without a relay a mailbox of our own listener is tested through that', async () => {
  const { id } = await own();
  expect((await admin.request('DELETE', `/api/v1/mailboxes/${id}/imap`)).status).toBe(200);
  const begun = (await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body;
  await until('the test mail', async () => {
    if (begun.state === 'passed') return true;
    const path = `/api/v1/mailboxes/${id}/test/${begun.mark}`;
    return (await admin.get<MailboxTestView>(path)).body.state === 'passed';
  });
  const mark = encodeURIComponent(begun.mark!);
  const { steps } = (await admin.get<MailboxTestView>(`/api/v1/mailboxes/${id}/test/${mark}`)).body;
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'connect skipped',
    'tls skipped',
    'sign_in skipped',
    'send passed',
    'arrive passed',
    'read passed',
  ]);
  for (const { milliseconds } of steps.slice(3)) expect(milliseconds).toBeGreaterThanOrEqual(0);
  expect((await admin.get<TicketPage>('/api/v1/tickets')).body.items).toEqual([]);
});

test('a test mail that never arrives ends as that, by the server’s own clock, and says at which step', async () => {
  const relay = await MailServer.start();
  const settings = (relayUrl: string | null) =>
    admin.request('PUT', `/api/v1/desks/${desk.a.desk.id}/mail-settings`, { relayUrl });
  expect((await settings(relay.url)).status).toBe(200);
  const { id } = await own();
  const begun = (await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body;
  expect(begun).toMatchObject({
    state: 'waiting',
    steps: [{}, {}, {}, { step: 'send', state: 'passed' }, { step: 'arrive' }, { step: 'read' }],
  });
  expect((await own()).lastTest).toMatchObject({ state: 'waiting', step: 'arrive', reason: null });

  const job = `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key IS NULL AND payload->>'mark' = $1 RETURNING id`;
  expect(await desk.asOwner(job, [begun.mark])).toHaveLength(1);
  const followed = await until('the end of the test', async () => {
    const { body } = await admin.get<MailboxTestView>(`/api/v1/mailboxes/${id}/test/${begun.mark}`);
    return body.state === 'failed' && body;
  });
  expect(followed.steps.at(-1)).toMatchObject({ step: 'arrive', state: 'failed', reason: 'not_arrived', words: null });
  expect((await own()).lastTest).toMatchObject({ state: 'failed', step: 'arrive', reason: 'not_arrived' });

  relay.answers.push({ code: 550, text: '5.7.1 not here' });
  const refused = (await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body;
  expect(refused.steps.at(-1)).toMatchObject({
    step: 'send',
    reason: 'relay_refused',
    words: expect.stringContaining('5.7.1'),
  });
  await relay.stop();
  const away = (await admin.post<MailboxTestView>(`/api/v1/mailboxes/${id}/test`)).body;
  expect(away.steps.at(-1)).toMatchObject({ step: 'send', state: 'failed', reason: 'relay_unreachable', words: null });
  await settings(null);
});

test('who reviews mail sees the mailboxes and changes none; an agent does not see them', async () => {
  const { id } = await own();
  const [supervisor, agent] = [await desk.as('supervisor'), await desk.as('agentAB')];
  expect((await supervisor.get('/api/v1/mailboxes')).status).toBe(200);
  expect((await supervisor.post(`/api/v1/mailboxes/${id}/test`)).status).toBe(403);
  expect((await agent.get('/api/v1/mailboxes')).status).toBe(403);
});
