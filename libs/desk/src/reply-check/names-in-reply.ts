import type { ReplyCheckView } from '#libs/contracts';
import { plainText } from './plain-text.js';

export interface Place {
  start: number;
  end: number;
}

/** Lines in which a letter says whom it is for. */
const HEAD = 4;
const HONORIFIC = /^[\s　]*(?:様|さま|さん|殿|氏|御中)/u;
const SALUTATION = /^([^\n様]{1,40}?)様[、,]?$/u;
/** A field of a form, which names without politeness. */
const FIELD = /(?:名前|氏名|名義|注文者名?|宛名)[:=]?$/u;
const NOBODY_BY_NAME = /^(?:お客|皆|みな|各位|ご担当者|お取引先|関係者|ご関係者)/u;

const bare = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
const familyOf = (name: string): string | null => /^(\S+)[\s　]+\S/u.exec(name.trim())?.[1] ?? null;

/** Whom a text speaks to, and where it names somebody else or leaves out 様. */
export const addresseeOf = (
  text: string,
  requesterName: string,
): { addressee: ReplyCheckView['addressee']; other: Place | null; unhonored: Place | null } => {
  const full = bare(requesterName);
  const names = [full, bare(familyOf(requesterName) ?? '')].filter((name) => name.length > 0);
  let at = 0;
  let addressee: ReplyCheckView['addressee'] = 'none';
  let other: Place | null = null;
  let unhonored: Place | null = null;
  for (const line of text.split('\n').slice(0, HEAD)) {
    const words = line.trim();
    const start = at + line.indexOf(words);
    const place = { start, end: start + words.length };
    at += line.length + 1;
    const named = SALUTATION.exec(bare(words))?.[1];
    if (named !== undefined && !NOBODY_BY_NAME.test(named)) {
      // A firm or a title may stand before the name.
      const isRight = full.startsWith(named) || named.endsWith(full) || names.some((name) => named === name);
      if (addressee === 'none') addressee = isRight ? 'right' : 'other';
      if (!isRight) other ??= place;
    } else if (names.includes(bare(words.replace(/[、,]$/u, '')))) unhonored ??= place;
  }
  return { addressee, other, unhonored: unhonored ?? unhonoredIn(text, full) };
};

/** The whole name in the middle of the text, without an honorific behind it. */
const unhonoredIn = (text: string, full: string): Place | null => {
  if (full.length < 3 || !/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u.test(full)) return null;
  const plain = plainText(text, { tight: true });
  for (let at = plain.text.indexOf(full); at >= 0; at = plain.text.indexOf(full, at + full.length)) {
    if (HONORIFIC.test(plain.text.slice(at + full.length)) || FIELD.test(plain.text.slice(0, at))) continue;
    return { start: plain.starts[at]!, end: plain.ends[at + full.length - 1]! };
  }
  return null;
};

/** What of a name people would write: without the kind of company and remarks in brackets. */
const core = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|株式会社|有限会社|合同会社/gu, '')
    .trim();

/** Names of shops other than the one that this desk answers for. A name that is part of the shop's own is its own. */
export const otherShopsIn = (text: string, own: readonly string[], others: readonly string[]): Place[] => {
  const ours = own.map(core).filter((name) => name !== '');
  const covered = ours.flatMap((name) => placesOf(text, name));
  const found = [...new Set(others.map(core))]
    .filter((name) => name.length >= 2 && !ours.includes(name))
    .flatMap((name) => placesOf(text, name))
    .filter((place) => !covered.some(({ start, end }) => start <= place.start && place.end <= end))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((place, index) => index === 0 || place.start >= found[index - 1]!.end);
};

/** Japanese names are found whatever blanks are in them, Latin ones as whole words. */
const placesOf = (text: string, name: string): Place[] => {
  const isLatin = /^[\p{Script=Latin}\d]|[\p{Script=Latin}\d]$/u.test(name);
  const plain = plainText(text, { tight: !isLatin });
  const sought = isLatin ? name : bare(name);
  const places: Place[] = [];
  for (let at = plain.text.indexOf(sought); at >= 0; at = plain.text.indexOf(sought, at + sought.length)) {
    const around = `${plain.text[at - 1] ?? ' '}${plain.text[at + sought.length] ?? ' '}`;
    if (isLatin && /[a-z0-9@.-](?=.)|.[a-z0-9@]/u.test(around)) continue;
    places.push({ start: plain.starts[at]!, end: plain.ends[at + sought.length - 1]! });
  }
  return places;
};
