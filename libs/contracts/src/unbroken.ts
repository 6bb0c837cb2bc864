/** What a browser would break in two and a reader must see in one piece: times, their spans, and a number with its counter. */
const PIECE = new RegExp(
  [
    // 2016年4月18日(月), 4月18日, 16時38分まで, 10時–18時
    String.raw`(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:\([日月火水木金土]\))?(?:まで|から)?`,
    String.raw`\d{1,2}時(?!間)(?:\d{1,2}分)?(?:–\d{1,2}時(?:\d{1,2}分)?)?(?:まで|から)?`,
    String.raw`\d{1,2}:\d{2}(?:–\d{1,2}:\d{2})?`,
    // 第4報, 10,946名, 2か所, 03-0000-0310
    String.raw`第\d{1,4}報`,
    String.raw`\d[\d,]{0,11}(?:名|件|通|人|字|分|秒|回|つ|か所|時間)`,
    String.raw`\d{2,4}-\d{2,6}-\d{1,4}`,
  ].join('|'),
  'g',
);

/** A stretch of a text; `whole` where it must not be broken between lines. */
export interface TextPiece {
  text: string;
  whole: boolean;
}

/** A text in its stretches, in order. */
export const piecesOf = (text: string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const found of text.matchAll(PIECE)) {
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), whole: false });
    pieces.push({ text: found[0], whole: true });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), whole: false });
  return pieces;
};
