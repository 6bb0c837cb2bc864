import { type FaqEntry, searchedFor, searchFaq } from './faq-search.js';

const entries: FaqEntry[] = [
  {
    group: 'data',
    key: 'card',
    question: 'カードは大丈夫ですか',
    answer: 'カード番号は含まれていません。',
    otherWords: 'クレカ',
  },
  { group: 'data', key: 'shop', question: 'Is my order late?', answer: 'Please ask the shop.', otherWords: '' },
];
const found = (searched: string) => searchFaq(entries, searched).map(({ key }) => key);
const marks = (searched: string) =>
  searchFaq(entries, searched).flatMap(({ question, answer }) =>
    [...question, ...answer].filter(({ hit }) => hit).map(({ text }) => text),
  );

test('finds all words, in any kana, width and case, also those that people say for it', () => {
  expect(found('')).toEqual(['card', 'shop']);
  expect(found('かーど')).toEqual(['card']);
  expect(found('ｶｰﾄﾞ 番号')).toEqual(['card']);
  expect(found('くれか')).toEqual(['card']);
  expect(found('ORDER shop')).toEqual(['shop']);
  expect(found('カード shop')).toEqual([]);
});

test('marks what was found as it is written in the text', () => {
  expect(marks('かーど')).toEqual(['カード', 'カード']);
  expect(marks('ORDER')).toEqual(['order']);
  expect(marks('')).toEqual([]);
  const [card] = searchFaq(entries, 'かーど');
  expect(card!.answer.map(({ text }) => text).join('')).toBe(entries[0]!.answer);
});

test('what is asked for is short, of one line, and a text', () => {
  expect(searchedFor({ q: ' カード\n 番号 ' })).toBe('カード 番号');
  expect(searchedFor({ q: 'a'.repeat(500) })).toHaveLength(60);
  for (const query of [undefined, {}, { q: ['a', 'b'] }, { q: 1 }]) expect(searchedFor(query)).toBe('');
});
