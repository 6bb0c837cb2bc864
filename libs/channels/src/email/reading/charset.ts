import { hasJisEscapes, mendLostEscapes, readIso2022Jp } from './iso-2022-jp.js';
import { readHz, readIso2022Kr } from './seven-bit-charsets.js';
import { readUtf7 } from './utf-7.js';

/** What bytes say: `used` is the charset they were read in, `repaired` that it is not the declared one or the text was broken. */
export interface DecodedText {
  text: string;
  used: string;
  repaired: boolean;
}

const JIS = 'iso-2022-jp';
const ALIASES: readonly (readonly [RegExp, string | null])[] = [
  [/^(?:cs)?(?:x-)?(?:iso-?2022-?jp|cp5022[0-2]|windows-?(?:iso2022jp|5022[0-2])|jis7?$)/, JIS],
  [
    /^(?:cs)?(?:x-)?(?:shift[-_ ]?jis|s-?jis|ms_?kanji|(?:ms|cp|windows-?|ibm-?)_?(?:932|943|31j)|mac-?japanese)/,
    'shift_jis',
  ],
  [/^(?:cs)?(?:x-)?(?:euc-?_?jp|ujis|cp51932|(?:extended_unix_code_packed_format_for_japanese))/, 'euc-jp'],
  [/^(?:x-)?(?:unicode-1-1-)?utf-?7/, 'utf-7'],
  [/^(?:x-)?(?:unicode-1-1-utf-?8|utf-?8|cp65001)/, 'utf-8'],
  [/^(?:cs)?iso-?2022-?kr/, 'iso-2022-kr'],
  [/^hz(?:-gb-?2312)?/, 'hz-gb-2312'],
  [/^(?:x-)?(?:cp|ms|windows-)?(?:949|1361)$|^(?:x-)?uhc/, 'euc-kr'],
  [/^(?:x-)?(?:(?:cp|ms|windows-)936|euc-?cn|gb-?2312)/, 'gbk'],
  [/^(?:x-)?(?:cp|ms|windows-)950/, 'big5'],
  [/^(?:iso)?[-_ ]?(?:8859|latin)[-_ ]?1$|^ansi$|^cp-?1252/, 'windows-1252'],
  [/^(?:us-)?ascii|^ansi_x3|^(?:x-)?unknown|^default$|^(?:7|8)-?bit$|^none$|^binary$/, null],
];
/** Windows-1252 where it is not Latin-1: Node's own decoder leaves these 32 bytes alone. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const SEVEN_BIT: Readonly<Record<string, (latin1: string) => string>> = {
  'utf-7': readUtf7,
  'iso-2022-kr': readIso2022Kr,
  'hz-gb-2312': readHz,
};
const SINGLE_BYTES = /^(?:windows-125\d|iso-8859-\d+|macintosh)$/;
const MULTIBYTE_JAPANESE = new Set(['shift_jis', 'euc-jp']);
const PAIRED_HALVES = /\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]/;
const SOUP = /[縺繧繝譁]/;

/** The charset that a label means, by its widest superset; null for none, an unknown one, or ASCII, which says nothing. */
export const charsetOf = (label: string | null | undefined): string | null => {
  if (!label) return null;
  // Quotes, marks and the remains of quoted-printable that damaged programs leave around a name.
  const name = label
    .toLowerCase()
    .replace(/^(?:3d)?[^a-z0-9]+/, '')
    .replace(/[^a-z0-9]+$/, '');
  for (const [alias, charset] of ALIASES) if (alias.test(name)) return charset;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
};

/**
 * Reads bytes by what they show where the declaration is missing or wrong: escape sequences of JIS first, then the declared
 * charset when the bytes keep to it, UTF-8 before the rest. `hint` is the charset of the neighbourhood.
 */
