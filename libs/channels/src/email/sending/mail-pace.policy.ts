import type { Config } from '#libs/platform';

/** Domains of one carrier count together, as the carrier counts them. */
const CARRIERS: readonly (readonly [string, RegExp])[] = [
  ['docomo', /^(?:.+\.)?docomo\.ne\.jp$/],
  ['au', /^(?:(?:.+\.)?ezweb\.ne\.jp|au\.com|(?:.+\.)?uqmobile\.jp)$/],
  [
    'softbank',
    /^(?:(?:.+\.)?softbank\.(?:ne\.)?jp|(?:.+\.)?vodafone\.ne\.jp|disney\.ne\.jp|(?:.+\.)?ymobile\.ne\.jp|ymobile1?\.ne\.jp|willcom\.com)$/,
  ],
];

export interface PaceRule {
  /** Whose mail counts together. */
  group: string;
  atOnce: number;
  /** Milliseconds from one mail to the next. */
  spacing: number;
  /** So many may go at once after a pause; with the spacing, any minute holds at most what is allowed. */
  burst: number;
}

/** How mail to this address is paced; null where the address has no domain. */
export const paceOf = (address: string, pace: Config['mailPace']): PaceRule | null => {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  if (domain === '') return null;
  const carrier = CARRIERS.find(([, domains]) => domains.test(domain))?.[0];
  const perMinute = carrier ? pace.carrierPerMinute : pace.perMinute;
  const atOnce = carrier ? pace.carrierAtOnce : pace.atOnce;
  const burst = Math.max(1, Math.min(atOnce, Math.floor(perMinute / 2)));
  return { group: carrier ?? domain, atOnce, burst, spacing: 60_000 / (burst === 1 ? perMinute : perMinute - burst) };
};
