import { callKpis, type CallRecord } from './call-kpis.js';

const AT = Date.parse('2016-06-22T10:00:00+09:00');
const after = (seconds: number): Date => new Date(AT + seconds * 1_000);
const answered = (wait: number): CallRecord => ({
  offeredAt: after(0),
  answeredAt: after(wait),
  endedAt: after(wait + 330),
  heldSeconds: 30,
  wrapSeconds: 90,
  outOfHours: false,
  blocked: false,
});
const abandoned = (wait: number): CallRecord => ({
  offeredAt: after(0),
  answeredAt: null,
  endedAt: after(wait),
  heldSeconds: 0,
  wrapSeconds: 0,
  outOfHours: false,
  blocked: false,
});
const TEN = [...[3, 5, 8, 12, 19, 21, 40, 60].map(answered), ...[4, 50].map(abandoned)];
const THRESHOLDS = { answerWithin: 20, shortUnder: 5 };

describe('figures of the phone', () => {
  test('ten calls, eight answered, two given up', () => {
    expect(callKpis(TEN, THRESHOLDS)).toEqual({
      offered: 10,
      answered: 8,
      abandoned: 2,
      abandonedShort: 1,
      shortUnder: 5,
      outOfHours: 0,
      blocked: 0,
      answerRate: 0.8,
      abandonRate: 0.2,
      netAbandonRate: 0.1,
      serviceLevel: {
        within: 20,
        ofOffered: { count: 5, of: 10, rate: 0.5 },
        ofAnsweredAndLate: { count: 5, of: 9, rate: 5 / 9 },
        ofAnswered: { count: 5, of: 8, rate: 0.625 },
      },
      averageSpeedOfAnswer: 21,
      talk: 300,
      hold: 30,
      afterCall: 90,
      handling: 420,
    });
  });

  test('calls out of hours are told apart and change no other figure', () => {
    const night = { ...abandoned(50), outOfHours: true };
    expect(callKpis([...TEN, night], THRESHOLDS)).toEqual({ ...callKpis(TEN, THRESHOLDS), outOfHours: 1 });
  });

  test('calls that found every line busy are told apart and change no other figure', () => {
    const busy = { ...abandoned(0), blocked: true };
    expect(callKpis([...TEN, busy], THRESHOLDS)).toEqual({ ...callKpis(TEN, THRESHOLDS), blocked: 1 });
  });

  test('a call that still rings is offered, and nothing else yet', () => {
    const kpis = callKpis([{ ...abandoned(0), endedAt: null }], THRESHOLDS);
    expect(kpis).toMatchObject({ offered: 1, answered: 0, abandoned: 0, averageSpeedOfAnswer: null, handling: null });
  });

  test('without calls there is no rate, rather than a made-up one', () => {
    expect(callKpis([], THRESHOLDS)).toMatchObject({ offered: 0, answerRate: null, abandonRate: null, handling: null });
  });

  test('at the threshold itself a call counts as answered in time, and as no short one', () => {
    expect(callKpis([answered(20)], THRESHOLDS).serviceLevel.ofOffered.count).toBe(1);
    expect(callKpis([abandoned(5)], THRESHOLDS).abandonedShort).toBe(0);
    expect(callKpis([abandoned(20)], THRESHOLDS).serviceLevel.ofAnsweredAndLate.of).toBe(0);
  });
});
