import type { MimePart } from './mime-tree.js';

const SEQUENCE = 0x30;
const EXPLICIT = 0xa0;
const OCTETS = 0x04;
const OCTETS_IN_PIECES = 0x24;
const SIGNED_DATA = '2a864886f70d010702';
const DATA = '2a864886f70d010701';
const DEPTH = 12;

/** A value of ASN.1 in its basic or distinguished encoding. */
interface Value {
  tag: number;
  content: Buffer;
  /** Where the next one begins. */
  next: number;
}

/**
 * The mail that an S/MIME signature holds within itself (RFC 8551, section 3.5.2), as Outlook signs where it does not sign in clear;
 * null for any other part. Nothing is said of the signature: whether it holds is not looked at.
 */
export const signedContent = (part: MimePart): Buffer | null => {
  if (!/^application\/(?:x-)?pkcs7-mime$/.test(part.contentType)) return null;
  const [type, signed] = within(valuesOf(part.content())[0], SEQUENCE);
  if (type?.content.toString('hex') !== SIGNED_DATA) return null;
  const held = within(within(signed, EXPLICIT)[0], SEQUENCE).find(({ tag }) => tag === SEQUENCE);
  const [kind, wrapped] = within(held, SEQUENCE);
  const octets = kind?.content.toString('hex') === DATA ? within(wrapped, EXPLICIT)[0] : undefined;
  if (octets?.tag === OCTETS) return octets.content;
  return octets?.tag === OCTETS_IN_PIECES
    ? Buffer.concat(valuesOf(octets.content).map(({ content }) => content))
    : null;
};

const within = (value: Value | undefined, tag: number): Value[] => (value?.tag === tag ? valuesOf(value.content) : []);

const valuesOf = (bytes: Buffer): Value[] => {
  const values: Value[] = [];
  for (let one = valueAt(bytes, 0, 0); one && one.tag !== 0; one = valueAt(bytes, one.next, 0)) values.push(one);
  return values;
};

/** Null where no whole value is; a value cut short ends with the bytes. */
const valueAt = (bytes: Buffer, at: number, depth: number): Value | null => {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || depth > DEPTH) return null;
  if (first === 0x80) return openEnded(bytes, at, depth);
  const more = first > 0x80 ? first & 0x7f : 0;
  if (more > 4 || at + 2 + more > bytes.length) return null;
  const length = more > 0 ? bytes.readUIntBE(at + 2, more) : first;
  const from = at + 2 + more;
  return { tag, content: bytes.subarray(from, from + length), next: from + length };
};

/** A value whose length was not known when it was written ends with two zeros after its last inner one. */
const openEnded = (bytes: Buffer, at: number, depth: number): Value => {
  let end = at + 2;
  for (let one = valueAt(bytes, end, depth + 1); one && one.tag !== 0; one = valueAt(bytes, end, depth + 1))
    end = one.next;
  return { tag: bytes[at]!, content: bytes.subarray(at + 2, end), next: end + 2 };
};
