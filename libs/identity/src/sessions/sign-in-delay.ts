const FREE_FAILURES = 4;
/** A whole call centre may share one address: many failures there before it is slowed. */
export const FREE_FAILURES_OF_NETWORK = 200;
const MAX_DELAY_SECONDS = 60;

/** Failures older than this no longer count. */
export const FORGET_AFTER_MINUTES = 15;

/**
 * Seconds to wait after the last of `failures` wrong attempts: none for the first `free`, then 1, 2, 4 … at most 60.
 * Strangers can slow a person down, never lock him or her out for good.
 */
export const signInDelay = (failures: number, free = FREE_FAILURES): number =>
  failures <= free ? 0 : Math.min(MAX_DELAY_SECONDS, 2 ** Math.min(failures - free - 1, 10));
