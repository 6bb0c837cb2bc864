import { shownLines } from './raw-shown.js';

const CARD = '4111111111111111';
const base64 = (text: string): string =>
  Buffer.from(text)
    .toString('base64')
    .replace(/.{1,76}/g, '$&\r\n');
const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

describe('the lines of a raw mail', () => {
  it('hides a card number that only base64 hides', () => {
    const lines = base64(`カードは ${CARD} です。`);
    const shown = shownLines(
      mail('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines),
    );
    expect(shown).toContain('Content-Transfer-Encoding: base64\r\n\r\n[[masked:card]]');
    expect(shown).not.toContain(lines.slice(0, 20));
  });

  it('leaves base64 without a secret as it came', () => {
    const lines = base64('こんにちは');
    expect(shownLines(mail('Content-Transfer-Encoding: base64', '', lines))).toContain(lines);
  });

  it.each([
    ['a soft line end', 'quoted-printable', '4111 1111=\r\n 1111 1111'],
    ['full-width digits', 'quoted-printable', '=EF=BC=94' + '=EF=BC=91'.repeat(15)],
    ['digits of another charset', '8bit', Buffer.from('４' + '１'.repeat(15)).toString('latin1')],
  ])('hides a card number behind %s', (_, encoding, lines) => {
    const head = ['Content-Type: text/plain; charset=utf-8', `Content-Transfer-Encoding: ${encoding}`];
    expect(shownLines(mail(...head, '', lines))).toBe([...head, '', '[[masked:card]]'].join('\r\n'));
  });

  it('cuts a number in the clear out of its line alone', () => {
    expect(shownLines(mail('Subject: x', '', `one ${CARD} two`))).toBe('Subject: x\r\n\r\none [[masked:card]] two');
  });

  it('hides a card number in a header that is encoded', () => {
    const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
    const shown = shownLines(
      mail(`Subject: ${word('番号 4111 1111 ')}\r\n ${word('1111 1111')}`, `X: ${word('無害')}`, '', 'x'),
    );
    expect(shown).toBe(`Subject: [[masked:card]]\r\nX: ${word('無害')}\r\n\r\nx`);
  });

  it('names attachments and keeps their content back; the rest stands where it stood', () => {
    const shown = shownLines(
      mail(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        'before',
        '--b',
        '',
        'text',
        '--b',
        'Content-Type: application/pdf; name=a.pdf',
        'Content-Transfer-Encoding: base64',
        '',
        base64('%PDF-1.7').trim(),
        '--b--',
        'after',
      ),
    );
    expect(shown).toContain('before\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/pdf; name=a.pdf');
    expect(shown).toContain('\r\n\r\n[[attachment]]\r\n--b--\r\nafter');
  });

  it('shows what is no mail at all', () => {
    expect(shownLines(Buffer.from('\x00\x01 boom'))).toBe('\x00\x01 boom');
  });
});
