import { halfHours, neededDays, neededSlots } from './planner.js';
import { type BusinessDay, DEFAULT_ASSUMPTIONS } from './surge.js';

const at = (time: string): Date => new Date(`2016-06-22T${time}:00+09:00`);
const DAY: BusinessDay = {
  date: '2016-06-22',
  openings: [
    { from: at('10:00'), to: at('12:00') },
    { from: at('13:00'), to: at('17:45') },
  ],
};
const BATCHES = [{ at: at('09:00'), persons: 131_464 }];

describe('the planner', () => {
  test('cuts each opening into half hours, the last one shorter', () => {
    const slots = halfHours(DAY.openings);
    expect(slots).toHaveLength(4 + 10);
    expect(slots.at(-1)).toEqual({ from: at('17:30'), to: at('17:45') });
  });

  test('the half hours of a day hold its calls; each says who is needed', () => {
    const slots = neededSlots(DEFAULT_ASSUMPTIONS, BATCHES, [DAY], 0);
    const [day] = neededDays(DEFAULT_ASSUMPTIONS, BATCHES, [DAY], () => 405);
    expect(slots.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(day!.calls, 6);
    for (const { erlangs, needed, neededWithPatience } of slots) {
      expect(needed).toBeGreaterThanOrEqual(erlangs / DEFAULT_ASSUMPTIONS.occupancy);
      expect(neededWithPatience).toBeLessThanOrEqual(needed);
    }
    expect(day!.seats).toBe(Math.max(...slots.map(({ needed }) => needed)));
    expect(day!.scheduled).toBe(Math.ceil(day!.seats / 0.7));
    // 374 inquiries of 8 minutes over 405 minutes of people who write 59.5 % of their time.
    expect(day!.writers).toBe(13);
  });

  test('where nobody was told, nobody is needed', () => {
    const [day] = neededDays(DEFAULT_ASSUMPTIONS, [], [DAY], () => 405);
    expect(day).toMatchObject({ calls: 0, written: 0, seats: 0, scheduled: 0, writers: 0 });
  });
});
