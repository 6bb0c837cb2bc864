/** A stretch of a draft in UTF-16 offsets, `end` excluded. */
export interface Range {
  start: number;
  end: number;
}

/** A value from the record that stands in the draft as it was inserted. */
export interface FactRange extends Range {
  label: string;
}

/** A placeholder that the agent must fill in: `{回答期日}`. The server refuses the same ones. */
export interface OpenPlaceholder extends Range {
  label: string;
}

const PLACEHOLDER = /\{{1,3}([^{}\n]{1,80})\}{1,3}/gu;

export const openPlaceholders = (text: string): OpenPlaceholder[] =>
  [...text.matchAll(PLACEHOLDER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    label: (match[1] ?? '').trim(),
  }));

/** The next open placeholder behind the caret, from the top again after the last one. */
export const nextPlaceholder = (text: string, caret: number): OpenPlaceholder | null => {
  const all = openPlaceholders(text);
  return all.find((each) => each.start >= caret) ?? all[0] ?? null;
};

/** Where ranges of `before` stand in `after`: one edit moves those behind it and ends those that it touches. */
export const shiftRanges = <R extends Range>(ranges: readonly R[], before: string, after: string): R[] => {
  if (before === after) return [...ranges];
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const editEnd = before.length - tail;
  const shift = after.length - before.length;
  return ranges.flatMap((range) => {
    if (range.end <= head) return [range];
    if (range.start >= editEnd) return [{ ...range, start: range.start + shift, end: range.end + shift }];
    return [];
  });
};

export type MarkKind = 'fact' | 'open' | 'problem' | 'warning';
export interface Piece {
  text: string;
  kind: MarkKind | null;
}

/** Cuts a text into pieces with at most one mark each; where marks overlap, the first in `marks` wins. */
export const piecesOf = (text: string, marks: readonly (Range & { kind: MarkKind })[]): Piece[] => {
  const cuts = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .toSorted((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined || end === start) continue;
    const kind = marks.find((mark) => mark.start <= start && mark.end >= end)?.kind ?? null;
    const last = pieces.at(-1);
    if (last && last.kind === kind) last.text += text.slice(start, end);
    else pieces.push({ text: text.slice(start, end), kind });
  }
  return pieces;
};

/** True when a `/` typed at the caret stands alone at the start of its line. */
export const isLineStart = (text: string, caret: number): boolean =>
  (caret === 0 || text[caret - 1] === '\n') && (caret === text.length || text[caret] === '\n');

/** True when an `@` typed at the caret is no part of an address. */
export const isAtSign = (text: string, caret: number): boolean => !/[\w.+-]$/u.test(text.slice(0, caret));

/** Where some characters stand, each time. */
export const placesOf = (text: string, characters: readonly string[]): Range[] =>
  characters.flatMap((each) => {
    const places: Range[] = [];
    for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + each.length)) {
      places.push({ start: at, end: at + each.length });
    }
    return places;
  });

const sentencesOf = (text: string): string[] => text.match(/[^。.!?！？\n]+[。.!?！？]*|\n+/gu) ?? [];
const bare = (sentence: string): string => sentence.normalize('NFKC').replace(/[\s。.!?、,]/gu, '');

/** A text cut at its sentences, each marked when the other text says the same. */
export const sharedSentences = (text: string, other: string): { text: string; shared: boolean }[] => {
  const theirs = new Set(sentencesOf(other).map(bare));
  return sentencesOf(text).map((sentence) => {
    const said = bare(sentence);
    return { text: sentence, shared: said.length >= 6 && theirs.has(said) };
  });
};
