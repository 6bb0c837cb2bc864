import type { PublicDesk } from './public-desks.js';

const pages = new WeakMap<PublicDesk, Map<string, string>>();

/** A page drawn from one reading of a desk is drawn once and goes with that reading: drawing costs more than all else in a rush. */
export const drawnOnce = (found: PublicDesk, key: string, draw: () => string): string => {
  let drawn = pages.get(found);
  if (!drawn) pages.set(found, (drawn = new Map()));
  let page = drawn.get(key);
  if (page === undefined) drawn.set(key, (page = draw()));
  return page;
};
