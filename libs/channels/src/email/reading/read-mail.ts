import { asksForNoAutomaticAnswer, automaticKind, type AutomaticMail } from './automatic.js';
import { charsetOf } from './charset.js';
import { enclosedMessageId, leaves, messageIdIn, readDeliveryStatus, type DeliveryStatus } from './delivery-status.js';
import { decodeHeader, headerLine } from './encoded-words.js';
import { readBounceLetter } from './free-form-bounce.js';
import { firstOf, valuesOf, type RawHeader } from './header-block.js';
import { readAddresses, type AddressList, type MailAddress } from './mail-addresses.js';
import { readMailBody, type MailAttachment, type MailBody } from './mail-body.js';
import { type MimePart, type MimeTree, readMimeTree } from './mime-tree.js';
import { foldQuotes, type MailParts } from './quotes.js';

export type { AutomaticMail, DeliveryStatus, MailAddress, MailAttachment, MailParts };

/** What the caller knows beside the mail itself. */
export interface ReadingOptions {
  /** MAIL FROM was empty. */
  nullReturnPath?: boolean;
  /** The desks' own addresses: a mail from one of them is our own that came back. */
  ownAddresses?: readonly string[];
}

export interface ReadMail {
  from: MailAddress | null;
  /** From does not plainly name one sender: show the address as unverified and trust nothing that rests on it. */
  fromIsAmbiguous: boolean;
  sender: MailAddress[];
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  date: Date | null;
  /** Without angle brackets, as all ids here. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** All that the mail says, decoded. */
  text: string;
  parts: MailParts;
  html: string | null;
  attachments: MailAttachment[];
  charset: MailBody['charset'];
  headers: { name: string; value: string }[];
  automatic: AutomaticMail | null;
  /** The sender asks that no machine answers. That alone does not make the mail automatic. */
  asksForNoAutomaticAnswer: boolean;
  deliveryStatus: DeliveryStatus | null;
  /** Why the mail could only be read in part: codes, parted by commas. */
  unreadable: string | null;
}

export const MAIL_BYTES = 25 * 1024 * 1024;
const ADDRESSES = 50;
const REFERENCES = 100;
const HEADERS_SHOWN = 500;
const HEADER_CHARACTERS = 4000;

/** Reads one raw mail where it is called. Pure; whoever does not trust the mail goes through `readMail`, which bounds its time. */
export const readMailHere = (raw: Buffer, options: ReadingOptions = {}): ReadMail => {
  const tree = readMimeTree(raw.length > MAIL_BYTES ? raw.subarray(0, MAIL_BYTES) : raw);
  const body = readMailBody(tree.root);
  const unreadable: string[] = [...tree.faults, ...body.faults];
  if (raw.length > MAIL_BYTES) unreadable.unshift('too_large');
  return assemble(tree, body, unreadable, options);
};

/** Reads the headers alone: what is left of a mail whose body broke the jail. */
export const readHeadersHere = (raw: Buffer, reason: string, options: ReadingOptions = {}): ReadMail => {
  const headersOnly: Buffer = raw.subarray(0, endOfHeaders(raw));
  return assemble(readMimeTree(headersOnly), NO_BODY, [reason], options);
};

/** Nothing could be read: the raw mail is all there is. */
export const unreadMail = (reason: string): ReadMail => assemble(readMimeTree(Buffer.alloc(0)), NO_BODY, [reason], {});

const NO_BODY: MailBody = {
  text: '',
  html: null,
  attachments: [],
  charset: { declared: null, used: 'us-ascii', repaired: false },
  faults: new Set(),
};

