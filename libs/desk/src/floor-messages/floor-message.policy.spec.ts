import { namesSomebody } from './floor-message.policy.js';

test.each([
  '藤代様からの電話は上席へ',
  '090-0000-0162 は折り返さない',
  '０９０ ００００ ０１６２',
  'm.fujishiro@mail.example.jp に注意',
  '4111 1111 1111 1111',
])('%s names somebody', (text) => {
  expect(namesSomebody(text)).toBe(true);
});

test.each([
  '14時からシステムが10分止まります。お客様にはお待ちいただくよう伝えてください。',
  '皆様、第2報に差し替わりました。様子を見て休憩に入ってください。',
  '625-0211-1 は本社が対応します',
  '受付は 10:00–18:00、明日 2016/6/24 から 9:00 です',
])('%s does not', (text) => {
  expect(namesSomebody(text)).toBe(false);
});
