import type { Language, ReplyCharset } from '#libs/contracts';
import { SECRET_MARKS } from '#libs/desk';
import { MAIL_WORDS, type MailWords } from './mail.wording.js';

/** A message of a ticket with all that its mail is made of. */
export interface MailSource {
  automatic: boolean;
  charset: ReplyCharset;
  language: Language;
  subject: string | null;
  text: string;
  ticketNumber: string;
  desk: {
    name: string;
    nameEn: string;
    senderName: string;
    replyFrom: string;
    signature: string;
    signatureEn: string;
  };
  to: string;
  messageId: string;
  /** Message-IDs of the ticket's earlier mails, ours and the requester's, oldest first: by them mailers thread. */
  earlierIds: readonly string[];
  statusUrl: string;
}

/** One mail, ready for a relay or the outbox. It has no place for an attachment. */
export interface OutgoingMail {
  messageId: string;
  from: { name: string; address: string };
  to: string;
  /** Empty for automatic mail: then no bounce and no robot answers it (RFC 3834, RFC 5321 §4.5.5). */
  envelopeFrom: string;
  subject: string;
  text: string;
  references: readonly string[];
  headers: Readonly<Record<string, string>>;
  /** Default `utf-8`. */
  charset?: ReplyCharset;
}

const RULE = '─'.repeat(20);

/** Writes the mail in the desk's name. Pure: the same source gives the same mail, to the letter. */
export const composeMail = (source: MailSource): OutgoingMail => {
  const words = MAIL_WORDS[source.language];
  const { desk } = source;
  const ja = source.language === 'ja';
  const deskName = headerText(ja ? desk.senderName : desk.nameEn);
  const subject = headerText(source.subject ?? words.replySubject);
  return {
    messageId: source.messageId,
    from: { name: deskName, address: desk.replyFrom },
    to: source.to,
    envelopeFrom: source.automatic ? '' : desk.replyFrom,
    subject: words.subject(deskName, subject, source.ticketNumber),
    text: bodyOf(source, words, ja ? desk.signature : desk.signatureEn),
    references: source.earlierIds.slice(-20),
    charset: source.charset,
    headers: source.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
  };
};

const bodyOf = (source: MailSource, words: MailWords, signature: string): string =>
  [
    unmarked(source.text, words).trim(),
    RULE,
    words.number(source.ticketNumber),
    words.statusLink(source.statusUrl),
    '',
    words.genuine(source.desk.replyFrom),
    RULE,
    signature.trim(),
    '',
  ]
    .join('\n')
    .replace(/\r\n?/g, '\n');

/** Our own marks mean nothing outside: say in words that something was hidden. */
const unmarked = (text: string, words: MailWords): string =>
  text.replaceAll(SECRET_MARKS.card, words.masked.card).replaceAll(SECRET_MARKS.mynumber, words.masked.mynumber);

/** What goes into a header is one line, whatever was typed: no CR, LF or other control character, and of bounded length. */
export const headerText = (text: string): string =>
  [...text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()].slice(0, 200).join('');
