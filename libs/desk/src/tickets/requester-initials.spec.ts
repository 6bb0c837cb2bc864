import { initialsOf } from './requester-initials.js';

test.each([
  ['藤代 恵', 'フジシロ メグミ', 'F. M.'],
  ['村瀬みさき', 'むらせ　みさき', 'M. M.'],
  ['Ellen Marsh', null, 'E. M.'],
  ['藤代 恵', null, ''],
  ['', null, ''],
])('%s (%s) is shown to the shop as %s', (name, kana, initials) => {
  expect(initialsOf(name, kana)).toBe(initials);
});
