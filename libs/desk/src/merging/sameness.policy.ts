import type { ErrorCode, Sameness } from '#libs/contracts';
import { foldForSearch } from '../search/search-key.js';

/** What is known of one requester, as far as it tells persons apart. */
export interface KnownPerson {
  name: string;
  kana: string | null;
  emailKey: string | null;
  phoneKey: string | null;
  orderKey: string | null;
}

const isSame = (one: string | null, other: string | null): boolean => one !== null && one === other;

const namesOf = ({ name, kana }: KnownPerson): string[] =>
  [name, kana].map((each) => foldForSearch(each ?? '').replace(/[\s・]+/gu, '')).filter(Boolean);

const namesAgree = (one: KnownPerson, other: KnownPerson): boolean => {
  const theirs = new Set(namesOf(other));
  return namesOf(one).some((name) => theirs.has(name));
};

/** Two addresses may be two people's, whatever else they share: the answer to one of them would never arrive. */
const addressesDiffer = (one: KnownPerson, other: KnownPerson): boolean =>
  one.emailKey !== null && other.emailKey !== null && one.emailKey !== other.emailKey;

/** Why these two seem to be one. A telephone is shared by a household, and an order's number may have leaked: neither stands without the name. */
export const samenessOf = (one: KnownPerson, other: KnownPerson): Sameness[] => {
  if (isSame(one.emailKey, other.emailKey)) return ['email'];
  const named = namesAgree(one, other);
  const reasons: (Sameness | false)[] = [
    isSame(one.phoneKey, other.phoneKey) && (named ? 'phone' : 'number_only'),
    named && isSame(one.orderKey, other.orderKey) && 'order',
  ];
  return reasons.filter((reason) => reason !== false);
};

/** What two tickets and all that was merged into them have in common. */
export const samenessOfAll = (ones: readonly KnownPerson[], others: readonly KnownPerson[]): Sameness[] => [
  ...new Set(ones.flatMap((one) => others.flatMap((other) => samenessOf(one, other)))),
];

/**
 * Why the inquiries of the first must not be answered with those of the second, or null. Nobody's words may reach another, and the
 * answer must reach the address that asked.
 */
export const mergeRefusal = (merged: readonly KnownPerson[], survivor: readonly KnownPerson[]): ErrorCode | null => {
  const pairs = merged.flatMap((one) => survivor.map((other) => [one, other] as const));
  if (pairs.some(([one, other]) => addressesDiffer(one, other))) return 'merge.other_person';
  if (!samenessOfAll(merged, survivor).some((reason) => reason !== 'number_only')) return 'merge.other_person';
  const [answered] = survivor;
  const hasAddress = merged.some(({ emailKey }) => emailKey !== null);
  return hasAddress && answered?.emailKey === null ? 'merge.no_address' : null;
};
