/** Seconds of an hour that somebody on the roster spends on writing: the rest is breaks, training and waiting for work. */
const productiveShare = (occupancy: number, shrinkage: number): number => occupancy * (1 - shrinkage);

export interface WrittenLoad {
  /** Inquiries in writing that come in within the time. */
  arrivals: number;
  /** Inquiries that already wait and shall be answered in the same time. */
  backlog: number;
  handlingSeconds: number;
  /** The time that is there, in minutes. */
  minutes: number;
  occupancy: number;
  shrinkage: number;
}

/** People on the roster who answer what comes in and what waits within the time; written work is throughput, not a queueing problem. */
export const writersNeeded = (load: WrittenLoad): number => {
  const work = ((load.arrivals + load.backlog) * load.handlingSeconds) / 60;
  return work === 0 ? 0 : work / (load.minutes * productiveShare(load.occupancy, load.shrinkage));
};

export interface BacklogDay {
  /** Inquiries in writing expected on that day. */
  arrivals: number;
  /** Minutes in which replies are written on that day. */
  minutes: number;
}

/**
 * Business days until nothing waits any more, with `writers` on the roster; part of the last day counts as such. Null when the days do not
 * suffice.
 */
export const daysToClear = (
  backlog: number,
  writers: number,
  days: readonly BacklogDay[],
  assumed: { handlingSeconds: number; occupancy: number; shrinkage: number },
): number | null => {
  if (backlog <= 0) return 0;
  let left = backlog;
  for (const [index, { arrivals, minutes }] of days.entries()) {
    const answers =
      (writers * minutes * 60 * productiveShare(assumed.occupancy, assumed.shrinkage)) / assumed.handlingSeconds;
    const due = left + arrivals;
    if (answers >= due) return index + due / answers;
    left = due - answers;
  }
  return null;
};

/** Hours of the first day that this share of it takes; null where it takes longer than that day. */
export const hoursToClear = (days: number | null, [first]: readonly BacklogDay[]): number | null =>
  days !== null && days < 1 && first ? (days * first.minutes) / 60 : null;
