import { matches } from './matching.js';

test.each([
  ['ﾉｰｽ', 'ノースポケット'],
  ['のーす', 'ノースポケット'],
  ['ＦＬＯＯＲ', 'Floor'],
  ['', 'なんでも'],
  ['雑貨 こもれび', 'こもれび雑貨店'],
  ['雑貨　こもれび', 'こもれび雑貨店'],
])('%s finds %s', (typed, shown) => {
  expect(matches(typed, shown)).toBe(true);
});

test('each word must occur', () => {
  expect(matches('こもれび 書店', 'こもれび雑貨店')).toBe(false);
});
