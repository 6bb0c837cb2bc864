import fc from 'fast-check';
import type { LaterReport } from '#libs/contracts';
import { agentsNeeded, offeredLoad, scheduled } from './erlang.js';
import {
  type BusinessDay,
  DAY_SHARES,
  DEFAULT_ASSUMPTIONS,
  expectedCalls,
  expectedDays,
  HOUR_SHARES,
} from './surge.js';

const day = (date: string): BusinessDay => ({
  date,
  openings: [{ from: new Date(`${date}T10:00:00+09:00`), to: new Date(`${date}T18:00:00+09:00`) }],
});
const WEEKDAYS = ['2016-06-22', '2016-06-23', '2016-06-24', '2016-06-27', '2016-06-28', '2016-06-29'].map(day);
const hour = (date: string, from: number) => ({
  from: new Date(Date.parse(`${date}T00:00:00+09:00`) + from * 3_600_000),
  to: new Date(Date.parse(`${date}T00:00:00+09:00`) + (from + 1) * 3_600_000),
});
const noticed = (persons: number, at = '2016-06-22T09:00:00+09:00') => [{ at: new Date(at), persons }];

describe('the surge after a notice', () => {
  test('shares of days and of hours are wholes', () => {
    expect(DAY_SHARES.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(HOUR_SHARES.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const rounded = DAY_SHARES.slice(0, 5).map((share) => Math.round(share * 1_000));
    expect(rounded).toEqual([271, 189, 133, 94, 68]);
    const week = (from: number, to?: number) => DAY_SHARES.slice(from, to).reduce((sum, share) => sum + share, 0);
    expect([week(5, 10), week(10, 15), week(15)].map((share) => Math.round(share * 1_000))).toEqual([154, 53, 38]);
  });

  test.each([
    [10_946, 0.03, 328, 213, 58, 11, 1.3, 3, 5, 31],
    [10_946, 0.15, 1_642, 1_067, 289, 55, 6.4, 10, 15, 156],
    [38_313, 0.03, 1_149, 747, 202, 38, 4.5, 7, 10, 109],
    [131_464, 0.03, 3_944, 2_564, 694, 132, 15.4, 20, 29, 374],
    [131_464, 0.15, 19_720, 12_818, 3_469, 659, 76.9, 91, 130, 1_868],
    [980_000, 0.03, 29_400, 19_110, 5_173, 983, 114.7, 135, 193, 2_785],
    [980_000, 0.08, 78_400, 50_960, 13_794, 2_621, 305.8, 360, 515, 7_427],
    [980_000, 0.15, 147_000, 95_550, 25_863, 4_914, 573.3, 675, 965, 13_926],
  ])(
    '%d told, %d of them ask',
    (persons, contactRate, total, phone, firstDay, busyHour, erlangs, seats, roster, written) => {
      const assumed = { ...DEFAULT_ASSUMPTIONS, contactRate };
      const batches = noticed(persons);
      const [first] = expectedDays(assumed, batches, WEEKDAYS);
      const calls = expectedCalls(assumed, batches, WEEKDAYS, 0, hour('2016-06-22', 10));
      const load = {
        erlangs: offeredLoad(calls, assumed.handlingSeconds, 3600),
        handlingSeconds: assumed.handlingSeconds,
        answerWithin: assumed.answerWithin,
      };
      expect(Math.round(persons * contactRate)).toBe(total);
      expect(Math.abs(persons * contactRate * assumed.channels.phone - phone)).toBeLessThan(1);
      expect(Math.abs(first!.calls - firstDay)).toBeLessThan(1);
      expect(Math.abs(calls - busyHour)).toBeLessThan(1);
      expect(load.erlangs).toBeCloseTo(erlangs, 0);
      expect(agentsNeeded(load, assumed)).toBe(seats);
      expect(scheduled(seats, assumed.shrinkage)).toBe(roster);
      expect(Math.abs(first!.written - written)).toBeLessThan(1);
    },
  );

  test('the slots of a day hold all of its calls, also when the mailing leaves in the middle of it', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 1_000_000 }), (at, persons) => {
        const batches = [{ at: new Date(Date.parse('2016-06-22T00:00:00+09:00') + at * 60_000), persons }];
        const days = expectedDays(DEFAULT_ASSUMPTIONS, batches, WEEKDAYS);
        for (const [index, { date, calls }] of days.entries()) {
          const slots = Array.from({ length: 8 }, (_, step) => hour(date, 10 + step));
          const sum = slots.reduce(
            (whole, slot) => whole + expectedCalls(DEFAULT_ASSUMPTIONS, batches, WEEKDAYS, index, slot),
            0,
          );
          expect(Math.abs(sum - calls)).toBeLessThan(1e-6 * persons);
        }
      }),
    );
  });

  test('a mailing at 18:30 is asked about from the next business day on', () => {
    const [first, second] = expectedDays(DEFAULT_ASSUMPTIONS, noticed(10_946, '2016-06-22T18:30:00+09:00'), WEEKDAYS);
    expect(first!.calls).toBe(0);
    expect(second!.calls).toBeCloseTo(10_946 * 0.03 * 0.65 * DAY_SHARES[0]!, 9);
  });

  test('the first five minutes bring three times the mean', () => {
    const [first] = expectedDays(DEFAULT_ASSUMPTIONS, noticed(980_000), WEEKDAYS);
    expect(first!.openingRush).toBeCloseTo((3 * first!.calls) / 96, 9);
  });

  describe('a later report', () => {
    const batches = noticed(980_000);
    const plain = expectedDays(DEFAULT_ASSUMPTIONS, batches, WEEKDAYS);
    const withReports = (...laterReports: LaterReport[]) => ({ ...DEFAULT_ASSUMPTIONS, laterReports });

    test('brings its share of the first day once more, on its own day alone', () => {
      const days = expectedDays(withReports({ date: '2016-06-24', share: 0.25 }), batches, WEEKDAYS);
      expect(days[2]!.calls).toBeCloseTo(plain[2]!.calls + 0.25 * plain[0]!.calls, 6);
      expect(days[2]!.written).toBeCloseTo(plain[2]!.written + 0.25 * plain[0]!.written, 6);
      expect(days.toSpliced(2, 1)).toEqual(plain.toSpliced(2, 1));
    });

    test('on a day that is closed is asked about on the next one, and several add up', () => {
      const assumed = withReports({ date: '2016-06-25', share: 0.1 }, { date: '2016-06-27', share: 0.2 });
      const days = expectedDays(assumed, batches, WEEKDAYS);
      expect(days[3]!.calls).toBeCloseTo(plain[3]!.calls + 0.3 * plain[0]!.calls, 6);
    });

    test('comes after a notice: with or before the first one it brings nothing', () => {
      const assumed = withReports({ date: '2016-06-22', share: 0.2 }, { date: '2016-06-01', share: 0.2 });
      expect(expectedDays(assumed, batches, WEEKDAYS)).toEqual(plain);
    });

    test('is in the slots of its day', () => {
      const assumed = withReports({ date: '2016-06-23', share: 0.2 });
      const slots = Array.from({ length: 8 }, (_, step) => hour('2016-06-23', 10 + step));
      const calls = slots.map((slot) => expectedCalls(assumed, batches, WEEKDAYS, 1, slot));
      const whole = expectedDays(assumed, batches, WEEKDAYS)[1]!.calls;
      expect(calls.reduce((sum, each) => sum + each, 0)).toBeCloseTo(whole, 6);
      expect(calls[0]).toBeCloseTo(whole * HOUR_SHARES[0]!, 6);
    });
  });
});
