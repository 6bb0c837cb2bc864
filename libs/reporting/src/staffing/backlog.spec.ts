import { daysToClear, hoursToClear, writersNeeded } from './backlog.js';

const assumed = { handlingSeconds: 480, occupancy: 0.85, shrinkage: 0.3 };

describe('written work', () => {
  test('is arrivals and backlog over the time that people really write', () => {
    // (374 × 8 + 0) ÷ (480 × 0.85 × 0.7)
    expect(writersNeeded({ arrivals: 374, backlog: 0, minutes: 480, ...assumed })).toBeCloseTo(10.4762, 4);
    expect(writersNeeded({ arrivals: 374, backlog: 126, minutes: 480, ...assumed })).toBeCloseTo(14.0056, 4);
    expect(writersNeeded({ arrivals: 0, backlog: 0, minutes: 480, ...assumed })).toBe(0);
  });

  test('a backlog is cleared on the day on which more is answered than is left', () => {
    // Ten people answer 357 a day.
    const days = [300, 200, 100, 50, 50].map((arrivals) => ({ arrivals, minutes: 480 }));
    expect(daysToClear(500, 10, days, assumed)).toBeCloseTo(3 + 79 / 357, 9);
    expect(daysToClear(0, 0, days, assumed)).toBe(0);
    expect(daysToClear(500, 1, days, assumed)).toBeNull();
  });

  test('less than a day is told in hours of that day', () => {
    const days = [{ arrivals: 0, minutes: 480 }];
    expect(hoursToClear(0.125, days)).toBe(1);
    expect(hoursToClear(1, days)).toBeNull();
    expect(hoursToClear(null, days)).toBeNull();
    expect(hoursToClear(0, [])).toBeNull();
  });
});
