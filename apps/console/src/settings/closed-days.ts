import { dayAfter } from './roster-days.js';

/** Closed days that follow each other. */
export interface ClosedRun {
  first: string;
  last: string;
  days: number;
}

/** More closings than a desk has in a year are a mistake. */
export const MOST_CLOSED_DAYS = 400;

/** Every day from the first to the last, both included; none where the last comes before the first. */
export const daysBetween = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let day = first; day <= last && days.length <= MOST_CLOSED_DAYS; day = dayAfter(day, 1)) days.push(day);
  return days;
};

/** `2026-12-29`, `2026-12-30`, `2027-01-05` are a run of two and a run of one. */
export const runsOf = (days: readonly string[]): ClosedRun[] => {
  const runs: ClosedRun[] = [];
  for (const day of days.toSorted()) {
    const run = runs.at(-1);
    if (run && dayAfter(run.last, 1) === day) Object.assign(run, { last: day, days: run.days + 1 });
    else runs.push({ first: day, last: day, days: 1 });
  }
  return runs;
};
