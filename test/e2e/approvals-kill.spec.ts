import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApprovalView, TicketApproval, TicketView } from '#libs/contracts';
import { ApiClient } from '../support/client.js';
import { MailServer } from '../support/mail-server.js';
import { type DeskProcess, startDeskProcess } from '../support/own-process.js';
import { until } from '../support/until.js';
import { PASSWORD, type World, world } from '../support/world.js';

const REPLIES = 6;

const secretKey = randomBytes(32).toString('hex');
let relay: MailServer;
let desk: World;
let dataDir: string;
let running: DeskProcess | null = null;

beforeAll(async () => {
  relay = await MailServer.start();
  // Another machine of the same desk: it sends nothing itself.
  desk = await world({ worker: false, settings: { SECRET_KEY: secretKey } });
  dataDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-approvals-'));
});
afterAll(async () => {
  await running?.end('SIGKILL');
  await desk?.close();
  await relay?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<ApiClient> => {
  running = await startDeskProcess(desk.database, {
    DATA_DIR: dataDir,
    SMTP_RELAY_URL: relay.url,
    SECRET_KEY: secretKey,
    UNDO_SECONDS: '0',
  });
  const client = new ApiClient(running.url);
  await client.signIn('supervisor@desk.example.jp', PASSWORD);
  return client;
};

test('killed in the middle of releasing: what is approved is sent once, what is not waits on', async () => {
  const agent = await desk.as('agentA');
  const tickets: { id: string; number: string; approvalId: string }[] = [];
  for (let n = 0; n < REPLIES; n += 1) {
    const { id, number } = await desk.inquiry(desk.a, { topic: 'COMP' });
    const { version } = (await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
    const reply = { text: `藤代 恵 様\n\n${n}番目のお答えです。`, baseVersion: version, idempotencyKey: `killed-${n}` };
    await agent.post(`/api/v1/tickets/${id}/replies`, reply);
    const { approval } = (await agent.get<TicketApproval>(`/api/v1/tickets/${id}/approval`)).body;
    tickets.push({ id, number, approvalId: approval!.id });
  }

  const doomed = await start();
  const asked = tickets.map(({ approvalId }) =>
    doomed.post(`/api/v1/approvals/${approvalId}/approve`, { textVersion: 1 }).then(
      ({ status }) => status,
      () => null,
    ),
  );
  await Promise.race(asked);
  await running!.end('SIGKILL');
  const told = (await Promise.all(asked)).filter((status) => status === 200).length;

  const supervisor = await start();
  const states = await Promise.all(
    tickets.map(
      async ({ approvalId }) => (await supervisor.get<ApprovalView>(`/api/v1/approvals/${approvalId}`)).body.state,
    ),
  );
  // Whoever got an answer got the truth; the others may have been released or not, as a whole.
  expect(states.filter((state) => state === 'approved').length).toBeGreaterThanOrEqual(told);
  for (const [index, { approvalId }] of tickets.entries()) {
    if (states[index] === 'waiting')
      await supervisor.post(`/api/v1/approvals/${approvalId}/approve`, { textVersion: 1 });
  }
  await until(
    'every reply has come to its end',
    async () => {
      const views = await Promise.all(
        tickets.map(async ({ id }) => (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body),
      );
      return views.every(({ messages }) =>
        messages.some(({ kind, delivery }) => kind === 'outbound' && delivery?.state === 'sent'),
      );
    },
    60,
  );
  for (const { id, number } of tickets) {
    const { messages } = (await agent.get<TicketView>(`/api/v1/tickets/${id}`)).body;
    expect({ number, replies: messages.filter(({ kind }) => kind === 'outbound').length }).toEqual({
      number,
      replies: 1,
    });
  }
}, 120_000);
