import { charsetOf, decodeText, type DecodedText } from './charset.js';
import { cleanFileName, inventedFileName } from './file-name.js';
import { decodeHeader } from './encoded-words.js';
import { firstOf, readHeaderBlock } from './header-block.js';
import { HTML_BYTES, htmlOfText, sanitizeMailHtml, textOfHtml } from './mail-html.js';
import { type MimePart, readMimeTree } from './mime-tree.js';
import { signedContent } from './signed-content.js';

export interface MailAttachment {
  fileName: string;
  contentType: string;
  size: number;
  contentId: string | null;
  content: Buffer;
}

export interface MailBody {
  text: string;
  html: string | null;
  attachments: MailAttachment[];
  charset: { declared: string | null; used: string; repaired: boolean };
  faults: ReadonlySet<BodyFault>;
}

export type BodyFault = 'html_too_large' | 'text_too_large' | 'encrypted';

/** A stretch of the mail as it is read from top to bottom, in one form or in both. */
interface Stretch {
  plain: string | null;
  html: string | null;
}

interface Gathering {
  stretches: Stretch[];
  attached: MimePart[];
  charset: MailBody['charset'] | null;
  faults: Set<BodyFault>;
  /** Characters of HTML so far: what comes after the bound is attached unread. */
  htmlLength: number;
  /** A signature within a signature stays closed. */
  isWithinSignature: boolean;
}

const BODY_TYPES: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'text/enriched']);
const HTML_TYPES: ReadonlySet<string> = new Set(['text/html', 'text/enriched']);
/** Kinds of text that are data and no letter. */
const DATA =
  /^text\/(?:calendar|csv|tab-separated-values|(?:x-)?vcard|directory|rfc822-headers|xml|css|javascript|rtf)$/;
/** Forms of the same text that only one program reads. */
const FORMS_OF_PROGRAMS: ReadonlySet<string> = new Set(['text/x-amp-html', 'text/watch-html']);
/** More than anybody writes or reads; the raw mail keeps the rest. */
const TEXT_BYTES = 4 * 1024 * 1024;
const TEXT_CHARACTERS = 2_000_000;

/** Gathers what the mail says and what hangs on it. */
export const readMailBody = (root: MimePart): MailBody => {
  const found: Gathering = {
    stretches: [],
    attached: [],
    charset: null,
    faults: new Set(),
    htmlLength: 0,
    isWithinSignature: false,
  };
  gather(root, found);
  if (found.stretches.length === 0) promoteFirst(found);
  if (isEncrypted(root)) found.faults.add('encrypted');
  const spoken = found.stretches.filter((one) => Boolean(one.plain?.trim()) || one.html !== null);
  const text = spoken.map((one) => (one.plain?.trim() ? one.plain : textOfHtml(one.html ?? ''))).join('\n');
  return {
    text: cleanText(text),
    html: htmlOf(spoken),
    attachments: found.attached.map(attachmentOf),
    charset: found.charset ?? { declared: null, used: 'us-ascii', repaired: false },
    faults: found.faults,
  };
};

const gather = (part: MimePart, found: Gathering): void => {
  const signed = found.isWithinSignature ? null : signedContent(part);
  if (signed) {
    found.isWithinSignature = true;
    gather(readMimeTree(signed).root, found);
    found.isWithinSignature = false;
    found.attached.push(part);
  } else if (part.children.length === 0) {
    if (isBody(part) && found.htmlLength < HTML_BYTES) found.stretches.push(stretchOf(part, found));
    else found.attached.push(part);
  } else if (part.contentType === 'multipart/alternative') gatherAlternatives(part, found);
  else if (part.contentType === 'multipart/related') gatherRelated(part, found);
  else for (const child of part.children) gather(child, found);
};

/** The forms of one text become one stretch; what is no form of it (a calendar entry) is attached. */
const gatherAlternatives = (part: MimePart, found: Gathering): void => {
  const forms = part.children.filter(({ contentType }) => !FORMS_OF_PROGRAMS.has(contentType));
  let plain: string | null = null;
  let html: string | null = null;
  for (const child of forms) {
    const inner: Gathering = { ...found, stretches: [], attached: [], charset: null };
    gather(child, inner);
    // A form may itself be of several pieces, with files between them.
    if (inner.stretches.some((one) => one.html !== null)) html = htmlOf(inner.stretches) ?? html;
    else if (inner.stretches.length > 0)
      plain = [plain, ...inner.stretches.map((one) => one.plain)].filter(Boolean).join('\n');
    plain ??= inner.stretches.find((one) => one.html !== null && one.plain?.trim())?.plain ?? null;
    found.attached.push(...inner.attached);
    found.charset ??= inner.charset;
    found.htmlLength = inner.htmlLength;
  }
  if (plain !== null || html !== null) found.stretches.push({ plain, html });
};

const htmlOf = (stretches: readonly Stretch[]): string | null =>
  stretches.some((one) => one.html !== null)
    ? stretches.map((one) => one.html ?? htmlOfText(one.plain ?? '')).join('\n')
    : null;

