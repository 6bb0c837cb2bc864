import { charsetOf, decodeText } from './charset.js';
import { charactersOf } from './header-block.js';
import { fromBase64, percentLike } from './transfer-encoding.js';

/** A question mark that should have been encoded, and an end that was cut off with the line, are taken as they were meant. */
const WORD = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,30})?\?(?:(b)\?([^?]*)|(q)\?((?:[^?=]|=(?!\?)|\?(?!=))*))(?:\?=|\?$|$)/gi;

interface EncodedWord {
  charset: string;
  how: 'b' | 'q';
  coded: string;
}

export interface DecodedHeader {
  text: string;
  repaired: boolean;
}

/**
 * The text of a header (RFC 2047): neighbouring words of one charset are joined as bytes before they are decoded, because
 * senders cut in the middle of a character. Raw bytes are read by what they show.
 */
export const decodeHeader = (raw: string, hint: string | null = null): DecodedHeader => {
  const characters = charactersOf(raw, hint);
  const decoded = decodeWords(characters, hint);
  const guessed = /[\x80-\xff\x1b]/.test(raw) && characters !== Buffer.from(raw, 'latin1').toString('utf8');
  return { text: decoded.text, repaired: decoded.repaired || guessed };
};

/** The same for a header whose bytes are characters already. */
export const decodeWords = (characters: string, hint: string | null = null): DecodedHeader => {
  const once = decodeOnce(characters, hint);
  // Some gateways encode what was encoded already; a second time is enough.
  return once.text !== characters && /^\s*=\?[^?\s]+\?[bq]\?[^?]*\?=\s*$/i.test(once.text)
    ? { ...decodeOnce(once.text, hint), repaired: true }
    : once;
};

const decodeOnce = (characters: string, hint: string | null): DecodedHeader => {
  let repaired = false;
  const out: string[] = [];
  let run: EncodedWord[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const decoded = decodeText(bytesOf(run), run[0]!.charset, hint);
    repaired ||= decoded.repaired;
    out.push(decoded.text);
    run = [];
  };
  let at = 0;
  for (const match of characters.matchAll(WORD)) {
    const [whole, charset = '', base64, bits, , letters = ''] = match;
    const between = characters.slice(at, match.index);
    const word: EncodedWord = {
      charset: charsetOf(charset) ?? charset.toLowerCase(),
      how: base64 ? 'b' : 'q',
      coded: bits ?? letters,
    };
    if (run.length === 0 || between.trim() !== '') {
      flush();
      out.push(between);
    } else if (run[0]!.charset !== word.charset) flush();
    run.push(word);
    at = match.index + whole.length;
  }
  flush();
  out.push(characters.slice(at));
  return { text: out.join(''), repaired };
};

/** A decoded header as one clean line: no control characters, nothing that turns the writing direction. */
export const headerLine = (text: string, length = 2000): string =>
  [...text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').trim()]
    .slice(0, length)
    .join('');

const bytesOf = (run: readonly EncodedWord[]): Buffer => {
  // A base64 text that was cut at any place has words whose length is no multiple of four: together they are whole again.
  const cut = run.slice(0, -1).some((word) => word.how === 'b' && word.coded.replace(/\s/g, '').length % 4 !== 0);
  if (cut && run.every((word) => word.how === 'b')) return fromBase64(run.map((word) => word.coded).join(''));
  return Buffer.concat(run.map((word) => (word.how === 'b' ? fromBase64(word.coded) : fromQ(word.coded))));
};

const fromQ = (coded: string): Buffer => {
  const text = percentLike(coded.replaceAll('_', ' '), '=');
  return Buffer.from(text, /[^\x00-\xff]/.test(text) ? 'utf8' : 'latin1');
};
