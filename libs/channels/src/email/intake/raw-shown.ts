import { maskSecrets, SECRET_MARKS } from '#libs/desk';
import { decodeText } from '../reading/charset.js';
import { decodeHeader } from '../reading/encoded-words.js';
import { type MimePart, readMimeTree } from '../reading/mime-tree.js';

/** Stands in a raw mail where the content of an attachment stood. */
export const ATTACHMENT_MARK = '[[attachment]]';

const ENCODED_WORDS = /=\?[^?\s]{1,60}\?[bq]\?[^?\r\n]{0,2000}\?=(?:\s*=\?[^?\s]{1,60}\?[bq]\?[^?\r\n]{0,2000}\?=)*/gi;

/**
 * The lines of a mail as they came, one character for each byte, with secrets masked also where an encoding hides them, and
 * without the content of attachments.
 */
export const shownLines = (raw: Buffer): string => {
  const { root } = readMimeTree(raw);
  let shown = '';
  let at = 0;
  for (const part of leavesOf(root)) {
    shown += clearLines(raw.toString('latin1', at, part.bodyAt)) + bodyLines(raw, part);
    at = part.end;
  }
  return shown + clearLines(raw.toString('latin1', at));
};

const leavesOf = (part: MimePart): MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leavesOf);

/** Headers and what stands between parts. */
const clearLines = (lines: string): string =>
  maskSecrets(lines.replace(ENCODED_WORDS, (words) => secretIn(decodeHeader(words).text) ?? words)).text;

const bodyLines = (raw: Buffer, part: MimePart): string => {
  const lines = raw.toString('latin1', part.bodyAt, part.end);
  if (lines.trim() === '') return lines;
  if (part.disposition === 'attachment' || !/^(?:text|message)\//.test(part.contentType)) return ATTACHMENT_MARK;
  const masked = maskSecrets(lines).text;
  const charset = part.parameters.get('charset') ?? null;
  // What only shows once the encoding is undone cannot be cut out of the lines: all of them give way.
  const rest = part.content(Buffer.from(masked, 'latin1'));
  return secretIn(decodeText(rest, charset).text) ?? masked;
};

const secretIn = (text: string): string | null => {
  const [kind] = maskSecrets(text).found;
  return kind ? SECRET_MARKS[kind] : null;
};
