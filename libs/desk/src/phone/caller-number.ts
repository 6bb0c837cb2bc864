const NUMBER = /^[+\d][\d\s().-]{0,38}$/;

/**
 * The number that a telephony system names, as people read it; null where it names none, in whatever words (`anonymous`, 非通知). Systems
 * write it with slashes, in full width or as the address of a line: a call must not go unseen for that.
 */
export const shownNumber = (given: string | null): string | null => {
  const bare = (given ?? '')
    .normalize('NFKC')
    .trim()
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/s, '')
    .replace(/[‐‑‒–—―−ー/]/gu, '-');
  return NUMBER.test(bare) ? bare : null;
};
