import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import { MessageDeliverJob } from '#libs/channels';
import type {
  DeliveryView,
  DeskMailSettingsView,
  ErrorBody,
  MessageView,
  ReplyCheckView,
  ReplyRequest,
  TicketView,
} from '#libs/contracts';
import { acknowledge } from '../support/acknowledge.js';
import type { Answer, ApiClient } from '../support/client.js';
import { headerOf, MailServer, type ReceivedMail } from '../support/mail-server.js';
import { ClockAhead } from '../support/movable-clock.js';
import { until } from '../support/until.js';
import { type Shop, type World, world } from '../support/world.js';

let relay: MailServer;
let ownRelay: MailServer;
let desk: World;
let agent: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  [relay, ownRelay] = [await MailServer.start(), await MailServer.start()];
  desk = await world({ settings: { SMTP_RELAY_URL: relay.url } });
  [agent, admin] = [await desk.as('agentAB'), await desk.as('admin')];
});
beforeEach(() => {
  relay.clear();
  ownRelay.clear();
});
afterAll(async () => {
  await desk?.close();
  await relay?.stop();
  await ownRelay?.stop();
});

const TEXT = '藤代 恵 様\n\nお調べした結果をお知らせいたします。';

const reply = async (shop: Shop, over: Partial<ReplyRequest> = {}, email = 'm.fujishiro@mail.example.jp') => {
  const { id } = await desk.inquiry(shop, { requester: { name: '藤代 恵', email } });
  const { body } = await agent.post<TicketView>(`/api/v1/tickets/${id}/claim`);
  const request = { text: TEXT, baseVersion: body.version, idempotencyKey: `sending-${id}`, ...over };
  return agent.post<TicketView & ErrorBody>(`/api/v1/tickets/${id}/replies`, request);
};

const mailAt = (server: MailServer, count = 1): Promise<ReceivedMail> =>
  until('the mail', async () => server.received.length >= count && server.received[count - 1]);

const settingsOf = (shop: Shop): string => `/api/v1/desks/${shop.desk.id}/mail-settings`;
const put = (client: ApiClient, shop: Shop, body: object): Promise<Answer<DeskMailSettingsView & ErrorBody>> =>
  client.request<DeskMailSettingsView & ErrorBody>('PUT', settingsOf(shop), body);

describe('a desk’s own relay', () => {
  afterEach(() => put(admin, desk.a, { relayUrl: null }));

  test('takes the mail of that desk alone, and its password is never shown', async () => {
    const url = ownRelay.url.replace('smtp://', 'smtp://relay-user:top%20secret@');
    const set = await put(admin, desk.a, { relayUrl: url });
    expect(set.status).toBe(200);
    expect(set.body.relay).toMatchObject({ host: '127.0.0.1', secure: false, user: 'relay-user' });
    expect(set.text + (await admin.get(settingsOf(desk.a))).text).not.toContain('secret');
    await put(admin, desk.a, { relayUrl: ownRelay.url });
    await reply(desk.a);
    await reply(desk.b);
    expect((await mailAt(ownRelay)).from).toBe(desk.a.desk.replyFrom);
    expect((await mailAt(relay)).from).toBe(desk.b.desk.replyFrom);
    expect([ownRelay.received.length, relay.received.length]).toEqual([1, 1]);
  });

  test.each([
    ['http://relay.example.jp', 'form'],
    ['smtp://169.254.169.254:25', 'host'],
    ['smtp://[fe80::1]:25', 'host'],
    ['smtp://[::ffff:169.254.169.254]:25', 'host'],
    ['smtp://2852039166:25', 'host'],
    ['smtp://0xa9fea9fe', 'host'],
    ['smtp://relay.example.jp/?pool=true', 'form'],
    ['no url', 'form'],
  ])('%s is refused in words and not repeated', async (relayUrl, fault) => {
    const { status, body, text } = await put(admin, desk.a, { relayUrl });
    expect([status, body.code]).toEqual([422, `desk.relay_${fault}_refused`]);
    expect(body.message).toMatch(/送信サーバー.+ください/);
    expect(text).not.toContain(relayUrl);
  });

  test('only who may change mailboxes reads or writes it, and only of shops that he or she serves', async () => {
    expect((await put(agent, desk.a, {})).status).toBe(403);
    expect((await (await desk.as('supervisor')).get(settingsOf(desk.a))).status).toBe(403);
    const onlyB = await desk.join(['desk_admin'], desk.b);
    expect((await onlyB.get(settingsOf(desk.a))).status).toBe(404);
    expect((await put(onlyB, desk.a, { relayUrl: null })).status).toBe(404);
  });
});

