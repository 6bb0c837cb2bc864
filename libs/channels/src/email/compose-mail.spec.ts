import { Secrets } from '#libs/platform';
import { composeMail, type MailSource } from './compose-mail.js';
import { isDeliverable } from './mail-address.js';
import { MessageIds } from './message-ids.js';

const source = (over: Partial<MailSource> = {}): MailSource => ({
  automatic: false,
  charset: 'utf-8',
  language: 'ja',
  subject: null,
  text: '藤代 恵 様\r\n\r\nお調べいたしました。',
  ticketNumber: '625-0184-6',
  desk: {
    name: 'こもれび雑貨店 窓口',
    nameEn: 'Komorebi desk',
    senderName: 'こもれび雑貨店 窓口',
    replyFrom: 'privacy@komorebi.example.jp',
    signature: 'こもれび雑貨店 窓口',
    signatureEn: 'Komorebi desk',
  },
  to: 'm.fujishiro@mail.example.jp',
  messageId: '<a.b@komorebi.example.jp>',
  earlierIds: [],
  statusUrl: 'https://desk.example.jp/t/abc',
  ...over,
});

describe('a mail in the desk’s name', () => {
  it('carries the text, the number, the page, what we never do, and the signature, in this order', () => {
    const { text, subject } = composeMail(source());
    expect(subject).toBe('【こもれび雑貨店 窓口】お問い合わせへのご回答（受付番号 625-0184-6）');
    const places = [
      'お調べいたしました。',
      '受付番号: 625-0184-6',
      'https://desk.example.jp/t/abc',
      '一切ございません',
    ].map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text.trimEnd().endsWith('こもれび雑貨店 窓口')).toBe(true);
    expect(text).not.toContain('\r');
  });

  it('is English throughout for an English ticket', () => {
    const mail = composeMail(source({ language: 'en', text: 'We have looked.' }));
    expect(mail.subject).toBe('[Komorebi desk] Our reply to your inquiry (reference number 625-0184-6)');
    expect(mail.from).toEqual({ name: 'Komorebi desk', address: 'privacy@komorebi.example.jp' });
    expect(mail.text).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  it('marks automatic mail, and gives it no sender to answer to', () => {
    const mail = composeMail(source({ automatic: true }));
    expect(mail.envelopeFrom).toBe('');
    expect(mail.headers).toEqual({ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' });
    expect(composeMail(source()).headers).toEqual({});
  });

  it('keeps every header to one line', () => {
    const mail = composeMail(
      source({ subject: 'a\r\nBcc: x@y.example\u2028b', desk: { ...source().desk, senderName: 'n\nm' } }),
    );
    expect(mail.subject).toBe('【n m】a Bcc: x@y.example b（受付番号 625-0184-6）');
    expect(mail.from.name).toBe('n m');
  });

  it('says in words that a secret was hidden', () => {
    expect(composeMail(source({ text: '[[masked:card]] です' })).text).toContain('（カード番号を伏せました） です');
  });
});

describe('Message-IDs', () => {
  const ids = new MessageIds(new Secrets({ secretKey: Buffer.alloc(32, 7) }));
  const message = '01a20083-3315-773e-b758-45108234174e';

  it('name their message, the same each time, and nobody else’s', () => {
    const header = ids.of(message, 'privacy@Komorebi.example.jp');
    expect(header).toBe(ids.of(message, 'other@komorebi.example.jp'));
    expect(ids.read(header)).toBe(message);
    expect(ids.read(header.toUpperCase())).toBe(message);
    expect(ids.read(header.replace('komorebi', 'komorebl'))).toBeNull();
    expect(ids.read(header.replace(/^<./, '<b'))).toBeNull();
    const stranger = new MessageIds(new Secrets({ secretKey: Buffer.alloc(32, 8) }));
    expect(stranger.read(header)).toBeNull();
    expect(ids.read('<CAFx@mail.example.com>')).toBeNull();
  });
});

describe('addresses', () => {
  it.each(['a..b@docomo.ne.jp', '.x.@ezweb.ne.jp', "o'hara+shop@example.com", 'x@日本語.jp', 'a@b-c.example'])(
    'takes %s',
    (address) => expect(isDeliverable(address)).toBe(true),
  );
  it.each([
    '"x@evil.com y"@good.jp',
    'a@b, c@d.jp',
    'a@b.jp\r\nRCPT TO:<x@y.jp>',
    '<a@b.jp>',
    'a b@c.jp',
    'a@b@c.jp',
    'a@localhost',
    'a@-b.jp',
    '@b.jp',
    'a@b..jp',
    '',
  ])('refuses %p', (address) => expect(isDeliverable(address)).toBe(false));
});
