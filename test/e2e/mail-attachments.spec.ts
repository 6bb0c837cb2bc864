import nodemailer from 'nodemailer';
import sharp from 'sharp';
import type { AttachmentView, MailDetailView, TicketPage, TicketView } from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
let files: Map<string, AttachmentView & { path: string }>;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

beforeAll(async () => {
  desk = await world();
  agent = await desk.as('agentA');
  const picture = sharp({ create: { width: 60, height: 30, channels: 3, background: 'teal' } });
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({
    from: 'misaki@mail.example.jp',
    to: desk.a.desk.replyFrom,
    subject: '写真',
    text: '写真を送ります。',
    attachments: [
      { filename: 'photo.png', content: await picture.png().toBuffer() },
      { filename: 'no-name', contentType: 'application/octet-stream', content: await picture.jpeg().toBuffer() },
      { filename: 'drawing.svg', contentType: 'image/svg+xml', content: SVG },
      { filename: 'page.png', contentType: 'image/png', content: '<!doctype html><script>alert(1)</script>' },
    ],
  });
  transport.close();
  const [row] = await until('the ticket', async () => {
    const { body } = await agent.get<TicketPage>('/api/v1/tickets');
    return body.items.length > 0 && body.items;
  });
  const { body: ticket } = await agent.get<TicketView>(`/api/v1/tickets/${row!.id}`);
  const mail = await agent.get<MailDetailView>(`/api/v1/tickets/${ticket.id}/messages/${ticket.messages[0]!.id}/mail`);
  files = new Map(
    mail.body.attachments.map((each) => [
      each.fileName,
      { ...each, path: `/api/v1/tickets/${ticket.id}/attachments/${each.id}` },
    ]),
  );
});
afterAll(() => desk?.close());

test('without a scanner nothing waits, and nothing is called clean', async () => {
  expect(files.size).toBe(4);
  for (const file of files.values()) {
    expect(file).toMatchObject({ scan: 'not_scanned', finding: null, mayOpen: true });
    expect((await agent.get(file.path)).status).toBe(200);
  }
});

test('what is a picture is shown drawn anew, and can do nothing where it is shown', async () => {
  for (const name of ['photo.png', 'no-name']) {
    const { path, hasPreview } = files.get(name)!;
    expect(hasPreview).toBe(true);
    const { status, headers } = await agent.get(`${path}/preview?size=small`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/webp');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
  }
});

test.each(['drawing.svg', 'page.png'])('%s is a download and never a picture', async (name) => {
  const { path, hasPreview } = files.get(name)!;
  expect(hasPreview).toBe(false);
  expect(await agent.get(`${path}/preview`)).toMatchObject({ status: 422, body: { code: 'attachment.no_preview' } });
  expect((await agent.get(path)).headers.get('content-type')).toBe('application/octet-stream');
});

test('another shop’s people get none of it; an unknown size is refused', async () => {
  const { path } = files.get('photo.png')!;
  const other = await desk.as('agentB');
  for (const url of [path, `${path}/preview`]) expect((await other.get(url)).status).toBe(404);
  expect((await (await desk.join(['supervisor'], desk.b)).post(`${path}/release`)).status).toBe(404);
  expect((await agent.get(`${path}/preview?size=9000`)).status).toBe(400);
});
