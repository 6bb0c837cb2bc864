import { domainToASCII } from 'node:url';
import { decodeWords, headerLine } from './encoded-words.js';
import { charactersOf } from './header-block.js';

export interface MailAddress {
  /** As it is compared and stored: a local part that needs no quotes has none, the domain is in lower-case ASCII. */
  address: string;
  name: string;
}

export interface AddressList {
  addresses: MailAddress[];
  /** The header does not plainly say one thing: groups, odd quoting, an encoded address, something that is no address. */
  odd: boolean;
}

const ADDRESSES = 50;
const HEADER_CHARACTERS = 32_768;
const COMMENT_CHARACTERS = 1000;
const LOCAL = /^[^\s"(),:;<>@[\\\]\p{Cc}]{1,64}$/u;
const DOMAIN =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)*[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

/**
 * Reads a list of addresses (RFC 5322 and what senders make of it) in one pass over its characters, so that no nesting can
 * hurt. Carriers' addresses (`a..b@`, `.a@`, quoted or not) are kept. An encoded-word never becomes an address.
 */
export const readAddresses = (raw: string, hint: string | null): AddressList => {
  const characters = charactersOf(raw, hint).slice(0, HEADER_CHARACTERS);
  const list: AddressList = { addresses: [], odd: raw.length > HEADER_CHARACTERS || /[\0\r\n]/.test(raw) };
  let one = emptyMailbox();
  const finish = (): void => {
    const read = readMailbox(one, hint);
    if (read) {
      list.odd ||= read.odd;
      if (read.address && list.addresses.length < ADDRESSES) list.addresses.push(read.address);
    }
    one = emptyMailbox();
  };
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at]!;
    if (character === '"') at = readQuoted(characters, at, one);
    else if (character === '(') at = readComment(characters, at, one);
    else if (character === '<') one.state = one.angle === null ? 'angle' : 'after';
    else if (character === '>') one.state = 'after';
    else if (character === ',' && one.state === 'phrase' && isHalfName(one, characters, at)) addTo(one, character);
    else if (character === ',' && one.state !== 'angle') finish();
    else if (character === ';' && one.state !== 'angle') {
      finish();
      if (characters.slice(at + 1).trim() !== '' || list.addresses.length === 0) list.odd ||= true;
    } else if (character === ':' && one.state === 'phrase') {
      list.odd = true;
      one = emptyMailbox();
    } else addTo(one, character);
  }
  finish();
  return list;
};

/** `Sato, Hanako <h@example.jp>` without its quotes: words before a comma that are no address belong to the name that follows. */
const isHalfName = ({ phrase }: Mailbox, characters: string, comma: number): boolean =>
  phrase.trim() !== '' &&
  !phrase.includes('@') &&
  /^[^,@:;<]{0,200}<[^<>,]{1,320}@/.test(characters.slice(comma + 1, comma + 600));

/** The form in which two addresses are the same: the case of letters says nothing. */
export const addressKey = (address: string): string => address.toLowerCase();

interface Mailbox {
  state: 'phrase' | 'angle' | 'after';
  phrase: string;
  angle: string | null;
  comment: string;
  escaped: boolean;
}

const emptyMailbox = (): Mailbox => ({ state: 'phrase', phrase: '', angle: null, comment: '', escaped: false });

const addTo = (one: Mailbox, text: string): void => {
  if (one.state === 'angle') one.angle = (one.angle ?? '') + text;
  else if (one.state === 'phrase') one.phrase += text;
};

/** Quotes stay in an address (the local part may need them) and go from a name. */
const readQuoted = (characters: string, from: number, one: Mailbox): number => {
  let at = from + 1;
  let text = '';
  for (; at < characters.length && characters[at] !== '"'; at += 1) {
    if (characters[at] === '\\' && at + 1 < characters.length) {
      at += 1;
      one.escaped ||= characters[at] !== '"' && characters[at] !== '\\';
    }
    text += characters[at];
  }
  const inAddress = one.state === 'angle' || characters[at + 1] === '@';
  addTo(one, inAddress ? `"${text.replaceAll('"', '')}"` : text);
  return at;
};

const readComment = (characters: string, from: number, one: Mailbox): number => {
  let depth = 0;
  const end = Math.min(characters.length, from + COMMENT_CHARACTERS);
  for (let at = from; at < end; at += 1) {
    if (characters[at] === '\\') at += 1;
    else if (characters[at] === '(') depth += 1;
    else if (characters[at] === ')' && (depth -= 1) === 0) {
      one.comment ||= characters.slice(from + 1, at);
      if (one.state === 'phrase') one.phrase += ' ';
      return at;
    }
  }
  addTo(one, '(');
  return from;
};

const readMailbox = (one: Mailbox, hint: string | null): { address: MailAddress | null; odd: boolean } | null => {
  const phrase = one.phrase.trim();
  if (phrase === '' && one.angle === null) return null;
  const bare = one.angle === null;
  // `花子 h@example.jp`: the address is plain, that it has no brackets is not.
  const loose = bare ? /^(.*\S)\s+(\S+@\S+)$/s.exec(phrase) : null;
  if (loose && addressOf(phrase) === null && !loose[1]!.includes('@')) {
    const address = addressOf(loose[2]!);
    return { address: address === null ? null : { address, name: nameOf(loose[1]!, hint) }, odd: true };
  }
  const address = addressOf(bare ? phrase : one.angle!.replace(/^\s*@[^:]*:/, '').trim());
  if (!address) return { address: null, odd: true };
  const name = nameOf(bare ? one.comment : phrase, hint);
  return { address: { address, name }, odd: one.escaped || otherAddressIn({ address, name }) !== null };
};

const addressOf = (text: string): string | null => {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 320 || text.includes('=?')) return null;
  const written = text.slice(0, at).trim();
  const inner = /^"([^"]*)"$/.exec(written)?.[1] ?? written;
  const domain = asciiDomain(text.slice(at + 1).trim());
  if (domain === null) return null;
  if (LOCAL.test(inner)) return `${inner}@${domain}`;
  return inner !== written && inner.length <= 64 && !/\p{Cc}/u.test(inner) ? `"${inner}"@${domain}` : null;
};

const asciiDomain = (domain: string): string | null => {
  if (/^\[[\d.:a-fv]{2,60}\]$/i.test(domain)) return domain.toLowerCase();
  if (!DOMAIN.test(domain)) return null;
  return /^[\x00-\x7f]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain) || null;
};

const nameOf = (text: string, hint: string | null): string => {
  const name = headerLine(decodeWords(text.trim(), hint).text, 200).replace(/\s+/g, ' ');
  return name.replace(/^(['"])(.*)\1$/, '$2').trim();
};

/** A name that shows another address than the one behind it misleads whoever reads it. */
export const otherAddressIn = ({ name, address }: MailAddress): string | null => {
  const shown = /[^\s"'<>()]+@[^\s"'<>()]+\.[^\s"'<>()]+/.exec(name.normalize('NFKC'))?.[0];
  return shown !== undefined && addressKey(shown) !== addressKey(address) ? shown : null;
};
