import { backlogKpis, writtenKpis, type WrittenRecord } from './written-kpis.js';

const replied = (wall: number, business: number): WrittenRecord => ({
  wallMinutes: wall,
  businessMinutes: business,
  promisedMinutes: 480,
  closedUnanswered: false,
});
const open = (business: number): WrittenRecord => ({ ...replied(0, business), wallMinutes: null });

describe('figures of written inquiries', () => {
  test('the cohort counts what is open past its promise as missed, and names what is not decided yet', () => {
    const kpis = writtenKpis([replied(60, 60), replied(1_200, 480), replied(2_000, 481), open(481), open(480)]);
    expect(kpis.received).toBe(5);
    expect(kpis.withinTarget).toEqual({ count: 2, of: 5, rate: 0.4, undecided: 1 });
    expect(kpis.firstReply.wall).toEqual({ median: 1_200, p90: 2_000, max: 2_000 });
    expect(kpis.firstReply.business).toEqual({ median: 480, p90: 481, max: 481 });
  });

  test('spam and what went back to the shop owes no reply', () => {
    const kpis = writtenKpis([replied(60, 60), { ...open(900), closedUnanswered: true }]);
    expect(kpis.withinTarget).toEqual({ count: 1, of: 1, rate: 1, undecided: 0 });
  });

  test('percentiles are values that were seen', () => {
    const kpis = writtenKpis([10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((minutes) => replied(minutes, minutes)));
    expect(kpis.firstReply.wall).toEqual({ median: 50, p90: 90, max: 100 });
  });
});

describe('the backlog', () => {
  test('has an age and means hours of work', () => {
    expect(backlogKpis([90, 60, 30], { handlingSeconds: 480, people: 2 })).toEqual({
      waiting: 3,
      age: { median: 60, p90: 90, max: 90 },
      hours: 0.4,
      hoursEach: 0.2,
    });
    expect(backlogKpis([], { handlingSeconds: 480, people: 0 })).toEqual({
      waiting: 0,
      age: { median: null, p90: null, max: null },
      hours: 0,
      hoursEach: null,
    });
  });
});
