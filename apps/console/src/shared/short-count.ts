import type { Language } from '#libs/contracts';

/** Where a number has the room of four digits: 「9999」, 「1.2万」, `12K`. */
export const shortCount = (count: number, language: Language): string =>
  count < 10_000
    ? String(count)
    : new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 }).format(count);
