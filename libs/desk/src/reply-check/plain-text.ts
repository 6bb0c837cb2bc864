/** A text made uniform for reading, with the way back to the positions in the original. */
export interface PlainText {
  text: string;
  /** Start in the original of each UTF-16 unit of `text`. */
  starts: readonly number[];
  /** End in the original of each UTF-16 unit of `text`. */
  ends: readonly number[];
}

const VOICED_MARK = /^[\u3099\u309a\uff9e\uff9f]$/u;
/** Nothing of it is seen: fillers, joiners, marks of direction, selectors of a variant, strokes through a letter. */
const INVISIBLE = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{M}|\r)$/u;
const LINE_END = /^[\n\u000b\u000c\u0085\u2028\u2029]$/u;
const BLANK = /^[\s\u2800]$/u;
const ACCENTS = /(?![\u3099\u309a])\p{M}/gu;
/** Letters of other alphabets that look like ours. */
const LOOK_ALIKES = new Map(
  Object.entries({
    a: 'аαɑᴀ',
    b: 'ьʙ',
    c: 'сςᴄ',
    d: 'ԁᴅ',
    e: 'еєᴇ',
    g: 'ɡɢ',
    i: 'іιıɪ',
    m: 'мᴍ',
    n: 'ոηɴ',
    o: 'оοσօᴏ',
    p: 'рρᴘ',
    r: 'гʀ',
    s: 'ѕꜱ',
    u: 'υսᴜ',
    v: 'ѵνᴠ',
    w: 'ԝωᴡ',
    x: 'хχ',
    y: 'уγʏ',
  }).flatMap(([letter, alike]) => [...alike].map((each) => [each, letter] as const)),
);

/**
 * NFKC and lower case, position by position (half-width kana joined with their marks), what is not seen dropped, look-alikes replaced.
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
    if (INVISIBLE.test(piece)) continue;
    if (LINE_END.test(piece)) piece = '\n';
    else if (BLANK.test(piece)) {
      if (tight) continue;
      piece = ' ';
    }
    for (const unit of uniform(piece)) {
      out.push(unit);
      starts.push(start);
      ends.push(at);
    }
  }
  return { text: out.join(''), starts, ends };
};

const uniform = (piece: string): string[] => {
  if (piece <= '\u007f') return [piece.toLowerCase()];
  const plain = piece.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase();
  return [...plain]
    .map((each) => LOOK_ALIKES.get(each) ?? each)
    .join('')
    .split('');
};
