import { maskedWords } from './masked-words.js';

const WORDS = { card: 'カード番号', mynumber: 'マイナンバー' };
const read = (text: string): string => maskedWords(text, (secret) => WORDS[secret]);

test.each([
  ['使ったカードは[[masked:card]]です', '使ったカードは[カード番号]です'],
  ['[[masked:card]]と[[masked:mynumber]]', '[カード番号]と[マイナンバー]'],
  ['[急ぎ] 返金について', '[急ぎ] 返金について'],
])('%s reads %s', (text, words) => {
  expect(read(text)).toBe(words);
});
