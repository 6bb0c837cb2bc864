const OFFSET = '+09:00';
const OFFSET_MS = 9 * 3_600_000;

/** A moment as a field for date and time takes it, in Japan's time whatever the machine's zone: `2026-06-25T14:30`. */
export const toLocal = (moment: string): string => new Date(Date.parse(moment) + OFFSET_MS).toISOString().slice(0, 16);

/** The moment that such a field names; null while it is empty or half filled. */
export const fromLocal = (text: string): string | null => {
  const moment = Date.parse(`${text}:00${OFFSET}`);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
};
