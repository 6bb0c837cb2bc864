import { MailReader, readMailHere } from './mail-reader.js';

/** Attacks that live by their size: each has to be over in a second, which leaves a slow machine its time. */
const head = 'From: a@example.jp\r\nSubject: bomb\r\n';
const html = (body: string): string => `${head}Content-Type: text/html\r\n\r\n${body}`;
const plain = (body: string): string => `${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;

const nested = (depth: number): string => {
  const opened = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  return `${head}${opened.join('')}\r\ndeep`;
};

const BOMBS: Readonly<Record<string, string | Buffer>> = {
  'parts 10,000 deep': nested(10_000),
  '10,000 parts': `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}--b--`,
  '200,000 headers': `${Array.from({ length: 200_000 }, (_, at) => `X-${at}: y\r\n`).join('')}${head}\r\nx`,
  'a header of 10 MB': `${head}X: ${'y'.repeat(10_000_000)}\r\n\r\nx`,
  '200,000 references': `${head}References: ${'<a@b> '.repeat(200_000)}\r\n\r\nx`,
  '100,000 tags deep': html(`${'<div>'.repeat(100_000)}x`),
  'a run of <': html('<'.repeat(1_000_000)),
  'one long style': html(`<p style="${'color:red;'.repeat(50_000)}">x</p>`),
  'unclosed comments': html('<!--'.repeat(200_000)),
  'web addresses': plain('www.a.co '.repeat(16_000) + 'http://a.b/c?d='.repeat(32_000)),
  '120,000 blanks': plain(`a${' '.repeat(120_000)}b`),
  'quoted-printable blanks': `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\na${' '.repeat(2_000_000)}b`,
  'paddings of base64': `${head}Content-Transfer-Encoding: base64\r\n\r\n${'='.repeat(2_000_000)}a`,
  '24 MB of escapes': `${head}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'\x1b$B$"\x1b(B'.repeat(3_000_000)}`,
  'a file of 24 MB': `${head}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${'QUFB'.repeat(6_000_000)}`,
  '5 MB of text': plain('お問い合わせです。'.repeat(200_000)),
  'marks without lines': plain('>'.repeat(3_000_000)),
  'a million lines that look like attributions': plain('On a@b 2026年1月1日 :\r\n'.repeat(200_000)),
  'a million lines that look like headers': plain('差出人: a\r\n\r\n'.repeat(200_000)),
  'dollars without escapes': `${head}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'$B'.repeat(1_000_000)}`,
  'escapes alone': `${head}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'\x1b$B\x1b(B'.repeat(500_000)}`,
  'open words': `From: a@example.jp\r\nSubject: ${'=?utf-8?B?'.repeat(20_000)}\r\n\r\nx`,
  'open words with question marks': `From: a@example.jp\r\nSubject: ${'=?utf-8?Q?a?b'.repeat(20_000)}\r\n\r\nx`,
  'names of commas': `From: ${'a,'.repeat(100_000)}<x@example.jp>\r\n\r\nx`,
  'base64 in many pieces': `${head}Content-Transfer-Encoding: base64\r\n\r\n${'QUFB\r\n\r\n'.repeat(500_000)}`,
  'styles that hide': html(`<p style="${'height:0;'.repeat(220)}">x</p>`.repeat(10_000)),
  '4 MB of European letters': Buffer.from(`${head}\r\n${'P\xe9rez '.repeat(600_000)}`, 'latin1'),
  'half-width kana in JIS': Buffer.from(
    `${head}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'\xb1\xb2 '.repeat(1_000_000)}`,
    'latin1',
  ),
  'a multipart without an end of boundaries': `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b--\r\n'.repeat(500_000)}`,
  'carriage returns': `${head}\r\n${'\r'.repeat(3_000_000)}`,
  'open comments in an address': `From: ${'('.repeat(200_000)})\r\n\r\nx`,
  'open quotes in an address': `From: ${'"'.repeat(200_001)}\r\n\r\nx`,
  parameters: `${head}Content-Type: text/plain; ${'a*0*=b; '.repeat(30_000)}\r\n\r\nx`,
  'blanks in a parameter': `${head}Content-Type: text/plain; name=a${' '.repeat(200_000)}(x\r\n\r\nx`,
  '300 mails in mails': `${head}${'Content-Type: message/rfc822\r\n\r\n'.repeat(300)}x`,
  'a report of empty lines': `${head}Content-Type: message/delivery-status\r\n\r\n${'\r\n'.repeat(2_000_000)}`,
  'a bounce of addresses': `From: mailer-daemon@example.jp\r\nSubject: failure notice\r\n\r\n${'a@b.jp 550 '.repeat(300_000)}`,
};

describe('mails that are made to hurt', () => {
  it.each(Object.keys(BOMBS))('survives %s', (name) => {
    const raw = Buffer.from(BOMBS[name]!);
    const mail = readMailHere(raw);
    expect(JSON.stringify(mail.text).length).toBeLessThan(20_000_000);
  });

  it('chews bombs in one thread while the other reads on', async () => {
    const reader = new MailReader(2);
    try {
      const bombs = Object.values(BOMBS)
        .slice(0, 6)
        .map(async (bomb) => reader.read(Buffer.from(bomb)));
      const mails = Array.from({ length: 40 }, async () => reader.read(Buffer.from(plain('alive'))));
      expect(new Set((await Promise.all(mails)).map((mail) => mail.text))).toEqual(new Set(['alive']));
      expect((await Promise.all(bombs)).every((mail) => typeof mail.text === 'string')).toBe(true);
    } finally {
      await reader.close();
    }
  });
});
