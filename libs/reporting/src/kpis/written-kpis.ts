import type { BacklogKpis, WrittenKpis } from '#libs/contracts';
import { share, spread } from './share.js';

/** One inquiry by form or mail. */
export interface WrittenRecord {
  /** Minutes from receipt to the first reply that a person wrote; null until then. */
  wallMinutes: number | null;
  /** Business minutes from receipt to the first reply, or to now while there is none. */
  businessMinutes: number;
  /** Business minutes that were promised for the first reply. */
  promisedMinutes: number;
  /** Closed without a reply, such as spam or handed back: nobody owes one. */
  closedUnanswered: boolean;
}

/** The cohort of what was received in a time; what is still open past its promise counts as missed, not as absent. */
export const writtenKpis = (inquiries: readonly WrittenRecord[]): WrittenKpis => {
  const replied = inquiries.filter(({ wallMinutes }) => wallMinutes !== null);
  const kept = replied.filter(({ businessMinutes, promisedMinutes }) => businessMinutes <= promisedMinutes);
  const owed = inquiries.filter(({ closedUnanswered }) => !closedUnanswered);
  const undecided = owed.filter(
    ({ wallMinutes, businessMinutes, promisedMinutes }) => wallMinutes === null && businessMinutes <= promisedMinutes,
  );
  return {
    received: inquiries.length,
    firstReply: {
      wall: spread(replied.map(({ wallMinutes }) => wallMinutes!)),
      business: spread(replied.map(({ businessMinutes }) => businessMinutes)),
    },
    withinTarget: { ...share(kept.length, owed.length), undecided: undecided.length },
  };
};

/** What waits for the desk at a moment, by its age in minutes, with the work that it means. */
export const backlogKpis = (
  ages: readonly number[],
  { handlingSeconds, people }: { handlingSeconds: number; people: number },
): BacklogKpis => {
  const hours = (ages.length * handlingSeconds) / 3_600;
  return { waiting: ages.length, age: spread(ages), hours, hoursEach: people === 0 ? null : hours / people };
};
