/** What of a text ISO-2022-JP can carry. */
export interface Iso2022JpText {
  bytes: Buffer;
  /** Characters that it cannot carry, each once; in `bytes` a geta mark (〓) stands for them, never a silent `?`. */
  lost: string[];
  /** Characters that are carried in the vendors' rows (①㈱髙): common mailers read them, old ones may not. */
  vendor: string[];
}

type CharacterSet = 'ascii' | 'kanji';
const ESCAPES: Readonly<Record<CharacterSet, string>> = { ascii: '\x1b(B', kanji: '\x1b$B' };
const GETA = '〓';
const VENDOR_ROWS = new Set([13, ...Array.from({ length: 12 }, (_, at) => 83 + at)]);
/** Characters that have a second form in Unicode, or none but a likeness in JIS. */
const LIKENESS: Readonly<Record<string, string>> = {
  '\u301c': '～',
  '\u2212': '－',
  '\u2014': '―',
  '\u2016': '∥',
  '\u00a2': '￠',
  '\u00a3': '￡',
  '\u00ac': '￢',
  '\u00a5': '￥',
  '\u203e': '￣',
  '\u00a6': '｜',
  '\u00a0': ' ',
  '\u2022': '・',
};
const HALF_WIDTH =
  '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜';

/**
 * Encodes text as ISO-2022-JP (CP50220): half-width kana become full-width ones, as mail demands, and each line ends in
 * ASCII. Line ends become CRLF.
 */
export const encodeIso2022Jp = (text: string): Iso2022JpText => {
  const lost = new Set<string>();
  const vendor = new Set<string>();
  const lines = fullWidthKana(text)
    .split(/\r\n|\n|\r/)
    .map((line) => encodeLine(line, lost, vendor));
  return { bytes: Buffer.from(lines.join('\r\n'), 'latin1'), lost: [...lost], vendor: [...vendor] };
};

const encodeLine = (line: string, lost: Set<string>, vendor: Set<string>): string => {
  let out = '';
  let set: CharacterSet = 'ascii';
  for (const written of line) {
    const character = LIKENESS[written] ?? written;
    const pair = character > '\x7f' ? table().get(character) : undefined;
    if (character > '\x7f' && pair === undefined) lost.add(written);
    else if (pair && VENDOR_ROWS.has(pair.charCodeAt(0) - 0x20)) vendor.add(written);
    const wanted: CharacterSet = character > '\x7f' ? 'kanji' : 'ascii';
    if (wanted !== set) out += ESCAPES[wanted];
    set = wanted;
    // ESC, SO and SI would switch the reader's character set.
    out += wanted === 'ascii' ? character.replace(/[\x0e\x0f\x1b]/, ' ') : (pair ?? table().get(GETA)!);
  }
  return set === 'ascii' ? out : out + ESCAPES.ascii;
};

let known: Map<string, string> | null = null;

/** Every character of JIS X 0208 with the vendors' rows, and its two bytes; where two places hold one, the earlier. */
const table = (): Map<string, string> => {
  if (known) return known;
  const decoder = new TextDecoder('euc-jp');
  known = new Map();
  for (let row = 0x21; row <= 0x7e; row += 1) {
    for (let cell = 0x21; cell <= 0x7e; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row | 0x80, cell | 0x80));
      const plain = [...character].length === 1 && !character.includes('\ufffd');
      if (plain && !known.has(character)) known.set(character, String.fromCharCode(row, cell));
    }
  }
  return known;
};

const fullWidthKana = (text: string): string =>
  text
    .replace(/[\uff61-\uff9f][\uff9e\uff9f]?/g, (kana) => {
      const first = HALF_WIDTH[kana.charCodeAt(0) - 0xff61]!;
      const mark = kana[1] === '\uff9e' ? '\u3099' : kana[1] === '\uff9f' ? '\u309a' : '';
      const voiced = (first + mark).normalize('NFC');
      return voiced.length === 1 ? voiced : first + HALF_WIDTH[kana.charCodeAt(1) - 0xff61]!;
    })
    .normalize('NFC');
