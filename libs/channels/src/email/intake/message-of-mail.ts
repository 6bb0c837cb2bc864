import type { Language } from '#libs/contracts';
import { emailKeyOf, maskSecrets } from '#libs/desk';
import { htmlOfText, textOfHtml } from '../reading/mail-html.js';
import { otherAddressIn } from '../reading/mail-addresses.js';
import type { MailAttachment, ReadMail } from '../reading/read-mail.js';

const MAX_TEXT = 19_000;
/** Longer than any secret with the words that tell what it is. */
const CUT_NEAR = 1_000;
const MAX_REPLY_TO = 5;
const MAX_ADDRESS = 320;

export const subjectOf = (mail: ReadMail): string | null => maskSecrets(mail.subject.trim()).text.slice(0, 300) || null;

/** A secret that only shows once the tags are gone cannot be cut out of them: the page gives way to its words. */
export const maskedHtml = (html: string): string => {
  const masked = maskSecrets(html).text;
  const { found, text } = maskSecrets(textOfHtml(masked));
  return found.length === 0 ? masked : htmlOfText(text);
};

/** New words first and the quoted rest behind them, so that nothing is lost and the first words are the person's own. */
const wholeBodyOf = ({ parts, text }: ReadMail): string => {
  const whole = parts.quoted ? `${parts.fresh}\n\n${parts.quoted}` : parts.fresh;
  return whole.trim() || text.trim() || '(本文なし)';
};

/** As it is stored, to the letter: secrets are hidden before the text is cut, so that no half of one is left at its end. */
export const bodyOf = (mail: ReadMail): string =>
  maskSecrets(wholeBodyOf(mail).slice(0, MAX_TEXT + CUT_NEAR)).text.slice(0, MAX_TEXT);

/** A letter longer than a message is attached to it whole. */
export const restOf = (mail: ReadMail): MailAttachment[] => {
  const whole = wholeBodyOf(mail);
  if (whole.length <= MAX_TEXT) return [];
  const content = Buffer.from(maskSecrets(whole).text);
  return [{ fileName: '本文.txt', contentType: 'text/plain', size: content.length, contentId: null, content }];
};

/** An answer never goes there: anybody can write it into a mail. People see it, and decide. */
export const otherReplyTo = ({ from, replyTo }: ReadMail): string[] => {
  const others = replyTo.filter(({ address }) => emailKeyOf(address) !== emailKeyOf(from?.address));
  return [...new Set(others.map(({ address }) => address))].slice(0, MAX_REPLY_TO);
};

/** The address that the sender gives as a name, where that is not the one it writes from. */
export const posedAddress = ({ from }: Pick<ReadMail, 'from'>): string | null =>
  (from && maskSecrets(otherAddressIn(from) ?? '').text.slice(0, MAX_ADDRESS)) || null;

/** A name that poses as another address is none: its sender is known by the true one. */
export const senderName = ({ from }: Pick<ReadMail, 'from'>): string => {
  const name = from && otherAddressIn(from) === null ? from.name.trim() : '';
  return (name || from?.address || '(差出人なし)').slice(0, 100);
};

export const languageOf = (mail: ReadMail): Language =>
  /[\u3040-\u30ff\u3400-\u9fff]/u.test(mail.text + mail.subject) ? 'ja' : 'en';
