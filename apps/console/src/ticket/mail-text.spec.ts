import { fileKind, fileSize, framePage, mailText, senderState } from './mail-text.js';

describe('the text of a mail', () => {
  it('folds what is quoted behind the new words', () => {
    expect(mailText('確認しました。\n\n> 前のメール', 7)).toEqual({ fresh: '確認しました。', quoted: '> 前のメール' });
  });

  it('folds nothing where the seam is not where it should be', () => {
    const text = '番号は[[masked:card]]です。\n\n次の段落です。\n\n> 前のメール';
    expect(mailText(text, text.indexOf('\n\n')).quoted).toBeNull();
    expect(mailText('短い文です。', 400).quoted).toBeNull();
    expect(mailText('一行目。二行目。', 4).quoted).toBeNull();
  });

  it('takes a failed DMARC for a forgery even where the address is known', () => {
    expect(senderState({ senderKnown: true, proof: { dmarc: 'fail' } })).toBe('forged');
    expect(senderState({ senderKnown: true, proof: { dmarc: 'none' } })).toBe('known');
    expect(senderState({ senderKnown: false, proof: { dmarc: 'pass' } })).toBe('unknown');
  });

  it('says sizes as people read them', () => {
    expect([fileSize(640), fileSize(1_200), fileSize(3_400_000)]).toEqual(['640 B', '1 KB', '3.4 MB']);
  });

  it('calls kinds of files what people call them', () => {
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const known = ['application/pdf', docx, 'image/png', 'image/x-ms-bmp', 'text/plain'].map(fileKind);
    expect(known).toEqual(['PDF', 'Word', 'PNG', 'BMP', 'TXT']);
    expect(fileKind('application/octet-stream')).toBe('application/octet-stream');
  });

  it('puts the policy before anything of the mail', () => {
    const page = framePage('<p>x</p>');
    expect(page.indexOf('content-security-policy')).toBeLessThan(page.indexOf('<p>x</p>'));
  });
});
