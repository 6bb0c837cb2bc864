import { clockTime, dayAndTime, dayLabel, dueState, isoDay, isoMoment, shortDay, spanOf } from './time.js';

const MINUTE = 60_000;

describe('times', () => {
  it('are Japan time, whatever the machine says', () => {
    expect(clockTime('2026-06-25T05:32:00Z')).toBe('14:32');
    expect(clockTime('2026-06-24T15:00:00Z')).toBe('00:00');
    expect(isoDay('2026-06-24T15:00:00Z')).toBe('2026-06-25');
    expect(isoMoment('2016-04-18T07:38:00Z')).toBe('2016-04-18 16:38');
    expect(dayLabel('2026-06-25T05:32:00Z', 'ja')).toBe('6/25(木)');
  });

  it('of another year in Japan say which', () => {
    const now = Date.parse('2026-12-31T14:59:59Z');
    expect(shortDay('2026-01-01T00:00:00+09:00', 'ja', now)).toBe('1/1');
    expect(shortDay('2026-01-01T00:00:00+09:00', 'en', now)).toBe('1 Jan');
    expect(dayAndTime('2016-07-27T10:00:00+09:00', 'ja', now)).toBe('2016/7/27 10:00');
    expect(dayAndTime('2016-07-27T10:00:00+09:00', 'en', now)).toBe('27 Jul 2016 10:00');
    expect(shortDay('2026-12-31T14:59:59Z', 'ja', now + 1_000)).toBe('2026/12/31');
  });

  it('are told in the coarsest unit that still says something', () => {
    expect(spanOf(59 * MINUTE)).toEqual({ unit: 'minutes', count: 59 });
    expect(spanOf(60 * MINUTE)).toEqual({ unit: 'hours', count: 1 });
    expect(spanOf(47 * 60 * MINUTE)).toEqual({ unit: 'hours', count: 47 });
    expect(spanOf(48 * 60 * MINUTE)).toEqual({ unit: 'days', count: 2 });
    expect(spanOf(-MINUTE)).toEqual({ unit: 'minutes', count: 0 });
  });

  it('are due soon from thirty minutes on, and over once passed', () => {
    const now = Date.parse('2026-06-25T05:00:00Z');
    const at = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();
    expect(dueState(at(31), now).kind).toBe('plain');
    expect(dueState(at(30), now).kind).toBe('soon');
    expect(dueState(at(0), now).kind).toBe('soon');
    expect(dueState(at(-6), now)).toEqual({ kind: 'over', span: { unit: 'minutes', count: 6 } });
  });
});
