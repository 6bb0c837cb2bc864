import type { CallKpis, PhoneTargets } from '#libs/contracts';
import { mean, share } from './share.js';

/** One call as it was recorded; seconds are whole or broken, as the telephone told them. */
export interface CallRecord {
  offeredAt: Date;
  answeredAt: Date | null;
  /** When the caller was gone, answered or not. */
  endedAt: Date | null;
  heldSeconds: number;
  wrapSeconds: number;
  /** The phone was closed when it rang: told apart, never offered. */
  outOfHours: boolean;
  /** Every line was busy: told apart, never offered. */
  blocked: boolean;
}

/** T of the service level, and before when giving up is not counted in the net rate. */
export type CallThresholds = Pick<PhoneTargets, 'answerWithin' | 'shortUnder'>;

const seconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1_000;

/**
 * The figures of the phone from its raw calls. A call that still rings is offered and neither answered nor abandoned; times are of calls
 * that have ended.
 */
export const callKpis = (
  calls: readonly CallRecord[],
  { answerWithin: within, shortUnder: short }: CallThresholds,
): CallKpis => {
  const inHours = calls.filter(({ outOfHours }) => !outOfHours);
  const offered = inHours.filter(({ blocked }) => !blocked);
  const answered = offered.filter(({ answeredAt }) => answeredAt !== null);
  const abandoned = offered.filter(({ answeredAt, endedAt }) => answeredAt === null && endedAt !== null);
  const waits = answered.map((call) => seconds(call.offeredAt, call.answeredAt!));
  const givenUp = abandoned.map((call) => seconds(call.offeredAt, call.endedAt!));
  const inTime = waits.filter((wait) => wait <= within).length;
  const late = givenUp.filter((wait) => wait > within).length;
  const abandonedShort = givenUp.filter((wait) => wait < short).length;
  const handled = answered.filter(({ endedAt }) => endedAt !== null);
  const talk = mean(handled.map((call) => seconds(call.answeredAt!, call.endedAt!) - call.heldSeconds));
  const hold = mean(handled.map(({ heldSeconds }) => heldSeconds));
  const afterCall = mean(handled.map(({ wrapSeconds }) => wrapSeconds));
  return {
    offered: offered.length,
    answered: answered.length,
    abandoned: abandoned.length,
    abandonedShort,
    shortUnder: short,
    outOfHours: calls.length - inHours.length,
    blocked: inHours.length - offered.length,
    answerRate: share(answered.length, offered.length).rate,
    abandonRate: share(abandoned.length, offered.length).rate,
    netAbandonRate: share(abandoned.length - abandonedShort, offered.length).rate,
    serviceLevel: {
      within,
      ofOffered: share(inTime, offered.length),
      ofAnsweredAndLate: share(inTime, answered.length + late),
      ofAnswered: share(inTime, answered.length),
    },
    averageSpeedOfAnswer: mean(waits),
    talk,
    hold,
    afterCall,
    handling: talk === null ? null : talk + hold! + afterCall!,
  };
};
