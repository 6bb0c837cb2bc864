import fc from 'fast-check';
import { openingAt } from '../desks/business-hours.js';
import type { DeskHours } from '../desks/desk-hours.js';
import { bandsAhead, nextTry } from './callback-bands.js';

const weekdays: DeskHours = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
  holidays: 'closed',
  closedOn: [],
};
const jst = (text: string): Date => new Date(`${text}+09:00`);
const clock = (moment: Date): string => new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(5, 16);

describe('bands ahead', () => {
  test('whole hours from the opening on; one that is nearly over is no longer offered', () => {
    const bands = bandsAhead(weekdays, jst('2026-06-25T14:40'));
    expect(bands.slice(0, 4).map(({ from, until }) => `${clock(from)}/${clock(until)}`)).toEqual([
      '06-25T15:00/06-25T16:00',
      '06-25T16:00/06-25T17:00',
      '06-25T17:00/06-25T18:00',
      '06-26T10:00/06-26T11:00',
    ]);
  });

  test('a desk without a phone calls when it writes', () => {
    const bands = bandsAhead({ ...weekdays, phone: [] }, jst('2026-06-25T09:00'));
    expect(clock(bands[0]!.from)).toBe('06-25T10:00');
  });

  test('a phone that ends is followed by the hours in which the desk writes, before and after its end', () => {
    const { zone: _, ...first } = weekdays;
    const ending: DeskHours = {
      ...weekdays,
      versions: [
        { ...first, from: null },
        { ...first, phone: [], from: jst('2026-06-25T17:00').toISOString() },
      ],
    };
    const days = (now: string) => [...new Set(bandsAhead(ending, jst(now)).map(({ from }) => clock(from).slice(0, 5)))];
    expect(days('2026-06-25T14:40').slice(0, 3)).toEqual(['06-25', '06-26', '06-29']);
    expect(days('2026-06-26T09:00').slice(0, 2)).toEqual(['06-26', '06-29']);
    expect(clock(nextTry(ending, jst('2026-06-25T15:45')).from)).toBe('06-26T10:00');
    expect(clock(nextTry(ending, jst('2026-06-26T11:00')).from)).toBe('06-26T13:00');
  });
});

describe('the next try', () => {
  test('two hours later, or the next morning', () => {
    expect(clock(nextTry(weekdays, jst('2026-06-25T11:00')).from)).toBe('06-25T13:00');
    expect(clock(nextTry(weekdays, jst('2026-06-25T15:45')).from)).toBe('06-26T10:00');
    expect(clock(nextTry(weekdays, jst('2026-06-26T17:00')).from)).toBe('06-29T10:00');
  });

  test('never lies outside the hours and never before two hours have passed', () => {
    fc.assert(
      fc.property(
        fc.date({ min: jst('2026-01-01T00:00'), max: jst('2026-12-28T00:00'), noInvalidDate: true }),
        (now) => {
          const { from, until } = nextTry(weekdays, now);
          const opening = openingAt(weekdays, from)!;
          expect(from.getTime()).toBeGreaterThanOrEqual(now.getTime() + 7_200_000);
          expect(until.getTime()).toBeLessThanOrEqual(opening.to.getTime());
          expect(until.getTime() - from.getTime()).toBeGreaterThanOrEqual(1_800_000);
        },
      ),
    );
  });
});
