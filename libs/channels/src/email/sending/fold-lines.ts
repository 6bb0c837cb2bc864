/** These do not begin a line in Japanese; they hang on the one before. */
const NEVER_FIRST = /^[、。，．・：；？！）」』】〕］｝〉》ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥]/u;
const PIECES = /[!-~]+|[^]/gu;
/** A word without a break, such as a link, stays whole up to what SMTP allows in a line. */
const LONGEST_WORD = 900;

/** Folds long lines at so many columns (a full-width character takes two), never within a word of Latin letters or a link. */
export const foldLines = (text: string, columns: number): string =>
  text
    .split('\n')
    .flatMap((line) => foldLine(line, columns))
    .join('\n');

const foldLine = (line: string, columns: number): string[] => {
  const lines: string[] = [];
  let current = '';
  let width = 0;
  for (const piece of line.match(PIECES) ?? []) {
    for (const part of cut(piece)) {
      const wide = widthOf(part);
      const mayHang = NEVER_FIRST.test(part) && width <= columns;
      if (width > 0 && width + wide > columns && !mayHang) {
        lines.push(current.trimEnd());
        current = '';
        width = 0;
      }
      if (current === '' && lines.length > 0 && part === ' ') continue;
      current += part;
      width += wide;
    }
  }
  return [...lines, current];
};

const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (character <= '~' ? 1 : 2), 0);

const cut = (word: string): string[] => word.match(new RegExp(`[^]{1,${LONGEST_WORD}}`, 'gu')) ?? [];
