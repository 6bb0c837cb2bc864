import nodemailer from 'nodemailer';
import sharp from 'sharp';
import { clamdAddressOf, scanBytes } from '#libs/channels';
import type { AttachmentView, MailDetailView, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';
import { Clamav, EICAR, EICAR_NAME } from './support/clamav.js';
import { freePort } from '../support/ports.js';

let clamav: Clamav;
let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  clamav = await Clamav.start();
  desk = await world({ settings: { CLAMD_URL: clamav.unixUrl } });
  [agent, supervisor] = [await desk.as('agentA'), await desk.as('supervisor')];
});
afterAll(async () => {
  await desk?.close();
  await clamav?.stop();
});

interface Received {
  ticketId: string;
  messageId: string;
  path: string;
}

/** A mail with one attachment, as it stands on its ticket. */
const receive = async (word: string, filename: string, content: Buffer | string): Promise<Received> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({
    from: `${filename.length}-sender@mail.example.jp`,
    to: desk.a.desk.replyFrom,
    subject: word,
    text: `${word}の件です。`,
    attachments: [{ filename, content }],
  });
  transport.close();
  const [row] = await until(`the ticket ${word}`, async () => {
    const page = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`);
    return page.body.items.length > 0 && page.body.items;
  });
  const { body } = await agent.get<TicketView>(`/api/v1/tickets/${row!.id}`);
  const messageId = body.messages[0]!.id;
  const { id } = await attachmentOf({ ticketId: row!.id, messageId });
  return { ticketId: row!.id, messageId, path: `/api/v1/tickets/${row!.id}/attachments/${id}` };
};

const attachmentOf = async ({
  ticketId,
  messageId,
}: Pick<Received, 'ticketId' | 'messageId'>): Promise<AttachmentView> =>
  (await agent.get<MailDetailView>(`/api/v1/tickets/${ticketId}/messages/${messageId}/mail`)).body.attachments[0]!;

const scanned = (received: Received, scan: AttachmentView['scan']): Promise<AttachmentView> =>
  until(
    `it is ${scan}`,
    async () => {
      const attachment = await attachmentOf(received);
      return attachment.scan === scan && attachment;
    },
    30,
  );

const eventsOf = async ({ ticketId }: Received): Promise<string[]> =>
  (await agent.get<TicketView>(`/api/v1/tickets/${ticketId}`)).body.events.map(({ type }) => type);

test('a clean attachment is opened by those who may read it, a picture is drawn', async () => {
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const received = await receive('水仙', 'photo.png', picture);
  expect(await scanned(received, 'clean')).toMatchObject({ finding: null, mayOpen: true, hasPreview: true });
  expect((await agent.get(received.path)).status).toBe(200);
  const preview = await agent.get(`${received.path}/preview?size=small`);
  expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await eventsOf(received)).toContain('attachment.scanned');
});

test('an infected one is named and opened by nobody, whatever a supervisor does', async () => {
  const received = await receive('彼岸花', 'invoice.pdf', EICAR);
  expect(await scanned(received, 'infected')).toMatchObject({
    finding: expect.stringContaining(EICAR_NAME),
    mayOpen: false,
    hasPreview: false,
  });
  for (const client of [agent, supervisor]) {
    expect(await client.get(received.path)).toMatchObject({ status: 422, body: { code: 'attachment.infected' } });
  }
  expect(await supervisor.post(`${received.path}/release`)).toMatchObject({
    status: 422,
    body: { code: 'attachment.infected' },
  });
});

test('while the scanner is away nothing is opened but by a supervisor’s deliberate act; when it is back it speaks', async () => {
  await clamav.halt();
  const harmless = await receive('桔梗', 'harmless.txt', '無害です。');
  const virus = await receive('夾竹桃', 'virus.txt', EICAR);
  expect(await scanned(harmless, 'failed')).toMatchObject({ finding: 'unreachable', mayOpen: false });
  await scanned(virus, 'failed');
  expect(await agent.get(harmless.path)).toMatchObject({ status: 409, body: { code: 'attachment.not_scanned_yet' } });
  expect((await agent.post(`${harmless.path}/release`)).status).toBe(403);
  expect((await supervisor.get(harmless.path)).status).toBe(409);

  for (const { path } of [harmless, virus]) {
    const { status, body } = await supervisor.post<AttachmentView>(`${path}/release`);
    expect([status, body.mayOpen, body.releasedAt]).toEqual([200, true, expect.any(String)]);
  }
  expect((await agent.get(harmless.path)).text).toBe('無害です。');
  expect(await eventsOf(harmless)).toEqual(
    expect.arrayContaining(['attachment.scan_failed', 'attachment.released', 'attachment.opened']),
  );

  await clamav.run();
  expect(await scanned(harmless, 'clean')).toMatchObject({ mayOpen: true });
  await scanned(virus, 'infected');
  expect((await agent.get(virus.path)).status).toBe(422);
}, 90_000);

test('what is larger than the scanner takes says so, and is not tried for ever', async () => {
  const received = await receive('牡丹', 'large.bin', Buffer.alloc(3 * 1024 * 1024, 'x'));
  // Why it hung up can be lost with the connection; then the scanner is asked again.
  await until('the scanner says why', async () => (await attachmentOf(received)).finding === 'too_large', 40);
  expect(await scanned(received, 'failed')).toMatchObject({ mayOpen: false });
  const jobs = await desk.asOwner(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'attachment.scan'`);
  expect(jobs).toEqual([]);
});

test('over TCP as over its socket; silence and strangers are faults', async () => {
  const [tcp, unix] = [clamdAddressOf(clamav.tcpUrl), clamdAddressOf(clamav.unixUrl)];
  for (const address of [tcp, unix]) {
    expect(await scanBytes(address, Buffer.from('harmless'), 10_000)).toEqual({ scan: 'clean', finding: null });
    expect(await scanBytes(address, Buffer.from(EICAR), 10_000)).toMatchObject({ scan: 'infected' });
    expect(await scanBytes(address, Buffer.alloc(0), 10_000)).toMatchObject({ scan: 'clean' });
  }
  const nobody = { host: '127.0.0.1', port: await freePort() };
  expect(await scanBytes(nobody, Buffer.from('x'), 10_000)).toEqual({ scan: 'failed', finding: 'unreachable' });
  const stranger = { host: '127.0.0.1', port: desk.smtpPort() };
  expect(await scanBytes(stranger, Buffer.from('x'), 500)).toMatchObject({ scan: 'failed' });
});
