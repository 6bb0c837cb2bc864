import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { MailAudit, MailboxesRepository, RawMailsRepository } from '#libs/channels';
import type { ListView, MailAlarmView, MailLedgerRow, QuarantinedMailView } from '#libs/contracts';
import { currentTransaction, newId, Secrets } from '#libs/platform';
import { type ApiClient, nextPush } from '../support/client.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

const MINUTE_MS = 60_000;

const clock = new ClockAhead();
let desk: World;
let supervisor: ApiClient;
beforeAll(async () => {
  desk = await world({ clock });
  supervisor = await desk.as('supervisor');
});
afterAll(() => desk?.close());

const alarms = async (): Promise<MailAlarmView[]> =>
  (await supervisor.get<ListView<MailAlarmView>>('/api/v1/mail/alarms')).body.items;
const compare = () => desk.api.app.get(MailAudit).compareAll();
const sql = <T>(statement: string, values: unknown[] = []): Promise<T[]> =>
  desk.inBoth(() => currentTransaction().manager.query(statement, values));
const eventsOf = async (alarm: MailAlarmView): Promise<string[]> =>
  (
    await sql<{ type: string }>(`SELECT type FROM event WHERE payload->>'alarmId' = $1 ORDER BY number`, [alarm.id])
  ).map(({ type }) => type);

const send = async (subject: string): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true });
  await transport.sendMail({
    from: 'misaki@mail.example.jp',
    to: desk.a.desk.replyFrom,
    subject,
    text: `${subject}の件`,
  });
  transport.close();
};
const filed = (count: number) =>
  until(`${count} mails filed`, async () => {
    const { body } = await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
    return body.items.find(({ address }) => address === desk.a.desk.replyFrom)?.filed === count;
  });

/** A mail that was kept long ago and whose job is lost; sealed for another, its job can do nothing with it either. */
const standStill = (subject: string, sealedFor: string | null = null): Promise<string> =>
  desk.inBoth(async () => {
    const { app } = desk.api;
    const id = newId();
    const at = new Date(clock.now().getTime() - 16 * MINUTE_MS);
    const raw = Buffer.from(`From: misaki@mail.example.jp\r\nSubject: ${subject}\r\n\r\nI wait.\r\n`);
    const mailbox = await app.get(MailboxesRepository).list();
    await app.get(RawMailsRepository).insert(
      {
        tenantId: desk.a.tenantId,
        id,
        mailboxId: mailbox.find(({ address }) => address === desk.a.desk.replyFrom)!.id,
        source: 'smtp',
        uid: null,
        uidValidity: null,
        sha256: createHash('sha256').update(raw).digest(),
        size: raw.length,
        content: app.get(Secrets).seal('raw mail', sealedFor ?? id, raw),
        envelopeFrom: 'misaki@mail.example.jp',
        remoteAddress: null,
        helo: null,
        receivedAt: at,
        backlog: false,
      },
      newId(),
      at,
    );
    return id;
  });

test('the books agree while all that arrived has its place', async () => {
  await send('睡蓮');
  await send('睡蓮');
  await filed(2);
  clock.ahead += 30 * MINUTE_MS;
  await compare();
  expect(await alarms()).toEqual([]);
});

test('a mail that stands still is named once, tried again, and its alarm ends when it is decided', async () => {
  const rawMailId = await standStill('lost');
  await compare();
  const [alarm, ...others] = await alarms();
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({ kind: 'undecided', rawMailId, mailboxAddress: desk.a.desk.replyFrom });
  await filed(3);
  await compare();
  await compare();
  expect(await alarms()).toEqual([]);
  expect(await eventsOf(alarm!)).toEqual(['mail.alarm_raised', 'mail.alarm_resolved']);
});

test('a mail that arrived and is nowhere stays named until a supervisor has settled it; the floor hears of both', async () => {
  const socket = await supervisor.connect();
  const [{ id }] = (await sql<{ id: string }>(
    `INSERT INTO mail_arrival (tenant_id, id, mailbox_id, source, raw_mail_id, arrived_at)
     SELECT tenant_id, gen_random_uuid(), id, 'smtp', gen_random_uuid(), now() FROM mailbox WHERE address = $1
     RETURNING raw_mail_id AS id`,
    [desk.a.desk.replyFrom],
  )) as [{ id: string }];
  const raised = nextPush(socket, 'floor.changed');
  await compare();
  await raised;
  const [alarm] = await alarms();
  expect(alarm).toMatchObject({ kind: 'vanished', rawMailId: null, tenantId: desk.a.tenantId });
  expect(id).toEqual(expect.any(String));
  await compare();
  expect(await alarms()).toHaveLength(1);

  expect((await (await desk.as('agentA')).post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(403);
  const settled = nextPush(socket, 'floor.changed');
  expect((await supervisor.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(204);
  await settled;
  expect((await supervisor.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(404);
  await compare();
  expect(await alarms()).toEqual([]);
  expect(await eventsOf(alarm!)).toEqual(['mail.alarm_raised', 'mail.alarm_settled']);
});

test('settling a mail that stands still hands it to quarantine, where it is filed or discarded', async () => {
  const rawMailId = await standStill('broken', newId());
  await compare();
  const [alarm] = await alarms();
  expect(alarm).toMatchObject({ kind: 'undecided', rawMailId });
  expect((await supervisor.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(204);
  const { body } = await supervisor.get<ListView<QuarantinedMailView>>('/api/v1/mail/quarantine');
  expect(body.items).toMatchObject([{ id: rawMailId, reason: 'stood_still' }]);
  expect((await supervisor.post(`/api/v1/mail/${rawMailId}/discard`, { reason: 'unwanted' })).status).toBe(204);
  expect(await alarms()).toEqual([]);
});

test('who serves another shop alone sees no alarm of this one and settles none', async () => {
  await sql(
    `INSERT INTO mail_arrival (tenant_id, id, mailbox_id, source, raw_mail_id, arrived_at)
     SELECT tenant_id, gen_random_uuid(), id, 'smtp', gen_random_uuid(), now() FROM mailbox WHERE address = $1`,
    [desk.a.desk.replyFrom],
  );
  await compare();
  const [alarm] = await alarms();
  const onlyB = await desk.join(['supervisor'], desk.b);
  expect((await onlyB.get<ListView<MailAlarmView>>('/api/v1/mail/alarms')).body.items).toEqual([]);
  expect((await onlyB.post(`/api/v1/mail/alarms/${alarm!.id}/settle`)).status).toBe(404);
});
