import { jisX0213 } from './jis-x-0213.js';

const ESC = 0x1b;
/** JIS7's neighbour JIS8 has half-width kana as bytes of its own. */
const EIGHT_BIT_KANA = /^[\x00-\x7f]*[\xa1-\xdf][\x00-\x7f\xa1-\xdf]*$/;
const DAMAGED = /\$[@B]((?:[\x21-\x7e]{2}){1,60}?)\([BJ]/g;
/** The sets of two bytes: JIS X 0208 in both editions, 0212, and the two planes of 0213. */
const TWO_BYTES: Readonly<Record<string, TwoBytes>> = {
  '$@': 'kanji',
  $B: 'kanji',
  '$(@': 'kanji',
  '$(B': 'kanji',
  '$(D': 'supplement',
  '$(O': 'plane1',
  '$(Q': 'plane1',
  '$(P': 'plane2',
};
/** Made once: a text may switch its character set at every word. */
const EUC_JP = new TextDecoder('euc-jp');

/** Rows that no standard fills and au's phones filled with pictures: they become what Japanese prints where a letter is missing. */
const PICTURE_ROWS: ReadonlySet<number> = new Set([85, 86, 87, 88, 93, 94]);

type TwoBytes = 'kanji' | 'supplement' | 'plane1' | 'plane2';
type CharacterSet = 'ascii' | 'roman' | 'kana' | TwoBytes;

/** True where escape sequences of JIS are among the bytes: no other text has them. */
export const hasJisEscapes = (latin1: string): boolean => /\x1b(?:\$[@B]|\$\([@BDOPQ]|\([IJ])/.test(latin1);

/**
 * Reads ISO-2022-JP as the senders mean it, which is CP50221: NEC's and IBM's rows, half-width kana by escape, by SO/SI and
 * as eighth-bit bytes. `other` reads bytes with the eighth bit that belong to no set of this charset.
 */
export const readIso2022Jp = (latin1: string, other: (bytes: Buffer) => string): string => {
  const out = new EucText(latin1.length);
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
      out.byte(code);
      at += 1;
    } else {
      const end = runEnd(latin1, at);
      writeRun(out, latin1.slice(at, end), shifted ? 'kana' : set, other);
      at = end;
    }
  }
  return out.text();
};

/** Text whose ESC bytes were lost on the way (`$B...(B`) is put back together. */
export const mendLostEscapes = (latin1: string): string | null => {
  let found = false;
  const text = latin1.replace(DAMAGED, (whole, body: string) => {
    const pairs = new EucText(body.length);
    writePairs(pairs, body, 'kanji');
    const kanji = pairs.text();
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

const writeRun = (out: EucText, run: string, set: CharacterSet, other: (bytes: Buffer) => string): void => {
  if (set === 'kana') writeKana(out, run);
  else if (set !== 'ascii' && set !== 'roman') writePairs(out, run, set);
  else if (EIGHT_BIT_KANA.test(run)) out.string(run.replace(/[\xa1-\xdf]/g, halfWidthKana));
  else if (/[\x80-\xff]/.test(run)) out.string(other(Buffer.from(run, 'latin1')));
  else if (set === 'roman') out.string(run.replaceAll('\\', '¥').replaceAll('~', '‾'));
  else out.ascii(run);
};

/** Pairs of seven-bit bytes are EUC-JP with the eighth bit off; a lone byte or a control character stays what it is. */
const writePairs = (out: EucText, run: string, set: TwoBytes): void => {
  for (let at = 0; at < run.length; at += 1) {
    const [first, second] = [run.charCodeAt(at) | 0x80, run.charCodeAt(at + 1) | 0x80];
    if (first > 0xa0 && first < 0xff && second > 0xa0 && second < 0xff) {
      at += 1;
      const other = newCharacter(set, first - 0xa0, second - 0xa0);
      if (other !== undefined) {
        out.string(other);
        continue;
      }
      if (set === 'supplement') out.byte(0x8f);
      out.byte(first);
      out.byte(second);
    } else out.byte(first & 0x7f);
  }
};

/** What JIS X 0213 has and the decoder does not know; all of its second plane. */
const newCharacter = (set: TwoBytes, row: number, cell: number): string | undefined => {
  if (set === 'kanji') return PICTURE_ROWS.has(row) ? '〓' : undefined;
  if (set === 'plane1') return jisX0213(1, row, cell);
  return set === 'plane2' ? (jisX0213(2, row, cell) ?? '\ufffd') : undefined;
};

const writeKana = (out: EucText, run: string): void => {
  for (let at = 0; at < run.length; at += 1) {
    const code = run.charCodeAt(at) | 0x80;
    if (code > 0xa0 && code < 0xe0) {
      out.byte(0x8e);
      out.byte(code);
    } else out.byte(code & 0x7f);
  }
};

const halfWidthKana = (byte: string): string => String.fromCharCode(byte.charCodeAt(0) - 0xa1 + 0xff61);

/** Collects EUC-JP, which has all of these sets side by side, and decodes it in one go: a decoder's call is dear. */
class EucText {
  private readonly bytes: Buffer;
  private length = 0;
  private readonly done: string[] = [];

  constructor(characters: number) {
    this.bytes = Buffer.allocUnsafe(characters * 2 + 2);
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  ascii(text: string): void {
    this.length += this.bytes.write(text, this.length, 'latin1');
  }

  /** What is decoded already. */
  string(text: string): void {
    this.flush();
    this.done.push(text);
  }

  text(): string {
    this.flush();
    return this.done.join('');
  }

  private flush(): void {
    if (this.length > 0) this.done.push(EUC_JP.decode(this.bytes.subarray(0, this.length)));
    this.length = 0;
  }
}
