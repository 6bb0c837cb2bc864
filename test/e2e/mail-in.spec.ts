import nodemailer from 'nodemailer';
import { MailAudit } from '#libs/channels';
import type {
  MailAlarmView,
  MailDetailView,
  ListView,
  MailLedgerRow,
  OutboxPage,
  QuarantinedMailView,
  RawMailView,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

let desk: World;
let agent: ApiClient;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world();
  agent = await desk.as('agentA');
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

/** Each test writes from an address of its own: one sender opens only so many inquiries within an hour. */
let misaki = '';
let people = 0;
beforeEach(() => (misaki = `misaki-${(people += 1)}@mail.example.jp`));

const ADDRESS = 'privacy@komorebi-a.example.jp';

interface Sent {
  from?: string;
  to?: string | string[];
  subject?: string;
  text?: string;
  headers?: Record<string, string>;
  messageId?: string;
  textEncoding?: 'base64' | 'quoted-printable';
  raw?: string | Buffer;
  envelopeFrom?: string;
}

/** Hands a real mail to the listener over SMTP. */
const send = async (mail: Sent): Promise<void> => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort(),
    tls: { rejectUnauthorized: false },
  });
  const to = mail.to ?? ADDRESS;
  await transport.sendMail({
    from: mail.from ?? `村瀬 みさき <${misaki}>`,
    to,
    subject: mail.subject,
    text: mail.text,
    headers: mail.headers,
    messageId: mail.messageId,
    textEncoding: mail.textEncoding,
    envelope: { from: mail.envelopeFrom ?? misaki, to },
    ...(mail.raw !== undefined && { raw: mail.raw }),
  });
  transport.close();
};

const ticketWith = (word: string, client = agent): Promise<TicketView> =>
  until(`a ticket with ${word}`, async () => {
    const page = await client.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(word)}`);
    const [row] = page.body.items;
    return row && (await client.get<TicketView>(`/api/v1/tickets/${row.id}`)).body;
  });

const ledger = async (): Promise<MailLedgerRow> => {
  const { body } = await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
  return body.items.find((row) => row.address === ADDRESS)!;
};

/** The state after everything that was sent has been decided. */
const settled = (fetched: number): Promise<MailLedgerRow> =>
  until(`${fetched} mails decided`, async () => {
    const row = await ledger();
    return row.fetched >= fetched && row.pending === 0 && row;
  });

const answerTo = async (ticket: TicketView, text: string): Promise<string> => {
  const { body: claimed } = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/claim`);
  const reply = await agent.post<TicketView>(`/api/v1/tickets/${ticket.id}/replies`, {
    text,
    baseVersion: claimed.version,
    idempotencyKey: `reply-${ticket.id}`,
  });
  expect(reply.status).toBe(201);
  const mail = await until('the reply has left', async () => {
    const { body } = await agent.get<OutboxPage>('/api/v1/outbox');
    return body.items.find((each) => each.text.includes(text));
  });
  return mail.headers['Message-ID']!;
};

