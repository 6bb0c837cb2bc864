import { MailReader, readMailHere } from './mail-reader.js';
import { MAIL_BYTES } from './read-mail.js';

const mail = (body: string): Buffer => Buffer.from(`From: a@example.jp\r\nSubject: hello\r\n\r\n${body}`);
/** Sanitising this takes far longer than the time that the reader below allows. */
const slow = (): Buffer => {
  const html = `<p style="${'color:red;'.repeat(20)}">x`.repeat(2000);
  return Buffer.from(`From: slow@example.jp\r\nSubject: slow\r\nContent-Type: text/html\r\n\r\n${html}`);
};

describe('reading mail in threads apart', () => {
  const reader = new MailReader();
  const impatient = new MailReader(1, 1);
  afterAll(async () => {
    await Promise.all([reader.close(), impatient.close()]);
  });

  it('gives what reading in place gives', async () => {
    const raw = Buffer.from(
      'From: a@example.jp\r\nDate: Sat, 21 Nov 2026 10:00:00 +0900\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4',
    );
    const apart = await reader.read(raw);
    expect(JSON.stringify(apart)).toBe(JSON.stringify(readMailHere(raw)));
    expect(apart.attachments[0]?.content.toString()).toBe('%PDF-1.4');
    expect(apart.date?.toISOString()).toBe('2026-11-21T01:00:00.000Z');
  });

  it('gives up a mail that takes too long and keeps its headers, while others read on', async () => {
    const given = await impatient.read(slow());
    expect(given).toMatchObject({
      subject: 'slow',
      from: { address: 'slow@example.jp' },
      unreadable: 'timed_out',
      text: '',
    });
    await expect(reader.read(mail('next'))).resolves.toMatchObject({ text: 'next', unreadable: null });
  });

  it('keeps the order of nobody: all mails of a crowd are read, each as itself', async () => {
    const read = await Promise.all(Array.from({ length: 60 }, async (_, at) => reader.read(mail(`number ${at}`))));
    expect(read.map((one) => one.text)).toEqual(Array.from({ length: 60 }, (_, at) => `number ${at}`));
  });

  it('reads no more than the allowed size', async () => {
    const raw = Buffer.concat([mail(''), Buffer.alloc(MAIL_BYTES, 'x')]);
    await expect(reader.read(raw)).resolves.toMatchObject({
      subject: 'hello',
      unreadable: expect.stringMatching(/^too_large/),
    });
  });

  it('takes what the caller knows of the envelope', async () => {
    await expect(reader.read(mail('x'), { nullReturnPath: true })).resolves.toMatchObject({
      automatic: { kind: 'bounce' },
    });
    await expect(reader.read(mail('x'), { ownAddresses: ['A@example.jp'] })).resolves.toMatchObject({
      automatic: { kind: 'own', because: 'from' },
    });
  });
});
