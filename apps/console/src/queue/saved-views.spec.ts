import { MAX_SAVED, readSavedViews, withSavedView } from './saved-views.js';

test('a view is kept with its filters, and never with the words that were searched for', () => {
  const views = withSavedView([], 'カードの件', 'waiting', { q: '藤代 恵', topic: 'CARD', channel: 'form' });
  expect(readSavedViews(JSON.stringify(views))).toEqual([
    { name: 'カードの件', view: 'waiting', search: { topic: 'CARD', channel: 'form' } },
  ]);
});

test('the same name replaces, and the oldest gives way', () => {
  let views = withSavedView([], '朝', 'mine', {});
  views = withSavedView(views, '朝', 'due', {});
  expect(views).toHaveLength(1);
  for (let count = 0; count < MAX_SAVED + 3; count += 1) views = withSavedView(views, `表示${count}`, 'all', {});
  expect(views).toHaveLength(MAX_SAVED);
});

test.each([['not json'], ['{}'], ['[1, {"name": "x", "view": "secret"}, {"view": "mine"}]']])(
  '%s holds no views',
  (stored) => {
    expect(readSavedViews(stored)).toEqual([]);
  },
);