describe('DKIM', () => {
  const verified = (mail: ReceivedMail, { record }: NonNullable<DeskMailSettingsView['dkim']>) =>
    authenticate(Buffer.from(mail.raw), {
      ip: '192.0.2.1',
      helo: 'relay.example.jp',
      sender: mail.from,
      mta: 'test',
      disableArc: true,
      disableBimi: true,
      resolver: (name: string, type: string) => {
        if (type === 'TXT' && name === record.name) return Promise.resolve([[record.value]]);
        if (type === 'TXT' && name.startsWith('_dmarc.')) return Promise.resolve([['v=DMARC1; p=reject']]);
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      },
    });

  afterEach(() => put(admin, desk.a, { dkim: null }));

  test.each(['utf-8', 'iso-2022-jp'] as const)(
    'signs %s mail in the desk’s domain once the record is published',
    async (charset) => {
      const made = await admin.post<DeskMailSettingsView>(`${settingsOf(desk.a)}/dkim`, {});
      expect(made.status).toBe(200);
      expect(made.text).not.toContain('PRIVATE');
      const { dkim } = made.body;
      expect(dkim).toMatchObject({ domain: 'komorebi-a.example.jp', signing: false, record: { type: 'TXT' } });
      expect(dkim!.record.name).toBe(`${dkim!.selector}._domainkey.komorebi-a.example.jp`);
      await reply(desk.a, { charset });
      expect(headerOf(await mailAt(relay), 'dkim-signature')).toEqual([]);

      expect((await put(admin, desk.a, { dkim: { signing: true } })).body.dkim).toEqual({ ...dkim, signing: true });
      await reply(desk.a, { charset });
      const result = await verified(await mailAt(relay, 2), dkim!);
      expect(result.dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([
        ['pass', 'komorebi-a.example.jp'],
      ]);
      expect(result.dmarc && result.dmarc.status.result).toBe('pass');
      await reply(desk.b);
      expect(headerOf(await mailAt(relay, 3), 'dkim-signature')).toEqual([]);
    },
  );

  test('a key of one’s own is taken, another’s domain or another kind of key is not', async () => {
    const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs1',
      format: 'pem',
    });
    const given = await put(admin, desk.a, { dkim: { selector: 'mail2026', privateKey } });
    expect(given.body.dkim).toMatchObject({ selector: 'mail2026', signing: true });
    await reply(desk.a);
    const result = await verified(await mailAt(relay), given.body.dkim!);
    expect(result.dkim.results[0]!.status.result).toBe('pass');

    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const [dkim, code] of [
      [{ selector: 'x', privateKey, domain: 'komorebi-b.example.jp' }, 'desk.dkim_domain_refused'],
      [{ selector: 'x', privateKey: ec }, 'desk.dkim_key_refused'],
      [{ selector: 'x', privateKey: 'no key' }, 'desk.dkim_key_refused'],
      [{ privateKey }, 'desk.dkim_selector_needed'],
    ] as const) {
      expect((await put(admin, desk.a, { dkim })).body.code).toBe(code);
    }
    expect((await put(admin, desk.b, { dkim: { signing: true } })).body.code).toBe('desk.dkim_key_needed');
  });
});