export const decodeText = (bytes: Buffer, label: string | null, hint: string | null = null): DecodedText => {
  const declared = charsetOf(label);
  const latin1 = bytes.toString('latin1');
  if (hasJisEscapes(latin1) || (declared === JIS && /[\x0e\x0f]/.test(latin1))) {
    return { text: readIso2022Jp(latin1, (run) => guess(run, null).text), used: JIS, repaired: declared !== JIS };
  }
  const sevenBit = declared && SEVEN_BIT[declared];
  if (sevenBit) return { text: sevenBit(latin1), used: declared, repaired: false };
  const marked = byteOrderMark(bytes) ?? (declared?.startsWith('utf-16') ? byteOrder(bytes, declared) : null);
  if (marked)
    return { text: lenient(bytes, marked), used: marked, repaired: declared?.slice(0, 6) !== marked.slice(0, 6) };
  if (!/[\x80-\xff]/.test(latin1)) return sevenBits(latin1, declared);
  const paired = PAIRED_HALVES.test(latin1) ? withWholeCharacters(latin1) : null;
  if (paired !== null) return { text: paired, used: 'utf-8', repaired: true };
  if (declared === null || declared === JIS) {
    const { text, used } = guess(bytes, hint);
    return { text: (used === 'utf-8' ? encodedOnce(text) : null) ?? text, used, repaired: true };
  }
  const kept = strict(bytes, declared);
  if (kept === null || contradicts(bytes, kept, declared)) return damaged(bytes, declared);
  const single = declared === 'utf-8' ? encodedOnce(kept) : null;
  return { text: single ?? kept, used: declared, repaired: single !== null };
};

const sevenBits = (latin1: string, declared: string | null): DecodedText => {
  const mended = declared === JIS ? mendLostEscapes(latin1) : null;
  // ESC ( B alone changes nothing, and a reader who sees it thinks that the text is broken.
  const text = mended ?? latin1.replaceAll(/\x1b\([BJ]/g, '');
  return { text, used: declared ?? 'us-ascii', repaired: mended !== null };
};

/** True where the bytes fit the declared charset by accident only. */
const contradicts = (bytes: Buffer, text: string, declared: string): boolean => {
  if (declared === 'utf-8') return false;
  if (declared === 'shift_jis') return SOUP.test(text) && strict(bytes, 'utf-8') !== null;
  if (!SINGLE_BYTES.test(declared)) return false;
  if (strict(bytes, 'utf-8') !== null) return true;
  return ['shift_jis', 'euc-jp'].some((charset) => /[ぁ-ヶ]{2}/.test(strict(bytes, charset) ?? ''));
};

/** The declared charset does not fit. A text with few broken bytes keeps it; for the rest another one is looked for. */
const damaged = (bytes: Buffer, declared: string): DecodedText => {
  const found = guess(bytes, null);
  if (strict(bytes, found.used) !== null && found.used !== 'windows-1252') return { ...found, repaired: true };
  const text = lenient(bytes, declared);
  const broken = (text.match(/\ufffd/g) ?? []).length;
  const foreign = text.replace(/[\x00-\x7f]/g, '').length;
  const candidate = broken * 4 > foreign ? found : { text, used: declared };
  return { ...candidate, repaired: true };
};

/** Emoji that a program wrote as UTF-8 half by half (CESU-8); null where the bytes are no UTF-8 otherwise. */
const withWholeCharacters = (latin1: string): string | null => {
  const whole = latin1.replace(new RegExp(PAIRED_HALVES, 'g'), (pair) => {
    const [high = 0, low = 0] = [1, 4].map(
      (at) => 0xd000 | ((pair.charCodeAt(at) & 0x3f) << 6) | (pair.charCodeAt(at + 1) & 0x3f),
    );
    return Buffer.from(String.fromCharCode(high, low)).toString('latin1');
  });
  return strict(Buffer.from(whole, 'latin1'), 'utf-8');
};

/** UTF-8 that a gateway took for Latin-1 and encoded once more. */
const encodedOnce = (text: string): string | null => {
  if (!/[\xc2-\xf4][\x80-\xbf\u0152-\u2122]/.test(text) || /[\u3000-\u9fff]/.test(text)) return null;
  const codes = Array.from(text, (one) => {
    const windows = one > '\xff' ? WINDOWS_1252.indexOf(one) : -1;
    return windows >= 0 ? windows + 0x80 : one.charCodeAt(0);
  });
  if (codes.some((code) => code > 0xff)) return null;
  const once = strict(Buffer.from(codes), 'utf-8');
  return once !== null && /[\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]/.test(once) ? once : null;
};

/** Without a mark, UTF-16 is what makes more of the text: blanks and line ends of ASCII, kana. */
const byteOrder = (bytes: Buffer, declared: string): string => {
  const [little, big] = ['utf-16le', 'utf-16be'].map((charset) => likeness(lenient(bytes.subarray(0, 4096), charset)));
  return little === big ? declared : big! > little! ? 'utf-16be' : 'utf-16le';
};

const guess = (bytes: Buffer, hint: string | null): { text: string; used: string } => {
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, used: 'utf-8' };
  const hinted = hint && hint !== JIS && hint !== 'utf-8' && hint !== 'utf-7' ? strict(bytes, hint) : null;
  if (hint && hinted !== null) return { text: hinted, used: hint };
  const found = ['shift_jis', 'euc-jp']
    .map((used) => ({ used, text: strict(bytes, used) }))
    .filter((one): one is { used: string; text: string } => one.text !== null)
    .map((one) => ({ ...one, likeness: likeness(one.text) }))
    .sort((a, b) => b.likeness - a.likeness)[0];
  if (found && found.likeness > 0 && !isLatin(bytes)) return { text: found.text, used: found.used };
  return mostlyReadable(bytes);
};

