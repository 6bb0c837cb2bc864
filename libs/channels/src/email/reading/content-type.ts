import { decodeText } from './charset.js';
import { decodeWords } from './encoded-words.js';
import { charactersOf } from './header-block.js';
import { percentLike } from './transfer-encoding.js';

/** A Content-Type or Content-Disposition: its value in lower case and its parameters, decoded in all ways that are in use. */
export interface StructuredValue {
  value: string;
  parameters: ReadonlyMap<string, string>;
}

interface Piece {
  index: number;
  extended: boolean;
  text: string;
}

const PARAMETERS = 100;
const NAME = /^([^\s*=]{1,60})(?:\*(\d{1,4}))?(\*)?$/;

/** Reads RFC 2045 with RFC 2231, encoded-words where they do not belong, and raw bytes of any charset. */
export const readStructured = (raw: string, hint: string | null): StructuredValue => {
  // Raw Shift_JIS holds backslashes and quotes inside its characters: the bytes become characters before anything is cut.
  const [value = '', ...rest] = splitOutsideQuotes(charactersOf(raw, hint), ';');
  const plain = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const parameter of rest.slice(0, PARAMETERS)) {
    const equals = parameter.indexOf('=');
    const name = NAME.exec(parameter.slice(0, Math.max(equals, 0)).trim().toLowerCase());
    if (!name) continue;
    const text = unquote(parameter.slice(equals + 1).trim());
    if (name[2] === undefined && !name[3]) {
      if (!plain.has(name[1]!)) plain.set(name[1]!, decodeWords(text, hint).text);
    } else {
      const list = pieces.get(name[1]!) ?? [];
      list.push({ index: Number(name[2] ?? 0), extended: Boolean(name[3]), text });
      pieces.set(name[1]!, list);
    }
  }
  for (const [name, list] of pieces) plain.set(name, joinPieces(list, hint));
  return { value: value.trim().toLowerCase(), parameters: plain };
};

/** The numbered pieces in the order of their numbers, the first of each number; the charset stands in the first. */
const joinPieces = (pieces: readonly Piece[], hint: string | null): string => {
  const ordered = [...pieces]
    .sort((a, b) => a.index - b.index)
    .filter((one, at, all) => all[at - 1]?.index !== one.index);
  const marked = ordered[0]?.extended ? /^([^']{0,60})'[^']{0,30}'/.exec(ordered[0].text) : null;
  const bytes = ordered.map(({ extended, text }, at) => {
    const coded = at === 0 && marked ? text.slice(marked[0].length) : text;
    const undone = extended ? percentLike(coded, '%') : coded;
    return Buffer.from(undone, /[^\x00-\xff]/.test(undone) ? 'utf8' : 'latin1');
  });
  const text = decodeText(Buffer.concat(bytes), marked?.[1] || null, hint).text;
  return /=\?[^?]+\?[bq]\?/i.test(text) ? decodeWords(text, hint).text : text;
};

const splitOutsideQuotes = (text: string, separator: string): string[] => {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (quoted && one === '\\') at += 1;
    else if (one === '"') quoted = !quoted;
    else if (one === separator && !quoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
};

const unquote = (text: string): string => {
  if (!text.startsWith('"')) return text.replace(/\([^()]*\)$/, '').trimEnd();
  const inner = /^"((?:[^"\\]|\\[^])*)"?/.exec(text)?.[1] ?? text.slice(1);
  // Windows' senders put unescaped paths between quotes: only quotes and backslashes are taken for escaped.
  return inner.replace(/\\(["\\])/g, '$1');
};
