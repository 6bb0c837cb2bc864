import type { MailDetailView } from '#libs/contracts';
/** A mail's own words, and what it quotes. */
export interface MailText {
  fresh: string;
  quoted: string | null;
}

const SEAM = '\n\n';
const MASKED = /\[\[masked:\w+\]\]/u;

/**
 * Cuts a message's text where its quotation begins. What is not surely a quotation is not folded: where no seam stands at `freshLength`
 * (a masked number moves it), the whole text counts as the person's own words.
 */
export const mailText = (text: string, freshLength: number): MailText => {
  const whole = { fresh: text, quoted: null };
  if (freshLength <= 0 || freshLength >= text.length) return whole;
  const isMasked = MASKED.test(text.slice(0, freshLength + SEAM.length));
  if (isMasked || !text.startsWith(SEAM, freshLength)) return whole;
  const quoted = text.slice(freshLength + SEAM.length);
  return quoted.trim() === '' ? whole : { fresh: text.slice(0, freshLength), quoted };
};

export type SenderState = 'known' | 'unknown' | 'forged';

/** Whether anything at all is known about the sender's right to the address. */
export const isChecked = ({ proof: { spf, dkim, dmarc } }: Pick<MailDetailView, 'proof'>): boolean =>
  [spf, dkim, dmarc].some((result) => result !== 'none');

/** How far the sender's address is to be believed. */
export const senderState = (mail: { senderKnown: boolean; proof: { dmarc: string } }): SenderState =>
  mail.proof.dmarc === 'fail' ? 'forged' : mail.senderKnown ? 'known' : 'unknown';

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^application\/pdf$/, 'PDF'],
  [/^application\/(?:x-)?zip(?:-compressed)?$/, 'ZIP'],
  [/^application\/(?:msword|vnd\..*wordprocessing)/, 'Word'],
  [/^application\/vnd\..*(?:ms-excel|spreadsheet)/, 'Excel'],
  [/^application\/vnd\..*(?:powerpoint|presentation)/, 'PowerPoint'],
  [/^message\/rfc822$/, 'EML'],
  [/^application\/(?:x-)?pkcs7/, 'S/MIME'],
  [/^text\/calendar$/, 'iCalendar'],
  [/^text\/plain$/, 'TXT'],
  [/^(?:image|text|audio|video)\/(?:x-)?(?:ms-)?[\w+]{1,8}$/, ''],
];

/** What people call a kind of file: PDF, Word, PNG. One that nobody has a word for is named as mails name it. */
export const fileKind = (contentType: string): string => {
  const known = KINDS.find(([pattern]) => pattern.test(contentType));
  if (!known) return contentType.slice(0, 40);
  return known[1] || contentType.replace(/^.*\/(?:x-)?(?:ms-)?/, '').toUpperCase();
};

/** 640 B, 12 KB, 3.4 MB. */
export const fileSize = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/**
 * The page of a mail's frame. The server has made the HTML harmless; the frame has no rights and this policy lets it load nothing, so
 * that no picture tells its sender who read it.
 */
export const framePage = (html: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style>body{margin:12px;background:#fff;color:#1d242f;font:14px/1.75 "Hiragino Sans","Yu Gothic Medium",Meiryo,system-ui,sans-serif;overflow-wrap:anywhere}a{pointer-events:none;color:inherit}img{max-width:100%}</style>${html}`;