const assemble = (tree: MimeTree, body: MailBody, unreadable: string[], options: ReadingOptions): ReadMail => {
  const { root } = tree;
  const { headers } = root;
  const hint = charsetOf(body.charset.declared) ?? (body.charset.used === 'us-ascii' ? null : body.charset.used);
  const from = readFrom(headers, hint);
  const subject = decodeHeader(firstOf(headers, 'subject') ?? '', hint);
  const inReplyTo = idsOf(headers, 'in-reply-to');
  const list = (key: string): MailAddress[] => listOf(headers, key, hint).addresses;
  const read = {
    from: from.addresses[0] ?? null,
    subject: headerLine(subject.text),
    text: body.text,
    nullReturnPath: options.nullReturnPath === true || /^<\s*>$/.test(firstOf(headers, 'return-path') ?? ''),
    ownAddresses: options.ownAddresses ?? [],
  };
  const report = reportTypeOf(root);
  const notice = readDeliveryStatus(root);
  const deliveryStatus = notice ?? (report ? null : letterOf(root, read, inReplyTo));
  const shown = notice ? ('message/delivery-status' as const) : ('bounce letter' as const);
  return {
    from: read.from,
    fromIsAmbiguous: tree.headersAreOdd || from.odd || from.addresses.length > 1,
    sender: list('sender'),
    replyTo: list('reply-to'),
    to: list('to'),
    cc: list('cc'),
    subject: read.subject,
    date: dateOf(firstOf(headers, 'date')),
    messageId: firstId(headers),
    inReplyTo,
    references: idsOf(headers, 'references'),
    text: body.text,
    parts: foldQuotes(body.text),
    html: body.html,
    attachments: body.attachments,
    charset: { ...body.charset, repaired: body.charset.repaired || subject.repaired },
    headers: headers.slice(0, HEADERS_SHOWN).map(({ name, raw }) => ({
      name,
      value: headerLine(decodeHeader(raw.slice(0, HEADER_CHARACTERS * 4), hint).text, HEADER_CHARACTERS),
    })),
    automatic: automaticKind({ ...read, headers, report, deliveryStatus: deliveryStatus && shown }),
    asksForNoAutomaticAnswer: asksForNoAutomaticAnswer(headers),
    deliveryStatus: deliveryStatus && withOriginal(deliveryStatus, inReplyTo),
    unreadable: unreadable.length > 0 ? [...new Set(unreadable)].join(', ') : null,
  };
};

interface LetterTraits {
  from: MailAddress | null;
  subject: string;
  text: string;
  nullReturnPath: boolean;
  ownAddresses: readonly string[];
}

/** The kind of a report, which some programs show by its parts alone; empty where neither says it, null for any other mail. */
const reportTypeOf = (root: MimePart): string | null => {
  if (root.contentType !== 'multipart/report') return null;
  const part = leaves(root).find(({ contentType }) => contentType === 'message/disposition-notification');
  return root.parameters.get('report-type') ?? (part ? 'disposition-notification' : '');
};

const letterOf = (root: MimePart, read: LetterTraits, inReplyTo: readonly string[]): DeliveryStatus | null =>
  readBounceLetter({
    ...read,
    from: read.from?.address ?? '',
    failedRecipients: firstOf(root.headers, 'x-failed-recipients'),
    answersTo: enclosedMessageId(leaves(root)) ?? inReplyTo[0] ?? null,
  });

const withOriginal = (status: DeliveryStatus, inReplyTo: readonly string[]): DeliveryStatus => ({
  recipients: status.recipients,
  originalMessageId: status.originalMessageId ?? inReplyTo[0] ?? null,
});

/** Two From headers, or one that names several or hides one, are how strangers are shown as somebody else. */
const readFrom = (headers: readonly RawHeader[], hint: string | null): AddressList => {
  const lists = valuesOf(headers, 'from').map((raw) => readAddresses(raw, hint));
  const addresses = lists.flatMap((list) => list.addresses).slice(0, ADDRESSES);
  return { addresses, odd: lists.length !== 1 || addresses.length === 0 || lists.some((list) => list.odd) };
};

const listOf = (headers: readonly RawHeader[], key: string, hint: string | null): AddressList => {
  const lists = valuesOf(headers, key)
    .slice(0, ADDRESSES)
    .map((raw) => readAddresses(raw, hint));
  return {
    addresses: lists.flatMap((list) => list.addresses).slice(0, ADDRESSES),
    odd: lists.some((list) => list.odd),
  };
};

const firstId = (headers: readonly RawHeader[]): string | null => {
  const raw = firstOf(headers, 'message-id');
  const bare = raw?.split(/\s/)[0]?.replace(/[<>]/g, '');
  return messageIdIn(raw) ?? (bare && bare.length <= 998 ? headerLine(bare) || null : null);
};

/** The latest ids are the ones that thread. */
const idsOf = (headers: readonly RawHeader[], key: string): string[] => {
  const ids = valuesOf(headers, key).flatMap(
    (raw) =>
      raw.match(/<[^<>@]{1,998}@[^<>@]{1,998}>|<[^<>\s]{1,998}>/g) ??
      raw.match(/[^\s<>@]{1,400}@[^\s<>@]{1,400}/g) ??
      [],
  );
  return [...new Set(ids.slice(-REFERENCES * 2).map((id) => id.replace(/[<>\s]/g, '')))].slice(-REFERENCES);
};

const dateOf = (raw: string | null): Date | null => {
  if (raw === null) return null;
  const text = raw
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\bJST\b/, '+0900')
    .trim();
  const date = new Date(text);
  const year = date.getUTCFullYear();
  return year >= 1980 && year <= 2200 ? date : null;
};

const endOfHeaders = (raw: Buffer): number => {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => raw.indexOf(mark)).filter((at) => at >= 0);
  return Math.min(raw.length, 256 * 1024, ...ends.map((at) => at + 4));
};
