import { foldForSearch } from '#libs/desk';

/** What the questions are about, in the order of the page. */
export const FAQ_GROUPS = ['data', 'cards', 'suspicious', 'cause', 'desk'] as const;
export type FaqGroup = (typeof FAQ_GROUPS)[number];

export interface FaqEntry {
  key: string;
  group: FaqGroup;
  question: string;
  answer: string;
  /** Words that people look for it by, which stand in neither. */
  otherWords: string;
}

/** A piece of a text; `hit` where it is what was searched for. */
export interface MarkedText {
  text: string;
  hit: boolean;
}

export interface FoundFaq {
  key: string;
  group: FaqGroup;
  question: MarkedText[];
  answer: MarkedText[];
}

const MAX_LENGTH = 60;

/** What a visitor looks for, from the page's address: short and of one line. */
export const searchedFor = (query: unknown): string => {
  const { q } = (query ?? {}) as { q?: unknown };
  return typeof q === 'string' ? q.replace(/\s+/gu, ' ').trim().slice(0, MAX_LENGTH) : '';
};

/** The questions in which all words occur, whatever kana or width they are written in. */
export const searchFaq = (entries: readonly FaqEntry[], searched: string): FoundFaq[] => {
  const words = searched
    .split(' ')
    .map(foldForSearch)
    .filter((word) => word !== '');
  return entries
    .filter(({ question, answer, otherWords }) => {
      const text = foldForSearch(`${question} ${answer} ${otherWords}`);
      return words.every((word) => text.includes(word));
    })
    .map(({ key, group, question, answer }) => ({
      key,
      group,
      question: marked(question, words),
      answer: marked(answer, words),
    }));
};

const marked = (text: string, words: readonly string[]): MarkedText[] => {
  const characters = [...text];
  const folded = characters.map(foldForSearch);
  const all = folded.join('');
  const starts: number[] = [];
  let at = 0;
  for (const piece of folded) {
    starts.push(at);
    at += piece.length;
  }
  const hit = (index: number): boolean =>
    words.some((word) => {
      const from = Math.max(0, starts[index]! - word.length + 1);
      const found = all.slice(from, starts[index]! + word.length).indexOf(word);
      return folded[index] !== '' && found !== -1;
    });
  const pieces: MarkedText[] = [];
  characters.forEach((character, index) => {
    const isHit = hit(index);
    const last = pieces.at(-1);
    if (last?.hit === isHit) last.text += character;
    else pieces.push({ text: character, hit: isHit });
  });
  return pieces;
};
