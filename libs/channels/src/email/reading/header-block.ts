import { decodeText } from './charset.js';

/** One header as it arrived: `raw` is unfolded and byte for byte (latin1), `key` its name in lower case. */
export interface RawHeader {
  name: string;
  key: string;
  raw: string;
}

export const HEADER_BLOCK_BYTES = 256 * 1024;
const HEADERS = 2000;

export interface HeaderBlock {
  headers: RawHeader[];
  /** Where the body begins. */
  bodyAt: number;
  truncated: boolean;
}

/** Reads the headers of a mail or part that lies in `bytes` from `start` to `end`; line ends may be CRLF, LF or CR. */
export const readHeaderBlock = (bytes: Buffer, start: number, end: number): HeaderBlock => {
  const block = findEnd(bytes, start, end);
  const cut = Math.min(block.headersEnd, start + HEADER_BLOCK_BYTES);
  const headers: RawHeader[] = [];
  let truncated = cut < block.headersEnd;
  for (const line of bytes.toString('latin1', start, cut).split(/\r{0,2}\n|\r/)) {
    const last = headers.at(-1);
    const named = /^([!-9;-~]{1,100})[ \t]*:/.exec(line);
    if (named && !/^[ \t]/.test(line)) {
      if (headers.length >= HEADERS) {
        truncated = true;
        break;
      }
      headers.push({ name: named[1]!, key: named[1]!.toLowerCase(), raw: line.slice(named[0].length) });
    } else if (last && line !== '') last.raw += /^[ \t]/.test(line) ? line : ` ${line}`;
  }
  for (const header of headers) header.raw = header.raw.trim();
  return { headers, bodyAt: block.bodyAt, truncated };
};

/** All values of a header, in order. */
export const valuesOf = (headers: readonly RawHeader[], key: string): string[] =>
  headers.filter((header) => header.key === key).map((header) => header.raw);

export const firstOf = (headers: readonly RawHeader[], key: string): string | null =>
  headers.find((header) => header.key === key)?.raw ?? null;

/** A header's characters: bytes that should have been encoded and were not are read in the charset that they show. */
export const charactersOf = (raw: string, hint: string | null): string =>
  /[\x80-\xff\x1b]/.test(raw) ? decodeText(Buffer.from(raw, 'latin1'), null, hint).text : raw;

const findEnd = (bytes: Buffer, start: number, end: number): { headersEnd: number; bodyAt: number } => {
  let at = start;
  while (at < end) {
    const next = lineEnd(bytes, at, end);
    if (next.textEnd === at) return { headersEnd: at, bodyAt: next.next };
    at = next.next;
  }
  return { headersEnd: end, bodyAt: end };
};

/** Gateways that turn each line end into CR LF once too often leave CR CR LF: one line end all the same. */
const afterReturn = (bytes: Buffer, at: number): number => {
  if (bytes[at + 1] === 0x0a) return at + 2;
  return bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a ? at + 3 : at + 1;
};

const lineEnd = (bytes: Buffer, from: number, end: number): { textEnd: number; next: number } => {
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === 0x0a) return { textEnd: at, next: at + 1 };
    if (bytes[at] === 0x0d) return { textEnd: at, next: afterReturn(bytes, at) };
  }
  return { textEnd: end, next: end };
};
