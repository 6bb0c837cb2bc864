import { encodeCp932 } from './cp932.js';

const read = (text: string) => {
  const { bytes, lost } = encodeCp932(text);
  return { text: new TextDecoder('shift_jis').decode(bytes), lost };
};

test('what spreadsheets of a Japanese Windows have comes back as it was', () => {
  const text = 'こもれび雑貨店,ｱｲｳ,髙﨑 ①㈱Ⅲ∵,10:00～18:00\r\n"100%"\\~\r\n';
  expect(read(text)).toEqual({ text, lost: [] });
});

test.each([
  ['髙', 0xfb, 0xfc],
  ['﨑', 0xfa, 0xb1],
  ['㈱', 0x87, 0x8a],
  ['∵', 0x81, 0xe6],
  ['￢', 0x81, 0xca],
])('%s, which CP932 has in several places, is written where Windows writes it', (character, ...places) => {
  expect([...encodeCp932(character).bytes]).toEqual(places);
});

test('characters with two codes in Unicode are written with the one that CP932 has', () => {
  expect(read('10〜18 — − ‖ ¢£¬ ¥1')).toEqual({ text: '10～18 ― － ∥ ￠￡￢ ￥1', lost: [] });
  // A kana with its mark apart, as some systems name files.
  expect(read('か\u3099')).toEqual({ text: 'が', lost: [] });
});

test('a character that CP932 lacks is named, each once, and its place stays visible', () => {
  expect(read('𠮷野家と𠮷田 😀')).toEqual({ text: '〓野家と〓田 〓', lost: ['𠮷', '😀'] });
});
