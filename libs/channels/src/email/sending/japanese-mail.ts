import { domainToASCII } from 'node:url';
import { encodeIso2022Jp } from '#libs/desk';
import type { OutgoingMail } from '../compose-mail.js';
import { foldLines } from './fold-lines.js';

const COLUMNS = 76;
const WORD_OVERHEAD = '=?ISO-2022-JP?B??='.length;
const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

/** All words of a mail that its charset must carry; the agent's text was checked before, the desk's own were not. */
export const isCarriedByIso2022Jp = (mail: OutgoingMail): boolean =>
  encodeIso2022Jp(`${mail.from.name}\n${mail.subject}\n${mail.text}`).lost.length === 0;

/**
 * The whole mail in ISO-2022-JP, seven bits wide and of one plain part: what old carrier phones read. Headers are cut between
 * characters, lines are folded at 76 columns.
 */
export const japaneseMail = (mail: OutgoingMail, date: Date): Buffer => {
  const headers = [
    ['From', `${encodedWords(mail.from.name, 'From')} <${addressOf(mail.from.address)}>`],
    ['To', addressOf(mail.to)],
    ['Reply-To', addressOf(mail.from.address)],
    ['Subject', encodedWords(mail.subject, 'Subject')],
    ['Message-ID', mail.messageId],
    ...(mail.references.length > 0
      ? [
          ['In-Reply-To', mail.references.at(-1)!],
          ['References', mail.references.join('\r\n ')],
        ]
      : []),
    ...Object.entries(mail.headers),
    ['Date', date.toUTCString().replace('GMT', '+0000')],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=ISO-2022-JP'],
    ['Content-Transfer-Encoding', '7bit'],
  ];
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const text = foldLines(mail.text, COLUMNS).replace(/\r?\n/g, '\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), encodeIso2022Jp(text).bytes]);
};

/** Encoded-words of at most 75 bytes, each whole in itself (RFC 2047). */
const encodedWords = (text: string, header: string): string => {
  const words: string[] = [];
  let piece = '';
  for (const { segment } of segmenter.segment(text)) {
    const room = (words.length === 0 ? COLUMNS - header.length - 2 : 75) - WORD_OVERHEAD;
    if (piece !== '' && base64Of(piece + segment).length > room) {
      words.push(piece);
      piece = '';
    }
    piece += segment;
  }
  if (piece !== '') words.push(piece);
  return words.map((word) => `=?ISO-2022-JP?B?${base64Of(word)}?=`).join('\r\n ');
};

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

const base64Of = (text: string): string => encodeIso2022Jp(text).bytes.toString('base64');

/** The carriers' old addresses (`a..b@`) need a quoted local part. */
const addressOf = (address: string): string => {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return `${DOT_ATOM.test(local) ? local : `"${local}"`}@${domainToASCII(address.slice(at + 1))}`;
};
