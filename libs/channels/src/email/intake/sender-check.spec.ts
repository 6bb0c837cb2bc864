import { generateKeyPairSync } from 'node:crypto';
import { dkimSign, type DNSResolver } from 'mailauth';
import { ConfigError, readConfig } from '#libs/platform';
import { SenderCheck } from './sender-check.js';
import { type Arrival, proveSender } from './sender-proof.js';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const FROM = 'misaki@shop.example.jp';
const asked: string[] = [];
const dns: DNSResolver = (name, type) => {
  asked.push(name);
  const text = {
    'mail._domainkey.shop.example.jp': `v=DKIM1; k=rsa; p=${published}`,
    'mail._domainkey.evil.example': `v=DKIM1; k=rsa; p=${published}`,
    '_dmarc.shop.example.jp': 'v=DMARC1; p=reject',
    '_dmarc.evil.example': 'v=DMARC1; p=none',
    'shop.example.jp': 'v=spf1 ip4:192.0.2.25 -all',
  }[name];
  if (type === 'TXT' && text) return Promise.resolve([[text]]);
  return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
};
beforeEach(() => asked.splice(0));

const mail = (headers: string[] = [], from = FROM): Buffer =>
  Buffer.from([...headers, `From: ${from}`, 'Subject: test', '', 'text', ''].join('\r\n'));
const signed = async (raw: Buffer, signingDomain = 'shop.example.jp'): Promise<Buffer> => {
  const privateKey = key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const by = { signingDomain, selector: 'mail', privateKey };
  // The types want it once, the code reads it from the list.
  // Without it the second is read twice, and a signature over a border between them does not hold.
  const signTime = new Date();
  const { signatures } = await dkimSign(raw, { ...by, signTime, signatureData: [by] });
  return Buffer.concat([Buffer.from(signatures), raw]);
};
const prove = (raw: Buffer, over: Partial<Arrival> = {}) =>
  proveSender(
    raw,
    {
      remoteAddress: '192.0.2.9',
      helo: 'mx.shop.example.jp',
      envelopeFrom: FROM,
      from: FROM,
      authservIds: ['mx.example.jp'],
      isOurs: (address) => address === '127.0.0.1',
      ...over,
    },
    dns,
  );
const results = (said: string, id = 'mx.example.jp') => `Authentication-Results: ${id}; ${said}`;
const ALL_PASS = results('spf=pass smtp.mailfrom=shop.example.jp; dkim=pass header.d=shop.example.jp; dmarc=pass');

describe('a client that nobody vouches for', () => {
  const client = { authservIds: null };

  test('is judged by its address, and not by what its mail says under our server’s name or in ARC', async () => {
    const forged = mail([ALL_PASS, `ARC-${ALL_PASS.replace('mx', 'i=1; mx')}`]);
    expect(await prove(forged, client)).toEqual({ spf: 'fail', dkim: 'none', dmarc: 'fail', vouchedBy: null });
    expect(await prove(mail(), { ...client, remoteAddress: '192.0.2.25' })).toMatchObject({
      spf: 'pass',
      dmarc: 'pass',
    });
  });

  test('is judged by the sender whom the desk reads, whoever else another reader would see', async () => {
    const raw = await signed(mail([], 'me@evil.example'), 'evil.example');
    const hidden = Buffer.concat([Buffer.from(`From: ${FROM}\r\rX: a\r\n`), raw]);
    const forged = { ...client, envelopeFrom: 'me@evil.example' };
    expect(await prove(hidden, forged)).toMatchObject({ dmarc: 'fail' });
    expect(await prove(hidden, { ...forged, from: null })).toMatchObject({ dmarc: 'none' });
    expect(await prove(raw, { ...forged, from: 'me@evil.example' })).toMatchObject({ dkim: 'pass', dmarc: 'pass' });
  });
});

