import type { Share, Spread } from '#libs/contracts';

export const share = (count: number, of: number): Share => ({ count, of, rate: of === 0 ? null : count / of });

/** The smallest value that the given share of all values does not exceed (nearest rank). */
const percentile = (sorted: readonly number[], part: number): number | null =>
  sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;

export const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((one, other) => one - other);
  return { median: percentile(sorted, 0.5), p90: percentile(sorted, 0.9), max: sorted.at(-1) ?? null };
};
