import type { PromiseView } from '#libs/contracts';
import { changesBetween, groupOf, placesOf } from './promise-groups.js';

const now = Date.parse('2026-06-25T14:32:00+09:00');
const promise = (id: string, until: string): PromiseView => ({ id, until }) as PromiseView;

describe('promises in groups', () => {
  it('by the end of the band, in Japan’s days', () => {
    const groups = ['14:32', '14:33', '15:32', '15:33', '23:59'].map((time) =>
      groupOf({ until: `2026-06-25T${time}:00+09:00` }, now),
    );
    expect(groups).toEqual(['over', 'hour', 'hour', 'today', 'today']);
    expect(groupOf({ until: '2026-06-26T00:00:00+09:00' }, now)).toBe('later');
  });

  const three = [
    promise('a', '2026-06-25T14:00:00+09:00'),
    promise('b', '2026-06-25T15:00:00+09:00'),
    promise('c', '2026-06-26T11:00:00+09:00'),
  ];
  const shown = placesOf(three, now);

  it('counts what comes, goes and moves, and nothing else', () => {
    expect(changesBetween(shown, placesOf(three.toReversed(), now))).toBe(0);
    expect(changesBetween(shown, placesOf(three.slice(1), now))).toBe(1);
    expect(changesBetween(shown, placesOf([...three, promise('d', '2026-06-25T16:00:00+09:00')], now))).toBe(1);
    expect(changesBetween(shown, placesOf(three, now + 40 * 60_000))).toBe(1);
  });
});