describe('ISO-2022-JP', () => {
  test('goes out in seven bits and reads as it was written', async () => {
    const text = `${TEXT}\n\nﾃﾞｰﾀの期間は 10〜18 日です。${'長い段落は折り返します、'.repeat(12)}\n`;
    expect((await reply(desk.a, { text, charset: 'iso-2022-jp' }, 'a..b@docomo.example.jp')).status).toBe(201);
    const mail = await mailAt(relay);
    expect(headerOf(mail, 'content-type')).toEqual(['text/plain; charset=ISO-2022-JP']);
    expect(headerOf(mail, 'content-transfer-encoding')).toEqual(['7bit']);
    expect(headerOf(mail, 'to')).toEqual(['"a..b"@docomo.example.jp']);
    expect(Buffer.from(mail.raw).every((byte) => byte < 0x80)).toBe(true);
    expect(mail.raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 100)).toBe(true);
    const [head, ...body] = mail.raw.split('\r\n\r\n');
    const read = new TextDecoder('iso-2022-jp', { fatal: true }).decode(Buffer.from(body.join('\r\n\r\n'), 'latin1'));
    expect(read.replace(/\r\n/g, '')).toContain(
      `データの期間は 10～18 日です。${'長い段落は折り返します、'.repeat(12)}`,
    );
    expect(read).toContain('こもれび雑貨店');
    expect(read).toMatch(/\nhttp:\S+\/t\/[a-z2-7]+\r\n/);
    for (const word of head!.match(/=\?ISO-2022-JP\?B\?[^?]+\?=/g)!) expect(word.length).toBeLessThanOrEqual(75);
    const subject = headerOf(mail, 'subject')[0]!
      .split(/\s+/)
      .map((word) => decodedWord(word))
      .join('');
    expect(subject).toMatch(/^【こもれび雑貨店.*】お問い合わせへのご回答（受付番号 \d{3}-\d{4}-\d）$/);
  });

  test('what it cannot carry is listed, and a reply that would lose it is refused', async () => {
    const { id } = await desk.inquiry(desk.a);
    const text = '髙橋①様、お問い合わせありがとうございます🙇。①';
    const check = (charset?: string) =>
      agent.post<ReplyCheckView>(`/api/v1/tickets/${id}/reply-check`, { text, charset });
    expect((await check('iso-2022-jp')).body).toMatchObject({ problems: [], lostCharacters: ['髙', '①', '🙇'] });
    expect((await check()).body).toMatchObject({ problems: [], lostCharacters: [] });
    expect((await check('shift_jis')).status).toBe(400);
    const refused = await reply(desk.a, { text, charset: 'iso-2022-jp' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'reply.characters_lost', details: { characters: ['髙', '①', '🙇'] } });
    expect(refused.body.message).toContain('髙、①、🙇');
    expect((await reply(desk.a, { text })).status).toBe(201);
    await mailAt(relay);
    expect(relay.received).toHaveLength(1);
  });
});

const decodedWord = (word: string): string => {
  const base64 = /^=\?ISO-2022-JP\?B\?([^?]+)\?=$/.exec(word)?.[1];
  return base64 ? new TextDecoder('iso-2022-jp').decode(Buffer.from(base64, 'base64')) : word;
};

/** A desk whose mail moves only as a test runs its job, with an acknowledgement that is to leave. */
const acknowledging = async () => {
  const clock = new ClockAhead();
  const quiet = await world({ settings: { SMTP_RELAY_URL: relay.url }, worker: false, clock });
  const { id } = await quiet.inquiry(quiet.a, { acknowledge: true });
  const job = quiet.api.app.get(MessageDeliverJob);
  const payload = { tenantId: quiet.a.tenantId, messageId: await acknowledge(quiet, id) };
  return { quiet, clock, id, job, payload };
};

