import { encodeIso2022Jp } from './iso-2022-jp.js';

const back = (bytes: Buffer): string => new TextDecoder('iso-2022-jp').decode(bytes);

test.each(['お問い合わせ、ありがとうございます。', 'ABC 漢字 abc\r\n次の行', '「—」─〇々〆ヶ', 'plain ASCII only', ''])(
  'goes and comes back: %s',
  (text) => {
    const { bytes, lost } = encodeIso2022Jp(text);
    expect(lost).toEqual([]);
    expect(back(bytes).replaceAll('―', '—')).toBe(text);
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  },
);

test('the known bytes of a known word', () => {
  expect(encodeIso2022Jp('日本x').bytes.toString('hex')).toBe('1b2442467c4b5c1b284278');
});

test('what only some machines know is lost, and each is named once, as people see it', () => {
  expect(encodeIso2022Jp('①髙橋㈱①🙇‍♀️ 한 é').lost).toEqual(['①', '髙', '㈱', '🙇‍♀️', '한', 'é']);
  expect(encodeIso2022Jp('①?').bytes.toString('latin1')).not.toMatch(/^\?/);
});

test('half-width kana, separate marks and the two wave dashes keep their meaning', () => {
  const { bytes, lost } = encodeIso2022Jp('ｶﾞｷﾞﾊﾟｰﾄ か\u3099 10〜18 10～18 ¥500');
  expect(lost).toEqual([]);
  expect(back(bytes)).toBe('ガギパート が 10～18 10～18 ￥500');
});

test('each line begins in ASCII, so that a cut or a quote breaks only one', () => {
  const lines = encodeIso2022Jp('一行目\n二行目\n').bytes.toString('latin1').split('\n');
  expect(lines.slice(0, 2).every((line) => line.startsWith('\x1b$B') && line.endsWith('\x1b(B'))).toBe(true);
});
