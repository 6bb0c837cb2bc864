const ESC = 0x1b;
const TO_ASCII = [ESC, 0x28, 0x42];
const TO_KANJI = [ESC, 0x24, 0x42];
/** Stands where a character is lost; such bytes are shown to nobody, for what loses characters is refused. */
const GETA = 0x222e;
const HALF_WIDTH_KANA = /[\uff61-\uff9f]+/gu;
/** An escape that somebody typed would change the set in the middle of the words. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;
const SEPARATE_MARK = /[\u3040-\u30ff][\u3099\u309a]/gu;

/** Rows of JIS X 0208 itself. Row 13 and those of NEC and IBM (①㈱髙﨑) look right on some machines and are lost on others. */
const isOfJisX0208 = (row: number): boolean => (row >= 1 && row <= 8) || (row >= 16 && row <= 84);

/** One character of JIS X 0208 that Unicode writes in more than one way. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['～', '〜'],
  ['－', '−'],
  ['∥', '‖'],
  ['―', '—'],
  ['￠', '¢'],
  ['￡', '£'],
  ['￢', '¬'],
  ['￥', '¥'],
  ['　', '\u3000'],
];

const tableOf = (): ReadonlyMap<string, number> => {
  const table = new Map<string, number>();
  const decoder = new TextDecoder('euc-jp');
  for (let row = 1; row <= 84; row += 1) {
    if (!isOfJisX0208(row)) continue;
    for (let cell = 1; cell <= 94; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row + 0xa0, cell + 0xa0));
      if (!character.includes('\ufffd') && !table.has(character))
        table.set(character, ((row + 0x20) << 8) | (cell + 0x20));
    }
  }
  for (const [one, other] of ALIASES) {
    const code = table.get(one) ?? table.get(other);
    if (code === undefined) continue;
    table.set(one, code);
    table.set(other, code);
  }
  return table;
};

let kept: ReadonlyMap<string, number> | null = null;

/**
 * Text as ISO-2022-JP (RFC 1468), and the characters that it cannot carry, each once. Half-width kana become full-width, as
 * the charset has no others; every line begins and ends in ASCII. Where `lost` is not empty, the bytes must not be sent.
 */
export const encodeIso2022Jp = (text: string): { bytes: Buffer; lost: string[] } => {
  kept ??= tableOf();
  const bytes: number[] = [];
  const lost = new Set<string>();
  let kanji = false;
  for (const { segment } of segmenter.segment(prepared(text))) {
    if ([...segment].every((character) => character <= '\x7f')) {
      if (kanji) bytes.push(...TO_ASCII);
      kanji = false;
      for (const character of segment) bytes.push(character.charCodeAt(0));
      continue;
    }
    const codes = [...segment].map((character) => kept!.get(character));
    if (codes.includes(undefined)) lost.add(segment);
    if (!kanji) bytes.push(...TO_KANJI);
    kanji = true;
    for (const code of codes.includes(undefined) ? [GETA] : codes) bytes.push(code! >> 8, code! & 0xff);
  }
  if (kanji) bytes.push(...TO_ASCII);
  return { bytes: Buffer.from(bytes), lost: [...lost] };
};

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

const prepared = (text: string): string =>
  text
    .replace(CONTROLS, '')
    .replace(HALF_WIDTH_KANA, (kana) => kana.normalize('NFKC'))
    .replace(SEPARATE_MARK, (pair) => pair.normalize('NFC'))
    .replaceAll('\u00a0', ' ');
