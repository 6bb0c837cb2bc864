import { readStructured } from './content-type.js';
import { cleanFileName } from './file-name.js';
import { firstOf, readHeaderBlock, type RawHeader } from './header-block.js';
import { undoTransferEncoding } from './transfer-encoding.js';

export const PARTS = 200;
export const DEPTH = 50;

/** One part of a mail. Its content stays where it lies in the raw mail until somebody asks for it. */
export interface MimePart {
  headers: RawHeader[];
  contentType: string;
  parameters: ReadonlyMap<string, string>;
  /** `inline`, `attachment` or empty. */
  disposition: string;
  fileName: string | null;
  contentId: string | null;
  children: MimePart[];
  /** Where its body begins and ends in the raw mail. */
  bodyAt: number;
  end: number;
  /** The bytes of its body, or of these lines in their place, with the transfer encoding undone. */
  content(lines?: Buffer): Buffer;
}

export interface MimeTree {
  root: MimePart;
  /** Cut short, or with line ends that others read otherwise: what the headers say is not what they say to everybody. */
  headersAreOdd: boolean;
  faults: Set<MimeFault>;
}

export type MimeFault = 'headers_too_large' | 'too_many_parts' | 'nested_too_deep';

interface Walk {
  raw: Buffer;
  hint: string | null;
  parts: number;
  faults: Set<MimeFault>;
}

/**
 * Cuts a mail into its parts (RFC 2046), without copying and with bounds on number and depth: beyond them a multipart is
 * left whole. What the outer parts say holds: a missing end of an inner one cannot swallow its neighbours.
 */
export const readMimeTree = (raw: Buffer): MimeTree => {
  const walk: Walk = { raw, hint: null, parts: 0, faults: new Set() };
  const start = mailStart(raw);
  const root = readPart(walk, start, raw.length, 0, 'text/plain');
  const headersAreOdd = walk.faults.has('headers_too_large') || hasStrayReturns(raw.subarray(start, root.bodyAt));
  return { root, headersAreOdd, faults: walk.faults };
};

/** A CR that no LF follows ends a line for some programs and not for others, and so may two of them end the headers. */
const hasStrayReturns = (head: Buffer): boolean => /\r(?!\n)/.test(head.toString('latin1'));

const readPart = (walk: Walk, start: number, end: number, depth: number, implied: string): MimePart => {
  walk.parts += 1;
  const block = readHeaderBlock(walk.raw, start, end);
  if (block.truncated) walk.faults.add('headers_too_large');
  const { headers, bodyAt } = block;
  const type = readStructured(firstOf(headers, 'content-type') ?? '', walk.hint);
  const disposition = readStructured(firstOf(headers, 'content-disposition') ?? '', walk.hint);
  const contentType = typeOf(type.value) ?? implied;
  walk.hint ??= type.parameters.get('charset') ?? null;
  const children = contentType.startsWith('multipart/')
    ? readChildren(walk, bodyAt, end, depth, { contentType, boundary: type.parameters.get('boundary') })
    : [];
  const encoding = firstOf(headers, 'content-transfer-encoding') ?? '';
  return {
    headers,
    // A multipart without a single part is a text that says so.
    contentType: contentType.startsWith('multipart/') && children.length === 0 ? 'text/plain' : contentType,
    parameters: type.parameters,
    disposition: disposition.value,
    fileName: cleanFileName(disposition.parameters.get('filename') || type.parameters.get('name') || ''),
    contentId: /<([^<>\s]{1,250})>/.exec(firstOf(headers, 'content-id') ?? '')?.[1] ?? null,
    children,
    bodyAt,
    end,
    content: (lines = walk.raw.subarray(bodyAt, end)) => undoTransferEncoding(lines, encoding),
  };
};

/** The type that a sender meant; null where none can be seen. */
const typeOf = (value: string): string | null =>
  /^([!-.0-~]+\/[!-.0-~]+)(?:\s.*)?$/s.exec(value)?.[1] ?? (value === 'html' ? 'text/html' : null);

const readChildren = (
  walk: Walk,
  start: number,
  end: number,
  depth: number,
  multipart: { contentType: string; boundary: string | undefined },
): MimePart[] => {
  if (depth >= DEPTH) {
    walk.faults.add('nested_too_deep');
    return [];
  }
  const implied = multipart.contentType === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const childrenAt = (boundary: string): MimePart[] =>
    Array.from(splitAt(walk, boundary, start, end), (range) =>
      readPart(walk, range.start, range.end, depth + 1, implied),
    );
  const declared = multipart.boundary ? childrenAt(multipart.boundary) : [];
  if (declared.length > 0) return declared;
  const guessed = guessBoundary(walk.raw, start, end);
  return guessed ? childrenAt(guessed) : [];
};

/** The ranges between the lines of a boundary; the line end before such a line belongs to it. */
function* splitAt(walk: Walk, boundary: string, start: number, end: number): Generator<{ start: number; end: number }> {
  const raw = walk.raw.subarray(0, end);
  const mark = Buffer.from(`--${boundary}`, /[^\x00-\xff]/.test(boundary) ? 'utf8' : 'latin1');
  let open: number | null = null;
  for (
    let at = raw.indexOf(mark, start);
    at !== -1 && at + mark.length <= end;
    at = raw.indexOf(mark, at + mark.length)
  ) {
    const line = boundaryLine(raw, at, mark.length, start, end);
    if (!line) continue;
    if (open !== null) {
      if (walk.parts >= PARTS) {
        walk.faults.add('too_many_parts');
        return;
      }
      yield { start: open, end: Math.max(open, line.before) };
    }
    // What a gateway or a sender with one boundary for all wrote behind the end is read too, if it is a part.
    open = line.closing ? null : line.next;
  }
  // The closing line never came: the mail was cut short.
  if (open !== null && open < end) yield { start: open, end };
}

const boundaryLine = (
  raw: Buffer,
  at: number,
  length: number,
  start: number,
  end: number,
): { before: number; next: number; closing: boolean } | null => {
  if (at > start && raw[at - 1] !== 0x0a && raw[at - 1] !== 0x0d) return null;
  let next = at + length;
  const closing = raw[next] === 0x2d && raw[next + 1] === 0x2d;
  if (closing) next += 2;
  while (next < end && (raw[next] === 0x20 || raw[next] === 0x09)) next += 1;
  if (next < end && raw[next] !== 0x0a && raw[next] !== 0x0d) return null;
  if (raw[next] === 0x0d) next += raw[next + 1] === 0x0d && raw[next + 2] === 0x0a ? 2 : 1;
  if (raw[next] === 0x0a) next += 1;
  const before = raw[at - 1] === 0x0a && raw[at - 2] === 0x0d ? at - 2 : at - 1;
  return { before, next: Math.min(next, end), closing };
};

/** A multipart that does not say its boundary shows it in its first line that looks like one. */
const guessBoundary = (raw: Buffer, start: number, end: number): string | null =>
  /^--([^\s-][^\r\n]{0,68}[^\s])[ \t]*\r?$/m.exec(raw.toString('latin1', start, Math.min(end, start + 4096)))?.[1] ??
  null;

/** A mailbox file's `From ` line and empty lines before the first header are no part of the mail. */
const mailStart = (raw: Buffer): number => {
  const begin = raw.toString('latin1', 0, 1000);
  return /^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*(?:>?From (?=[^\s:])[^\r\n]*\r?\n)?/.exec(begin)?.[0].length ?? 0;
};
