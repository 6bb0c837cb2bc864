/** Japan has one zone and no summer time. */
const ZONE = '+09:00';
const DAY_MS = 86_400_000;

const midnight = (day: string): Date => new Date(`${day}T00:00:00${ZONE}`);

/** When the day begins in Japan. */
export const beginOf = (day: string): Date => midnight(day);

/** The first moment that is no longer in the day. */
export const endOf = (day: string): Date => new Date(midnight(day).getTime() + DAY_MS);

/** `2026-07-31` of a moment in Japan. */
export const dayOf = (moment: Date): string => new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);

/** The last day of a period that ends, exclusively, at this moment. */
export const lastDayOf = (end: Date): string => dayOf(new Date(end.getTime() - 1));

/** `2026-07-31` from what people write: 2026/7/31, 2026年7月31日, full-width digits; null for what is no day. */
export const readDay = (text: string): string | null => {
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.normalize('NFKC').trim());
  if (!found) return null;
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : null;
};