/** The page that shows the others: named by `start`, or else the first that is a text. */
const gatherRelated = (part: MimePart, found: Gathering): void => {
  const start = part.parameters.get('start')?.replace(/[<>\s]/g, '');
  const root =
    part.children.find(({ contentId }) => start !== undefined && contentId === start) ??
    part.children.find(({ contentType }) => /^(?:text|multipart)\//.test(contentType)) ??
    part.children[0];
  if (root) gather(root, found);
  const others = part.children.filter((child) => child !== root).flatMap(leavesOf);
  // A phone's message is a row of slides: its texts are named like files and are the letter all the same.
  const isText = ({ contentType }: MimePart): boolean =>
    root?.contentType === 'application/smil' && contentType === 'text/plain';
  for (const text of others.filter(isText)) found.stretches.push(stretchOf(text, found));
  found.attached.push(...others.filter((other) => !isText(other)));
};

/** A text that stands alone under a file's name or as a kind that nobody knows is the letter itself (RFC 2046, section 4.1.4). */
const promoteFirst = (found: Gathering): void => {
  const isLetter = ({ contentType }: MimePart): boolean => contentType.startsWith('text/') && !DATA.test(contentType);
  const known = found.attached.findIndex(({ contentType }) => BODY_TYPES.has(contentType));
  const at = known === -1 ? found.attached.findIndex(isLetter) : known;
  if (at === -1) return;
  const [part] = found.attached.splice(at, 1);
  found.stretches.push(stretchOf(part!, found));
};

const isEncrypted = (root: MimePart): boolean =>
  root.contentType === 'multipart/encrypted' ||
  (/^application\/(?:x-)?pkcs7-mime$/.test(root.contentType) && root.parameters.get('smime-type') !== 'signed-data');

const leavesOf = (part: MimePart): MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leavesOf);

const isBody = (part: MimePart): boolean =>
  BODY_TYPES.has(part.contentType) && part.disposition !== 'attachment' && part.fileName === null;

const stretchOf = (part: MimePart, found: Gathering): Stretch => {
  const whole = part.content();
  const bytes = whole.subarray(0, TEXT_BYTES);
  if (bytes.length < whole.length) found.faults.add('text_too_large');
  const declared = part.parameters.get('charset') ?? null;
  const isHtml = HTML_TYPES.has(part.contentType);
  const hint = isHtml ? charsetOf(metaCharset(bytes)) : found.charset && charsetOf(found.charset.used);
  const decoded = decodeText(bytes, declared, hint);
  noteCharset(found, declared, decoded);
  if (isHtml) {
    const { html, cut } = sanitizeMailHtml(decoded.text);
    if (cut) found.faults.add('html_too_large');
    found.htmlLength += decoded.text.length;
    return { plain: null, html };
  }
  return { plain: unflow(decoded.text.replace(/\r{0,2}\n|\r/g, '\n'), part.parameters), html: null };
};

const noteCharset = (found: Gathering, declared: string | null, decoded: DecodedText): void => {
  const { used, repaired } = decoded;
  // The first text speaks for the mail, unless it is bare ASCII and a later one shows what the mail is written in.
  if (found.charset === null || (found.charset.used === 'us-ascii' && used !== 'us-ascii')) {
    found.charset = { declared: declared?.slice(0, 60) ?? null, used, repaired };
  } else found.charset.repaired ||= repaired;
};

const metaCharset = (bytes: Buffer): string | null =>
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(bytes.toString('latin1', 0, 2048))?.[1] ?? null;

/** Lines that the sender's program broke are joined again (RFC 3676); Japanese is joined without a blank (DelSp). */
const unflow = (text: string, parameters: ReadonlyMap<string, string>): string => {
  if (parameters.get('format')?.toLowerCase() !== 'flowed') return text;
  const withoutBlank = parameters.get('delsp')?.toLowerCase() === 'yes';
  const out: string[] = [];
  let open: { depth: number; text: string } | null = null;
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)![0].length;
    const content = line.slice(depth).replace(/^ /, '');
    const flows = content.endsWith(' ') && content !== '-- ';
    const kept = flows && withoutBlank ? content.slice(0, -1) : content;
    if (open && open.depth === depth && content !== '-- ') open.text += kept;
    else {
      if (open) out.push(open.text);
      open = { depth, text: depth > 0 ? `${'>'.repeat(depth)} ${kept}` : kept };
    }
    if (!flows) {
      out.push(open.text);
      open = null;
    }
  }
  if (open) out.push(open.text);
  return out.join('\n');
};

/** Text as the database takes it and a screen shows it: one kind of line end, no NUL, no lone surrogate. */
const cleanText = (text: string): string =>
  text
    .slice(0, TEXT_CHARACTERS)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r{0,2}\n|\r/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]/g, '')
    .replace(/^\n+/, '')
    .trimEnd();

const attachmentOf = (part: MimePart, index: number): MailAttachment => {
  const content = part.content();
  return {
    fileName: part.fileName ?? nameOfEnclosed(part, content) ?? inventedFileName(part.contentType, index + 1),
    contentType: part.contentType,
    size: content.length,
    contentId: part.contentId,
    content,
  };
};

/** An enclosed mail is named after its subject. */
const nameOfEnclosed = (part: MimePart, content: Buffer): string | null => {
  if (part.contentType !== 'message/rfc822') return null;
  const subject = firstOf(readHeaderBlock(content, 0, content.length).headers, 'subject');
  const name = subject && cleanFileName(decodeHeader(subject).text.replace(/[/\\]/g, '_'));
  return name ? cleanFileName(`${[...name].slice(0, 80).join('')}.eml`) : null;
};