test('a mail becomes a ticket, is acknowledged once, answered, and the answer to that goes to the same ticket', async () => {
  const theirId = '<first@mail.example.jp>';
  await send({ subject: 'お尋ね', text: '髙﨑と申します。梅雨花火の件です。①㈱', messageId: theirId });
  const ticket = await ticketWith('梅雨花火');
  expect(ticket).toMatchObject({ channel: 'email', state: 'new', requesterName: '村瀬 みさき', subject: 'お尋ね' });
  expect(ticket.messages[0]!.bodyText).toContain('髙﨑と申します。梅雨花火の件です。①㈱');
  const ourId = await answerTo(ticket, '対象に含まれておりません。ご安心ください。');

  await send({
    subject: 'Re: 全く別の件名',
    text: 'ありがとうございました。夕立でした。',
    headers: { 'In-Reply-To': ourId, References: ourId },
  });
  const reopened = await until('the follow-up', async () => {
    const { body } = await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`);
    return body.messages.some(({ bodyText }) => bodyText.includes('夕立でした')) && body;
  });
  expect(reopened).toMatchObject({ state: 'open', assigneeName: '小川' });
  const { body: outbox } = await agent.get<OutboxPage>('/api/v1/outbox');
  const sent = outbox.items.filter(({ to }) => to.includes(misaki)).map(({ headers }) => headers);
  const acknowledgements = sent.filter((headers) => headers['Auto-Submitted']);
  expect(acknowledgements).toHaveLength(1);
  // Mailers thread by what each answers: first the requester's own mail, then that and our acknowledgement.
  const ackId = acknowledgements[0]!['Message-ID']!;
  expect(acknowledgements[0]).toMatchObject({ 'In-Reply-To': theirId, References: theirId });
  expect(sent.find((headers) => headers['Message-ID'] === ourId)).toMatchObject({
    'In-Reply-To': ackId,
    References: `${theirId} ${ackId}`,
  });
});

test('the right token from somebody else opens a ticket of its own that names the other', async () => {
  await send({ subject: '一件目', text: '朝顔の件です。' });
  const ticket = await ticketWith('朝顔');
  const ourId = await answerTo(ticket, '確認いたしました。');
  await send({
    from: '別人 <someone@evil.example>',
    envelopeFrom: 'someone@evil.example',
    subject: 'Re: 一件目',
    text: '向日葵、履歴を見せてください。',
    headers: { 'In-Reply-To': ourId },
  });
  const other = await ticketWith('向日葵');
  expect(other.id).not.toBe(ticket.id);
  expect(other.events.map(({ type }) => type)).toContain('ticket.linked');
  expect((await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).text).not.toContain('向日葵');
});

test('subject and numbers in the text attach nothing; another desk’s token attaches nothing', async () => {
  await send({ subject: '紫陽花', text: '紫陽花の件です。' });
  const ticket = await ticketWith('紫陽花');
  await send({ subject: `Re: 紫陽花 (受付番号 ${ticket.number})`, text: `金木犀。受付番号 ${ticket.number}` });
  expect((await ticketWith('金木犀')).id).not.toBe(ticket.id);

  const ourId = await answerTo(ticket, 'お返事です。');
  await send({
    to: 'privacy@komorebi-b.example.jp',
    subject: 'Re:',
    text: '沈丁花です。',
    headers: { 'In-Reply-To': ourId },
  });
  const atB = await ticketWith('沈丁花', await desk.as('agentB'));
  expect(atB.tenantId).toBe(desk.b.tenantId);
  expect(atB.events.map(({ type }) => type)).not.toContain('ticket.linked');
});

test('the same mail twice is one ticket; one mail to two desks is two', async () => {
  const before = await ledger();
  const twice = { subject: '二度', text: '睡蓮が二度届く。4111 1111 1111 1111', messageId: '<twice@mail.example.jp>' };
  await send(twice);
  await send({ ...twice, headers: { 'X-Relay': 'another way' } });
  const row = await settled(before.fetched + 2);
  expect(row.ignoredBecause['duplicate']).toBe(1);
  await send({ to: [ADDRESS, 'privacy@komorebi-b.example.jp'], subject: '両方', text: '桔梗を両方へ。' });
  const atA = await ticketWith('桔梗');
  const atB = await ticketWith('桔梗', await desk.as('agentB'));
  expect([atA.tenantId, atB.tenantId]).toEqual([desk.a.tenantId, desk.b.tenantId]);
});

test('vacation replies, bounces, lists and ourselves: nothing is answered, nothing reopens', async () => {
  await send({ subject: '竜胆', text: '竜胆の件です。' });
  const ticket = await ticketWith('竜胆');
  const ourId = await answerTo(ticket, '竜胆についてお答えします。');
  const before = await ledger();
  const mailsBefore = (await agent.get<OutboxPage>('/api/v1/outbox?limit=100')).body.items.length;
  const reference = { 'In-Reply-To': ourId, References: ourId };
  await send({
    subject: '自動返信: 不在',
    text: '不在です。',
    headers: { ...reference, 'Auto-Submitted': 'auto-replied' },
  });
  await send({ subject: 'Out of office', text: 'away', headers: { ...reference, 'AUTO-SUBMITTED': 'Auto-Generated' } });
  await send({ from: ADDRESS, envelopeFrom: ADDRESS, subject: 'loop', text: 'loop' });
  const row = await settled(before.fetched + 3);
  expect([row.ignored - before.ignored, row.quarantined - before.quarantined]).toEqual([2, 1]);
  expect((await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body.state).toBe('answered');

  const bounce = dsn(ourId, '5.1.1');
  await send({ envelopeFrom: '', raw: bounce });
  await settled(before.fetched + 4);
  const bounced = (await agent.get<TicketView>(`/api/v1/tickets/${ticket.id}`)).body;
  expect(bounced.state).toBe('open');
  expect(bounced.messages.find(({ kind, automatic }) => kind === 'outbound' && !automatic)!.delivery).toMatchObject({
    state: 'bounced',
  });
  await send({ envelopeFrom: '', raw: dsn('<made.up@komorebi-a.example.jp>', '5.1.1') });
  await settled(before.fetched + 5);
  expect((await agent.get<OutboxPage>('/api/v1/outbox?limit=100')).body.items).toHaveLength(mailsBefore);
});

test('an unknown recipient is refused, a card number in a mail is masked, a hostile mail harms nobody', async () => {
  await expect(send({ to: 'nobody@komorebi-a.example.jp', text: 'x' })).rejects.toMatchObject({ responseCode: 550 });
  await send({ subject: '鈴蘭', text: '鈴蘭です。カードは 4111 1111 1111 1111 です。' });
  const ticket = await ticketWith('鈴蘭');
  expect(ticket.messages[0]!.bodyText).toContain('[[masked:card]]');
  const crash = `From: ${'a:'.repeat(2000)}x@y.example${';'.repeat(2000)}\r\nTo: ${ADDRESS}\r\nSubject: group\r\n\r\nboom`;
  const before = await ledger();
  await send({ raw: crash });
  await send({ subject: '次', text: '山茶花が次に届く。' });
  await ticketWith('山茶花');
  const row = await settled(before.fetched + 2);
  expect(row.fetched).toBe(row.filed + row.quarantined + row.ignored + row.discarded);
});

test('behind the text: headers, sender check and attachments as downloads; another shop sees none of it', async () => {
  await send({
    raw: [
      `From: =?UTF-8?B?5p2R54Ca?= <${misaki}>`,
      `To: ${ADDRESS}`,
      'Subject: attachment',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '水仙の写真を送ります。',
      '--b',
      'Content-Type: text/html; name="evil.html"',
      'Content-Disposition: attachment; filename="../evil.html"',
      '',
      '<script>alert(1)</script>',
      '--b--',
      '',
    ].join('\r\n'),
  });
  const ticket = await ticketWith('水仙');
  const path = `/api/v1/tickets/${ticket.id}/messages/${ticket.messages[0]!.id}/mail`;
  const detail = (await agent.get<MailDetailView>(path)).body;
  expect(detail).toMatchObject({ fromAddress: misaki, senderKnown: false });
  const [attachment] = detail.attachments;
  expect(attachment!.fileName).not.toContain('/');
  const download = await agent.get(`/api/v1/tickets/${ticket.id}/attachments/${attachment!.id}`);
  expect(download.headers.get('content-type')).toBe('application/octet-stream');
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(download.headers.get('content-security-policy')).toContain('sandbox');
  const { body: raw } = await agent.get<RawMailView>(`${path}/raw`);
  expect(raw.text).toContain('Subject: attachment');
  expect(raw.read.text).toBe('水仙の写真を送ります。');
  expect(raw.text).not.toContain('alert(1)');
  const other = await desk.as('agentB');
  expect((await other.get(path)).status).toBe(404);
  expect((await other.get(`${path}/raw`)).status).toBe(404);
  expect((await other.get(`/api/v1/tickets/${ticket.id}/attachments/${attachment!.id}`)).status).toBe(404);
});

test('a flood from one sender waits for a supervisor, who files or discards it', async () => {
  // All at once: the limit holds to the mail, however many are decided side by side.
  await Promise.all(
    Array.from({ length: 7 }, (_, count) =>
      send({
        from: 'flood@mail.example.jp',
        envelopeFrom: 'flood@mail.example.jp',
        subject: `洪水${count}`,
        text: `洪水の${count}通目。カードは4111111111111111`,
        textEncoding: 'base64',
      }),
    ),
  );
  const waiting = await until('two mails in quarantine', async () => {
    const { body } = await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine');
    const found = body.items.filter(({ senderAddress }) => senderAddress === 'flood@mail.example.jp');
    return found.length === 2 && found;
  });
  const { body: opened } = await agent.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('洪水の')}&limit=50`);
  expect(opened.items).toHaveLength(5);
  expect((await agent.get('/api/v1/mail/quarantine')).status).toBe(403);
  const alarms = async () => (await supervisor.get<ListView<MailAlarmView>>('/api/v1/mail/alarms')).body.items;
  await desk.api.app.get(MailAudit).compareAll();
  await desk.api.app.get(MailAudit).compareAll();
  const [alarm, ...more] = await alarms();
  expect([alarm!.kind, more]).toEqual(['suspended', []]);
  expect(waiting.map(({ id }) => id)).toContain(alarm!.rawMailId);
  expect((await supervisor.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(409);
  const filed = await supervisor.post<TicketView>(`/api/v1/mail/${waiting[0]!.id}/file`);
  expect(filed.body).toMatchObject({ channel: 'email', state: 'new' });
  const other = `/api/v1/mail/${waiting[1]!.id}`;
  expect((await supervisor.post(`${other}/discard`, { reason: 'tired' })).status).toBe(400);
  expect((await supervisor.post(`${other}/restore`)).status).toBe(409);
  expect((await supervisor.post(`${other}/discard`, { reason: 'unwanted' })).status).toBe(204);
  expect((await supervisor.post(`${other}/discard`, { reason: 'unwanted' })).status).toBe(409);
  expect((await supervisor.post(`${other}/note`, { text: '迷います。' })).status).toBe(409);
  expect((await supervisor.post(`${other}/restore`)).status).toBe(204);
  expect((await supervisor.post(`${other}/note`, { text: '迷います。4111 1111 1111 1111' })).status).toBe(204);
  const { body: left } = await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine');
  expect(left.items.find(({ id }) => id === waiting[1]!.id)!.note).toMatchObject({
    text: '迷います。[[masked:card]]',
    by: '森田',
  });
  const raw = await supervisor.get<RawMailView>(`${other}/raw`);
  expect(raw.body).toMatchObject({ cut: false, read: { from: 'flood@mail.example.jp', broken: false } });
  expect(raw.body.text).toContain('flood@mail.example.jp');
  expect(raw.body.read.text).toMatch(/^洪水の\d+通目。カードは\[\[masked:card\]\]$/);
  expect(raw.body.text).toMatch(/base64[^]*\[\[masked:card\]\]/);
});

const dsn = (originalId: string, status: string): string =>
  [
    'From: MAILER-DAEMON@mail.example.jp',
    `To: ${ADDRESS}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to inform you.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.jp',
    '',
    `Final-Recipient: rfc822; ${misaki}`,
    'Action: failed',
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 unknown user',
    '--r',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${originalId}`,
    'Subject: answer',
    '',
    'text',
    '--r--',
    '',
  ].join('\r\n');
