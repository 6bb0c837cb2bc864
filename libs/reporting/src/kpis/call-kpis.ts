import type { CallKpis } from '#libs/contracts';
import { share } from './share.js';

/** What the calls of a time come to. A call that still rings is offered and neither answered nor abandoned. */
export interface CallCounts {
  offered: number;
  answered: number;
  abandoned: number;
  /** Given up before callers who dialled wrong are thought to be gone. */
  abandonedShort: number;
  /** Given up after the time of the service level. */
  abandonedLate: number;
  /** The phone was closed when they rang: told apart, never offered. */
  outOfHours: number;
  /** Every line was busy: told apart, never offered. */
  blocked: number;
  /** Answered within the time of the service level. */
  inTime: number;
  /** Seconds of all answered calls together. */
  waited: number;
  /** Answered and over; the seconds are of these together. */
  handled: number;
  talked: number;
  held: number;
  wrapped: number;
}

/** T of the service level in seconds, and before when giving up is not counted in the net rate. */
export interface CallThresholds {
  answerWithin: number;
  shortUnder: number;
}

const NONE: CallCounts = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  abandonedShort: 0,
  abandonedLate: 0,
  outOfHours: 0,
  blocked: 0,
  inTime: 0,
  waited: 0,
  handled: 0,
  talked: 0,
  held: 0,
  wrapped: 0,
};

/** The figures of the phone from what its calls come to. */
export const callKpis = (calls: CallCounts = NONE, { answerWithin: within, shortUnder }: CallThresholds): CallKpis => {
  const each = (seconds: number): number | null => (calls.handled === 0 ? null : seconds / calls.handled);
  return {
    offered: calls.offered,
    answered: calls.answered,
    abandoned: calls.abandoned,
    abandonedShort: calls.abandonedShort,
    shortUnder,
    outOfHours: calls.outOfHours,
    blocked: calls.blocked,
    answerRate: share(calls.answered, calls.offered).rate,
    abandonRate: share(calls.abandoned, calls.offered).rate,
    netAbandonRate: share(calls.abandoned - calls.abandonedShort, calls.offered).rate,
    serviceLevel: {
      within,
      ofOffered: share(calls.inTime, calls.offered),
      ofAnsweredAndLate: share(calls.inTime, calls.answered + calls.abandonedLate),
      ofAnswered: share(calls.inTime, calls.answered),
    },
    averageSpeedOfAnswer: share(calls.waited, calls.answered).rate,
    talk: each(calls.talked),
    hold: each(calls.held),
    afterCall: each(calls.wrapped),
    handling: each(calls.talked + calls.held + calls.wrapped),
  };
};