test('what the relay puts off is tried ever later, for days, and has failed at the end', async () => {
  const { quiet, clock, id, job, payload } = await acknowledging();
  try {
    const seen = async (): Promise<DeliveryView> => {
      const { body } = await (await quiet.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`);
      return body.messages.findLast(({ kind }) => kind === 'outbound')!.delivery!;
    };
    const waits: number[] = [];
    for (;;) {
      const loaded = await quiet.inBoth(() => job.load(payload));
      if (!loaded) break;
      const outcome = { kind: 'deferred' as const, reason: '451 try again later', code: 451 };
      await quiet.inBoth(() => job.record(payload, loaded, outcome));
      const delivery = await seen();
      if (delivery.nextAttemptAt === null) break;
      const jobs = await quiet.asOwner<{ at: Date }>('SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1', [
        `deliver ${payload.messageId}`,
      ]);
      expect(jobs.map(({ at }) => at.toISOString())).toEqual([delivery.nextAttemptAt]);
      const wait = Date.parse(delivery.nextAttemptAt) - Date.parse(delivery.at!);
      expect(delivery).toMatchObject({ state: 'queued', reason: '451 try again later' });
      waits.push(wait);
      clock.ahead += wait;
    }
    expect(waits).toHaveLength(24);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[0]).toBeLessThan(10_000);
    expect(waits.at(-1)).toBe(6 * 3_600_000);
    expect(await seen()).toMatchObject({ state: 'failed', attempts: 25 });
  } finally {
    await quiet.close();
  }
});

describe('an unconfirmed mail', () => {
  test('is sent again three times at most, late, under the same Message-ID, and the agent sees when', async () => {
    const { quiet, clock, id, job, payload } = await acknowledging();
    try {
      const seen = async (): Promise<MessageView> => {
        const client = await quiet.as('agentA');
        const { body } = await client.get<TicketView>(`/api/v1/tickets/${id}`);
        client.close();
        return body.messages.find(({ kind }) => kind === 'outbound')!;
      };
      const run = { attempt: 1, last: false };
      const next = async (): Promise<boolean> => {
        const loaded = await quiet.inBoth(() => job.load(payload, run));
        if (!loaded) return false;
        const outcome = await job.perform(loaded);
        await quiet.inBoth(() => job.record(payload, loaded, outcome));
        return true;
      };
      for (const minutes of [10, 60, 240]) {
        relay.answers.push('hang up');
        const before = clock.now().getTime();
        expect(await next()).toBe(true);
        const after = clock.now().getTime();
        const { delivery } = await seen();
        expect(delivery!.state).toBe('unknown');
        const from = Date.parse(delivery!.nextAttemptAt!) - minutes * 60_000;
        expect(from).toBeGreaterThanOrEqual(before);
        expect(from).toBeLessThanOrEqual(after);
        const jobs = await quiet.asOwner<{ at: Date }>(`SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1`, [
          `deliver ${payload.messageId}`,
        ]);
        expect(jobs.map(({ at }) => at.toISOString())).toEqual([delivery!.nextAttemptAt]);
        expect(await next()).toBe(false);
        clock.ahead += minutes * 60_000 + 1_000;
      }
      expect(await next()).toBe(true);
      expect(relay.received).toHaveLength(1);
      expect((await seen()).delivery).toMatchObject({ state: 'sent', attempts: 4, nextAttemptAt: null });
    } finally {
      await quiet.close();
    }
  });

  test('stays unknown after the last, and is tried no more', async () => {
    const { quiet, clock, id, job, payload } = await acknowledging();
    try {
      const run = { attempt: 1, last: false };
      let tries = 0;
      for (;;) {
        const loaded = await quiet.inBoth(() => job.load(payload, run));
        if (!loaded) break;
        tries += 1;
        const outcome = { kind: 'unknown' as const, reason: 'no answer', code: null };
        await quiet.inBoth(() => job.record(payload, loaded, outcome));
        clock.ahead += 300 * 60_000;
      }
      expect(tries).toBe(4);
      const { body } = await (await quiet.as('agentA')).get<TicketView>(`/api/v1/tickets/${id}`);
      expect(body.messages.at(-1)!.delivery).toMatchObject({
        state: 'unknown',
        reason: 'no answer',
        nextAttemptAt: null,
      });
    } finally {
      await quiet.close();
    }
  });
});