/** No charset fits every byte: the one with the fewest broken characters, as long as these are few. */
const mostlyReadable = (bytes: Buffer): { text: string; used: string } => {
  const best = ['utf-8', 'shift_jis', 'euc-jp']
    .map((used) => ({ used, text: lenient(bytes, used) }))
    .map((one) => ({ ...one, likeness: likeness(one.text), broken: (one.text.match(/\ufffd/g) ?? []).length }))
    .sort((a, b) => b.likeness - b.broken * 8 - (a.likeness - a.broken * 8))[0]!;
  if (best.likeness > best.broken * 8 && !isLatin(bytes)) return { text: best.text, used: best.used };
  const kana = strict(bytes, 'shift_jis');
  if (kana !== null && /[\uff61-\uff9f]{3}/.test(kana)) return { text: kana, used: 'shift_jis' };
  return { text: lenient(bytes, 'windows-1252'), used: 'windows-1252' };
};

/** European words have letters of the eighth bit one by one, each beside an ASCII letter, and few of them. */
const isLatin = (bytes: Buffer): boolean =>
  /^(?:[\x00-\x7f]|(?<=[A-Za-z])[\xc0-\xff](?![\x80-\xff])|[\xc0-\xff](?=[a-z]))*$/.test(
    bytes.toString('latin1', 0, 20_000),
  );

/** How much a text looks like Japanese: kana and marks most, half-width kana and private characters are soup. */
const likeness = (whole: string): number => {
  const text = whole.slice(0, 20_000);
  const count = (pattern: RegExp): number => (text.match(pattern) ?? []).length;
  const kana = count(/[\u3001-\u3015\u3041-\u30fe\uff01-\uff5e]/g);
  return (
    kana * 2 +
    count(/[\u4e00-\u9fff]/g) +
    count(/[\u2460-\u24ff\u3200-\u33ff]/g) -
    count(/[\uff61-\uff9f\ue000-\uf8ff]/g) * 0.9
  );
};

const byteOrderMark = (bytes: Buffer): string | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && strict(bytes, 'utf-8') !== null) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
};

const strict = (bytes: Buffer, charset: string): string | null => {
  if (charset === 'windows-1252') return lenient(bytes, charset);
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    // These two let control characters of the eighth bit pass, which no sender means.
    return MULTIBYTE_JAPANESE.has(charset) && /[\x80-\x9f]/.test(text) ? null : text;
  } catch {
    return null;
  }
};

const lenient = (bytes: Buffer, charset: string): string =>
  charset === 'windows-1252'
    ? bytes.toString('latin1').replace(/[\x80-\x9f]/g, (one) => WINDOWS_1252[one.charCodeAt(0) - 0x80]!)
    : new TextDecoder(charset).decode(bytes);
