import fc from 'fast-check';
import { changedPercent, changesOf } from './text-changes.js';

const APPROVED =
  'お尋ねの補償につきましては、現時点で決定した事項はございません。決まりましたら、皆様に一律にお知らせいたします。\n責任者より、{回答期日}までにお返事いたします。';

test('the same text has no change', () => {
  expect(changesOf(APPROVED, APPROVED)).toEqual([{ kind: 'same', text: APPROVED }]);
  expect(changedPercent(APPROVED, changesOf(APPROVED, APPROVED))).toBe(0);
});

test('a filled placeholder is what the text asked for, and no change', () => {
  const reply = APPROVED.replace('{回答期日}', '2026年6月30日(火) 18時');
  const changes = changesOf(APPROVED, reply);
  expect(changes.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'filled', text: '2026年6月30日(火) 18時' }]);
  expect(changedPercent(APPROVED, changes)).toBe(0);
});

test('what was replaced is shown removed, then added', () => {
  const changes = changesOf(APPROVED, APPROVED.replace('皆様に一律に', '対象の方へ個別に'));
  expect(changes.filter(({ kind }) => kind !== 'same').map(({ kind }) => kind)).toContain('removed');
  expect(changes.map(({ kind, text }) => (kind === 'removed' ? '' : text)).join('')).toContain('対象の方へ個別に');
});

test('a third more text is a third of change; another text is all of it', () => {
  const approved = 'あ'.repeat(30) + '。' + '亜'.repeat(29);
  expect(changedPercent(approved, changesOf(approved, `${approved}${'イ'.repeat(18)}`))).toBe(30);
  expect(changedPercent('承認済みの文面です。', changesOf('承認済みの文面です。', 'Completely different.'))).toBe(100);
});

test('a reply of full length against a long text is compared in bounded work', () => {
  const [from, to] = ['承認の文', '別の返信'].map((part) =>
    Array.from({ length: 2_500 }, (_, at) => `${part}${at}`).join(part),
  );
  expect(changesOf(from!, to!).map(({ kind }) => kind)).toEqual(['removed', 'added', 'same']);
});

test('whatever was written: leaving out the added gives the approved text, leaving out the removed gives the reply', () => {
  const words = fc.array(fc.constantFrom('補償', 'は', 'カード', '。', '12', ' ', '\n', 'abc'), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [approved, reply] = [a.join(''), b.join('')];
      const changes = changesOf(approved, reply);
      const without = (kind: string): string =>
        changes.map((change) => (change.kind === kind ? '' : change.text)).join('');
      expect(without('added')).toBe(approved);
      expect(without('removed')).toBe(reply);
    }),
  );
});
