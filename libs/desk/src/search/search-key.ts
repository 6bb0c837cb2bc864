/**
 * Folds what is written differently and means the same, for search only; shown and stored is what was typed.
 * NFKC does not touch 髙 or 﨑, hence the table of variants.
 */
const VARIANTS = new Map(
  Object.entries({
    髙: '高',
    﨑: '崎',
    濵: '浜',
    濱: '浜',
    邉: '辺',
    邊: '辺',
    齋: '斎',
    齊: '斉',
    '𠮷': '吉',
    德: '徳',
    瀨: '瀬',
    桒: '桑',
    嶋: '島',
    嶌: '島',
    澤: '沢',
    眞: '真',
    惠: '恵',
    廣: '広',
    國: '国',
    曾: '曽',
    槇: '槙',
    會: '会',
    禮: '礼',
    '〜': '~',
    '～': '~',
    '−': '-',
    '‐': '-',
    '–': '-',
    '—': '-',
    ー: '-',
    '―': '-',
  }),
);
const MAX_LENGTH = 12_000;
/** Where a ticket's search entry is cut. */
export const ENTRY_LENGTH = 60_000;

const katakana = (character: string): string => {
  const code = character.codePointAt(0)!;
  return code >= 0x3041 && code <= 0x3096 ? String.fromCodePoint(code + 0x60) : character;
};

/** Search form of a text: NFKC, variants, kana as katakana, lower case, no white space, no variation selectors. */
export const foldForSearch = (text: string): string =>
  [...text.slice(0, MAX_LENGTH).normalize('NFKC').toLowerCase()]
    .map((character) => katakana(VARIANTS.get(character) ?? character))
    .join('')
    .replace(/[\s\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\p{Cc}]+/gu, '');

/** A pair of neighbours as one 32-bit number, of the low halves of their code points: two pairs that share one are told apart by the text. */
const pair = (before: number, code: number): number => ((before & 0xffff) << 16) | (code & 0xffff);

const codesOf = (text: string): number[] => [...text].map((character) => character.codePointAt(0)!);

/**
 * Single characters (their code points) and pairs of neighbours within a line, each once and as numbers, which an index compares
 * fastest: words of one and two characters are found too.
 */
export const gramsOf = (folded: string): number[] => {
  const grams = new Set<number>();
  for (const line of folded.split('\n')) {
    const codes = codesOf(line);
    for (const [index, code] of codes.entries()) {
      grams.add(code);
      if (index > 0) grams.add(pair(codes[index - 1]!, code));
    }
  }
  return [...grams];
};

/**
 * The texts of a search entry, which stand on lines of their own, without the newest that is `gone`. The last line may have been
 * cut short where the entry was full.
 */
export const withoutText = (entry: string, gone: string): string[] => {
  const texts = entry.split('\n');
  const whole = texts.lastIndexOf(gone);
  const last = texts.length - 1;
  const isCut = [...entry].length >= ENTRY_LENGTH && gone.startsWith(texts[last]!);
  const at = whole >= 0 ? whole : isCut ? last : -1;
  return at < 0 ? texts : texts.toSpliced(at, 1);
};

export interface SearchWords {
  words: string[];
  grams: number[];
}

/** What to look for: words are divided by white space, and all must occur. Null when nothing is left to look for. */
export const searchWordsOf = (query: string): SearchWords | null => {
  const words = query
    .slice(0, 200)
    .split(/\s+/u)
    .map(foldForSearch)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const grams = new Set<number>();
  for (const word of words) {
    const codes = codesOf(word);
    if (codes.length === 1) grams.add(codes[0]!);
    for (let index = 1; index < codes.length; index += 1) grams.add(pair(codes[index - 1]!, codes[index]!));
  }
  return { words, grams: [...grams] };
};
