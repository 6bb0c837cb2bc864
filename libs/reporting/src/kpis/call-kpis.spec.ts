import { type CallCounts, callKpis } from './call-kpis.js';

/** Eight answered after 3, 5, 8, 12, 19, 21, 40 and 60 s, each with 300 s of talk, 30 s on hold and 90 s after it; two given up after 4 and 50 s. */
const TEN: CallCounts = {
  offered: 10,
  answered: 8,
  abandoned: 2,
  abandonedShort: 1,
  abandonedLate: 1,
  outOfHours: 0,
  blocked: 0,
  inTime: 5,
  waited: 168,
  handled: 8,
  talked: 2_400,
  held: 240,
  wrapped: 720,
};
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

  test('calls out of hours and those that found every line busy are told apart and change no other figure', () => {
    const told = { outOfHours: 1, blocked: 2 };
    expect(callKpis({ ...TEN, ...told }, THRESHOLDS)).toEqual({ ...callKpis(TEN, THRESHOLDS), ...told });
  });

  test('without calls there is no rate, rather than a made-up one', () => {
    const none = { offered: 0, answerRate: null, abandonRate: null, averageSpeedOfAnswer: null, handling: null };
    expect(callKpis(undefined, THRESHOLDS)).toMatchObject(none);
  });
});
