import { isAnswerKey, type Language, type Topic } from '#libs/contracts';
import { foldForSearch } from '../search/search-key.js';
import type { CannedText } from './canned.repository.js';

export interface Wanted {
  language: Language;
  topic: Topic;
  /** Words, keys or kana; all must occur. Empty: everything. */
  query: string;
}

export interface FoundText {
  text: CannedText;
  recommended: boolean;
}

/**
 * Texts for one ticket, best first: its language, then how near the words are to the title, then its topic, then the shop's
 * own texts, then how often a text was used. Pure.
 */
export const rankTexts = (
  texts: readonly CannedText[],
  wanted: Wanted,
  uses: ReadonlyMap<string, number>,
): FoundText[] => {
  const words = wanted.query
    .split(/\s+/u)
    .map((word) => foldForSearch(word.replace(/^[/／・]+/u, '')))
    .filter((word) => word !== '');
  return texts
    .filter((text) => isAnswerKey(text.key))
    .map((text) => ({ text, recommended: text.topic === wanted.topic, distance: distanceOf(text, words) }))
    .filter(({ distance }) => distance !== null)
    .toSorted((a, b) => compare(rankOf(a, wanted, uses), rankOf(b, wanted, uses)))
    .map(({ text, recommended }) => ({ text, recommended }));
};

/** 0: the title, key or kana begins with the words; 1: they hold them; 2: summary or body do. Null: not found. */
const distanceOf = (text: CannedText, words: readonly string[]): number | null => {
  if (words.length === 0) return 0;
  const names = [text.title, text.key, text.kana, text.key.replaceAll('_', '')].map(foldForSearch);
  const rest = foldForSearch(`${text.summary} ${text.body}`);
  let distance = 0;
  for (const word of words) {
    if (names.some((name) => name.startsWith(word))) continue;
    if (names.some((name) => name.includes(word))) distance = Math.max(distance, 1);
    else if (rest.includes(word)) distance = 2;
    else return null;
  }
  return distance;
};

const rankOf = (
  found: FoundText & { distance: number | null },
  wanted: Wanted,
  uses: ReadonlyMap<string, number>,
): (number | string)[] => [
  found.text.language === wanted.language ? 0 : 1,
  found.distance ?? 0,
  found.recommended ? 0 : 1,
  found.text.ownText ? 0 : 1,
  -(uses.get(found.text.id) ?? 0),
  found.text.key,
];

const compare = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1;
};
