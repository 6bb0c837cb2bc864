import type { BacklogKpis, WrittenKpis } from '#libs/contracts';
import { share, spread } from './share.js';

/** One inquiry by form or mail. */
export interface WrittenRecord {
  receivedAt: Date;
  /** Null until a person has written. */
  firstReplyAt: Date | null;
  /** Business minutes from receipt to the first reply, or to now while there is none. */
  businessMinutes: number;
  /** Business minutes that were promised for the first reply. */
  promisedMinutes: number;
  /** Closed without a reply, such as spam or handed back: nobody owes one. */
  closedUnanswered: boolean;
}

const minutes = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 60_000;

/** The cohort of what was received in a time; what is still open past its promise counts as missed, not as absent. */
export const writtenKpis = (inquiries: readonly WrittenRecord[]): WrittenKpis => {
  const replied = inquiries.filter(({ firstReplyAt }) => firstReplyAt !== null);
  const kept = replied.filter(({ businessMinutes, promisedMinutes }) => businessMinutes <= promisedMinutes);
  const owed = inquiries.filter(({ closedUnanswered }) => !closedUnanswered);
  const undecided = owed.filter(
    ({ firstReplyAt, businessMinutes, promisedMinutes }) => firstReplyAt === null && businessMinutes <= promisedMinutes,
  );
  return {
    received: inquiries.length,
    firstReply: {
      wall: spread(replied.map(({ receivedAt, firstReplyAt }) => minutes(receivedAt, firstReplyAt!))),
      business: spread(replied.map(({ businessMinutes }) => businessMinutes)),
    },
    withinTarget: { ...share(kept.length, owed.length), undecided: undecided.length },
  };
};

/** What waits for the desk at `now`, oldest first, with the work that it means. */
export const backlogKpis = (
  receivedAt: readonly Date[],
  now: Date,
  { handlingSeconds, people }: { handlingSeconds: number; people: number },
): BacklogKpis => {
  const hours = (receivedAt.length * handlingSeconds) / 3_600;
  return {
    waiting: receivedAt.length,
    age: spread(receivedAt.map((at) => minutes(at, now))),
    hours,
    hoursEach: people === 0 ? null : hours / people,
  };
};