describe('mail that a server of ours handed over', () => {
  test('what that server found counts, and nobody else is asked', async () => {
    expect(await prove(mail([ALL_PASS]))).toEqual({
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
      vouchedBy: 'mx.example.jp',
    });
    const failed = results('spf=fail smtp.mailfrom=evil.example; dkim=none; dmarc=fail header.from=shop.example.jp');
    expect(await prove(mail([failed, ALL_PASS]))).toMatchObject({ spf: 'fail', dkim: 'none', dmarc: 'fail' });
    expect(asked).toEqual([]);
  });

  test('of an honest sender is not held against the relay’s address', async () => {
    expect(await prove(mail())).toEqual({ spf: 'none', dkim: 'none', dmarc: 'none', vouchedBy: null });
  });

  test('what it leaves open is read from the signature, which other words break', async () => {
    const raw = await signed(mail());
    expect(await prove(raw)).toEqual({ spf: 'none', dkim: 'pass', dmarc: 'pass', vouchedBy: null });
    const changed = Buffer.from(raw.toString().replace('text', 'next'));
    expect(await prove(changed)).toMatchObject({ dkim: 'neutral', dmarc: 'none' });
    const strangers = await signed(mail(), 'evil.example');
    expect(await prove(strangers)).toMatchObject({ dkim: 'pass', dmarc: 'none' });
  });

  test('DMARC follows from what it says about SPF and DKIM, where it says no more', async () => {
    const after = async (said: string) => (await prove(mail([results(said)]))).dmarc;
    expect(await after('spf=pass smtp.mailfrom=a@shop.example.jp; dkim=none')).toBe('pass');
    expect(await after('spf=fail smtp.mailfrom=a@shop.example.jp; dkim=pass header.d=shop.example.jp')).toBe('pass');
    expect(await after('spf=pass smtp.mailfrom=a@evil.example; dkim=pass header.d=evil.example')).toBe('fail');
    expect(await after('dkim=none')).toBe('none');
  });

  test('SPF is found out from the client whom our server names, and DMARC with it; the mail’s own words below count for nothing', async () => {
    const received = (client: string, by = 'mx.example.jp') =>
      `Received: from mx.shop.example.jp (mx.shop.example.jp [${client}])\r\n\tby ${by} (Postfix) with ESMTP id 1;\r\n\tThu, 25 Jun 2026 14:20:11 +0900`;
    expect(await prove(mail([received('192.0.2.25')]))).toMatchObject({ spf: 'pass', dmarc: 'pass', vouchedBy: null });
    expect(await prove(mail([received('192.0.2.9'), received('192.0.2.25')]))).toMatchObject({
      spf: 'fail',
      dmarc: 'fail',
    });
    expect(await prove(mail([received('192.0.2.25', 'mx.evil.example')]))).toMatchObject({
      spf: 'none',
      dmarc: 'none',
    });
    const hops = [received('127.0.0.1'), received('192.0.2.25')];
    expect(await prove(mail(hops), { remoteAddress: '127.0.0.1' })).toMatchObject({ spf: 'pass', dmarc: 'pass' });
  });

  test('a pass for another sender, or for two at once, is none for this one', async () => {
    const other = results('spf=fail; dkim=none; dmarc=pass header.from=evil.example');
    expect((await prove(mail([other]))).dmarc).toBe('fail');
    const two = mail([ALL_PASS], `${FROM}, evil@evil.example`);
    expect((await prove(two, { from: null })).dmarc).toBe('none');
  });

  test('a heap of signatures is not worked through', async () => {
    const heap = Array.from({ length: 11 }, (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=${n}; b=x`);
    expect(await prove(mail(heap))).toMatchObject({ dkim: 'permerror', dmarc: 'fail' });
    expect(asked).toEqual([]);
  });
});

describe('who is believed', () => {
  const check = new SenderCheck(
    readConfig({
      SECRET_KEY: '0'.repeat(64),
      DATABASE_URL: 'postgres://x/y',
      SMTP_TRUSTED_RELAYS: '10.1.0.0/16, 2001:db8::25',
      MAIL_AUTHSERV_IDS: 'MX.example.jp',
    }),
  );
  const imap = {
    host: 'imap.example.jp',
    port: 993,
    secure: true,
    user: 'desk',
    since: '',
    authservId: 'mx.provider.example',
  };
  const vouchedBy = async (remoteAddress: string | null, id: string, box: typeof imap | null = null) => {
    const raw = mail([results('spf=none; dkim=none; dmarc=fail', id)]);
    const arrival = { remoteAddress, helo: 'x', envelopeFrom: '', from: null };
    return (await check.of(raw, arrival, box)).vouchedBy;
  };

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.200.3', '::ffff:10.1.2.3', '2001:db8::25'])(
    'the relay %s, under our names only',
    async (address) => {
      expect(await vouchedBy(address, 'mx.example.jp')).toBe('mx.example.jp');
      expect(await vouchedBy(address, 'mx.provider.example', imap)).toBeNull();
    },
  );

  test('the server of a mailbox, under the name in its settings only', async () => {
    expect(await vouchedBy(null, 'mx.provider.example', imap)).toBe('mx.provider.example');
    expect(await vouchedBy(null, 'mx.example.jp', imap)).toBeNull();
    expect(await vouchedBy(null, 'mx.provider.example')).toBeNull();
  });

  test('settings that name no DNS servers stop the start', () => {
    const base = { SECRET_KEY: '0'.repeat(64), DATABASE_URL: 'postgres://x/y' };
    const given = '192.0.2.53, 127.0.0.1:5353 [2001:db8::53]:53';
    expect(readConfig({ ...base, MAIL_DNS_SERVERS: given }).mailDnsServers).toHaveLength(3);
    expect(() => readConfig({ ...base, MAIL_DNS_SERVERS: 'dns.example.jp' })).toThrow(ConfigError);
  });

  test('settings that name no addresses stop the start', () => {
    for (const wrong of ['relay.example.jp', '10.0.0.0/33', '10.0.0.0/8/9', '10.0.0.0/', '::1/129']) {
      expect(() => readConfig({ SMTP_TRUSTED_RELAYS: wrong })).toThrow(ConfigError);
    }
  });
});
