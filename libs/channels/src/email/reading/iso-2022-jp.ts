const ESC = 0x1b;
const DAMAGED = /\$[@B]((?:[\x21-\x7e]{2}){1,60}?)\([BJ]/g;
/** The sets of two bytes: JIS X 0208 in both editions, 0212 and 0213; the reader needs to know only whether it is 0212. */
const TWO_BYTES: Readonly<Record<string, 'kanji' | 'supplement'>> = {
  '$@': 'kanji',
  $B: 'kanji',
  '$(@': 'kanji',
  '$(B': 'kanji',
  '$(O': 'kanji',
  '$(Q': 'kanji',
  '$(P': 'supplement',
  '$(D': 'supplement',
};
type CharacterSet = 'ascii' | 'roman' | 'kana' | 'kanji' | 'supplement';

/** True where escape sequences of JIS are among the bytes: no other text has them. */
export const hasJisEscapes = (latin1: string): boolean => /\x1b(?:\$[@B]|\$\([@BDOPQ]|\([IJ])/.test(latin1);

/**
 * Reads ISO-2022-JP as the senders mean it, which is CP50221: NEC's and IBM's rows, half-width kana by escape, by SO/SI and
 * as eighth-bit bytes. `other` reads bytes with the eighth bit that belong to no set of this charset.
 */
export const readIso2022Jp = (latin1: string, other: (bytes: Buffer) => string): string => {
  const out: string[] = [];
  let set: CharacterSet = 'ascii';
  let shifted = false;
  let at = 0;
  while (at < latin1.length) {
    const code = latin1.charCodeAt(at);
    if (code === ESC) {
      const escape = escapeAt(latin1, at + 1);
      at += 1 + escape.length;
      if (escape.set) set = escape.set;
    } else if (code === 0x0e || code === 0x0f) {
      shifted = code === 0x0e;
      at += 1;
    } else if (code === 0x0a || code === 0x0d) {
      // RFC 1468: a line begins in ASCII, also where the sender forgot to say so.
      set = 'ascii';
      shifted = false;
      out.push(latin1[at]!);
      at += 1;
    } else {
      const end = runEnd(latin1, at);
      out.push(readRun(latin1.slice(at, end), shifted ? 'kana' : set, other));
      at = end;
    }
  }
  return out.join('');
};

/** Text whose ESC bytes were lost on the way (`$B...(B`) is put back together. */
export const mendLostEscapes = (latin1: string): string | null => {
  let found = false;
  const text = latin1.replace(DAMAGED, (whole, body: string) => {
    const kanji = fromKanji(body, '');
    if (kanji.includes('\ufffd')) return whole;
    found = true;
    return kanji;
  });
  return found ? text : null;
};

const escapeAt = (latin1: string, at: number): { length: number; set: CharacterSet | null } => {
  for (const length of [3, 2]) {
    const set = TWO_BYTES[latin1.slice(at, at + length)];
    if (set) return { length, set };
  }
  const two = latin1.slice(at, at + 2);
  if (two === '(B' || two === '(H') return { length: 2, set: 'ascii' };
  if (two === '(J') return { length: 2, set: 'roman' };
  if (two === '(I') return { length: 2, set: 'kana' };
  return { length: 0, set: null };
};

const runEnd = (latin1: string, from: number): number => {
  for (let at = from + 1; at < latin1.length; at += 1) {
    const code = latin1.charCodeAt(at);
    if (code === ESC || code === 0x0a || code === 0x0d || code === 0x0e || code === 0x0f) return at;
  }
  return latin1.length;
};

const readRun = (run: string, set: CharacterSet, other: (bytes: Buffer) => string): string => {
  if (set === 'kanji') return fromKanji(run, '');
  if (set === 'supplement') return fromKanji(run, '\x8f');
  if (set === 'kana') return fromKana(run);
  const text = /[\x80-\xff]/.test(run) ? other(Buffer.from(run, 'latin1')) : run;
  return set === 'roman' ? text.replaceAll('\\', '¥').replaceAll('~', '‾') : text;
};

/** Pairs of seven-bit bytes are EUC-JP with the eighth bit off; a lone byte or a control character stays what it is. */
const fromKanji = (run: string, prefix: string): string =>
  run.replace(/[\x21-\x7e\xa1-\xfe]{2,}|[^]/g, (piece) => {
    if (piece.length === 1) return piece;
    const even = piece.length - (piece.length % 2);
    const bytes: number[] = [];
    for (let at = 0; at < even; at += 2) {
      if (prefix) bytes.push(prefix.charCodeAt(0));
      bytes.push(piece.charCodeAt(at) | 0x80, piece.charCodeAt(at + 1) | 0x80);
    }
    return new TextDecoder('euc-jp').decode(Uint8Array.from(bytes)) + piece.slice(even);
  });

const fromKana = (run: string): string =>
  run.replace(/[\x21-\x5f\xa1-\xdf]/g, (kana) => String.fromCharCode(0xff61 + (kana.charCodeAt(0) & 0x7f) - 0x21));
