/** A text made uniform for reading, with the way back to the positions in the original. */
export interface PlainText {
  text: string;
  /** Start in the original of each UTF-16 unit of `text`. */
  starts: readonly number[];
  /** End in the original of each UTF-16 unit of `text`. */
  ends: readonly number[];
}

const VOICED_MARK = /^[\u3099\u309a\uff9e\uff9f]$/u;
const INVISIBLE = /^(?:[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[\ufe00-\ufe0f])$/u;

/**
 * NFKC and lower case, position by position (half-width kana joined with their marks), invisible characters dropped.
 * With `tight` all blanks within a line go too: Japanese is written without them, so they only hide words.
 */
export const plainText = (original: string, { tight }: { tight: boolean }): PlainText => {
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const characters = [...original];
  for (let index = 0; index < characters.length; index += 1) {
    let piece = characters[index]!;
    const start = at;
    at += piece.length;
    const next = characters[index + 1];
    if (next !== undefined && VOICED_MARK.test(next)) {
      piece += next;
      at += next.length;
      index += 1;
    }
    if (INVISIBLE.test(piece) || piece === '\r') continue;
    if (tight && piece !== '\n' && /^\s$/u.test(piece)) continue;
    for (const unit of uniform(piece)) {
      out.push(unit);
      starts.push(start);
      ends.push(at);
    }
  }
  return { text: out.join(''), starts, ends };
};

const uniform = (piece: string): string[] => piece.normalize('NFKC').toLowerCase().split('');
