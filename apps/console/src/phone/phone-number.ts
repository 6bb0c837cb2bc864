const digitsOf = (number: string): string => number.replace(/\D/g, '');

/** Writes a number the way it is read in Japan: full-width digits become narrow, groups are found by area code. No digit is lost: what is no number stays. */
export const formatPhoneNumber = async (typed: string): Promise<string> => {
  const narrow = typed
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim();
  if (!/^[+\d][\d\s()./-]*$/.test(narrow)) return typed.trim();
  // Loaded at the first number: the table of area codes is larger than this screen.
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  const parsed = parsePhoneNumberFromString(narrow, 'JP');
  if (!parsed?.isPossible()) return narrow;
  const written = parsed.country === 'JP' ? parsed.formatNational() : parsed.formatInternational();
  return narrow.startsWith('+') || digitsOf(written) === digitsOf(narrow) ? written : narrow;
};
