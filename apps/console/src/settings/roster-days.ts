/** The day so many days later, `2026-06-24`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const timeOf = (text: string): string | null => {
  const found = /^(\d{1,2})(?::?(\d{2}))?$/.exec(text.trim());
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
};

/** What stands in a cell of the grid: `10-14、15-19`; empty: off. Null for what cannot be read. */
export const readCell = (text: string): { from: string; to: string }[] | null => {
  const spans = text
    .normalize('NFKC')
    .split(/[、,;]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '休')
    .map((part) => {
      const [from = null, to = null, ...more] = part.split(/[~〜–—-]/u).map(timeOf);
      return from && to && more.length === 0 && from < to ? { from, to } : null;
    });
  return spans.every((span) => span !== null) ? spans : null;
};

/** `10-14、15:30-19`: whole hours without their zeros. */
export const cellText = (shifts: readonly { from: string; to: string }[]): string =>
  shifts
    .map(({ from, to }) => [from, to].map((time) => time.replace(/^0/, '').replace(/:00$/, '')).join('-'))
    .join('、');
