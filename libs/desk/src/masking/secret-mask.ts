import { findCardNumbers } from './card-numbers.js';
import { rowFinder, type Span, stretchesOf } from './digit-runs.js';
import { ANY_DIGIT, foldWidth } from './fold-digits.js';

export type SecretKind = 'card' | 'mynumber';

/** What stands in a stored text where a secret stood. */
export const SECRET_MARKS = { card: '[[masked:card]]', mynumber: '[[masked:mynumber]]' } as const satisfies Record<
  SecretKind,
  string
>;

export interface MaskedText {
  text: string;
  /** Kinds that were found, each once. */
  found: SecretKind[];
}

/** A piece of a masked text, for pages that show the mark as a labelled box. */
export type MaskedPart = { kind: 'text'; text: string } | { kind: 'masked'; secret: SecretKind };

interface Finding extends Span {
  secret: SecretKind;
}

/** A number of twelve digits counts as My Number only this near to the word; about one in ten random numbers passes the check. */
const MY_NUMBER_NEAR = 60;
/** A security code counts this near to a card number. */
const CODE_NEAR_CARD = 300;
const CARD_WORD_NEAR = 40;
const MY_NUMBER_WORDS =
  /マイ\s*ナンバー|ﾏｲ\s*ﾅﾝﾊﾞ[ｰー]|まいなんばー|マイナ(?:カード|の?番号)|個人番号|通知カード|my\s{0,3}-?number|individual\s{1,3}number/gi;
/** Names that only the code of a card has. */
const CODE =
  /(?:CVV2?|CVC2?|CVN2?|CAV2?|セキュリティー?[・\s]?(?:コード|番号)|ｾｷｭﾘﾃｨ[ｰー]?ｺ[ｰー]ﾄﾞ|security\s{1,3}code)[^0-9\n]{0,12}?([0-9]{3,4})(?![0-9])/gi;
/** Names that other numbers have too. */
const CODE_OF_CARD =
  /(?:CID|確認番号|裏面?の?\s?(?:数字|番号|[3３三](?:桁|けた)(?:の?(?:番号|数字))?))[^0-9\n]{0,12}?([0-9]{3,4})(?![0-9])/gi;
/** Right behind a card number: its expiry date, and then the code without any name. */
const AFTER_CARD =
  /[\s,、:;/]{0,3}(?:有効期限|期限|exp(?:iry|\.)?)?[\s:]{0,3}[0-9]{1,2}\s?[-/.年]\s?[0-9]{2,4}月?[\s,、:;/]{1,3}([0-9]{3,4})(?![0-9])/iy;
/** Not the word inside our own mark. */
const CARD_WORD = /カード|ｶｰﾄﾞ|クレジット|\bcard\b(?!\]\])/i;

/** Check digit of a My Number (Ministry of Internal Affairs and Communications, ordinance 85 of 2014, article 5). */
export const isMyNumber = (digits: string): boolean => {
  if (!/^\d{12}$/.test(digits)) return false;
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
};

const rowOfMyNumber = rowFinder([4, 4, 4]);

const findMyNumbers = (folded: string): Finding[] => {
  const words = [...folded.matchAll(MY_NUMBER_WORDS)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  if (words.length === 0) return [];
  const near = nearness(words, MY_NUMBER_NEAR);
  return [...stretchesOf(folded, 12), ...rowOfMyNumber(folded)]
    .toSorted((a, b) => a.start - b.start)
    .filter((run) => isMyNumber(run.digits) && near(run))
    .map(({ start, end }) => ({ start, end, secret: 'mynumber' }));
};

const findSecurityCodes = (folded: string, cards: readonly Span[]): Finding[] => {
  const near = nearness(cards, CODE_NEAR_CARD);
  const ofCard = [...folded.matchAll(CODE_OF_CARD)].filter(
    (match) =>
      near(codeOf(match)) || CARD_WORD.test(folded.slice(Math.max(0, match.index - CARD_WORD_NEAR), match.index)),
  );
  return [
    ...[...folded.matchAll(CODE), ...ofCard].map(codeOf),
    ...cards.flatMap(({ end }) => unnamedCode(folded, end)),
  ];
};

const codeOf = (match: RegExpExecArray): Finding => {
  const end = match.index + match[0].length;
  return { start: end - match[1]!.length, end, secret: 'card' };
};

const unnamedCode = (folded: string, at: number): Finding[] => {
  AFTER_CARD.lastIndex = at;
  const match = AFTER_CARD.exec(folded);
  return match ? [codeOf(match)] : [];
};

/** Answers in one pass over both lists whether a span lies within `distance` of one of `anchors`; ask in rising order. */
const nearness = (anchors: readonly Span[], distance: number): ((span: Span) => boolean) => {
  let at = 0;
  return (span) => {
    while (at < anchors.length && anchors[at]!.end + distance < span.start) at += 1;
    return at < anchors.length && anchors[at]!.start - distance <= span.end;
  };
};

const withoutOverlaps = (findings: readonly Finding[]): Finding[] => {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    if (finding.start >= (kept.at(-1)?.end ?? 0)) kept.push(finding);
  }
  return kept;
};

/** A sign of two units is taken whole. */
const signEnd = (text: string, end: number): number => (/[\udc00-\udfff]/.test(text.charAt(end)) ? end + 1 : end);

/** Where card numbers, labelled My Numbers and security codes named near a card stand in a text. Linear in its length. */
export const findSecrets = (text: string): Finding[] => {
  if (!ANY_DIGIT.test(text)) return [];
  const folded = foldWidth(text);
  const cards = findCardNumbers(folded);
  return withoutOverlaps([
    ...cards.map((span): Finding => ({ ...span, secret: 'card' })),
    ...findMyNumbers(folded),
    ...findSecurityCodes(folded, cards),
  ]).map((finding) => ({ ...finding, end: signEnd(text, finding.end) }));
};

/** Replaces every secret that `findSecrets` sees by its mark, before a text is stored or shown. */
export const maskSecrets = (text: string): MaskedText => {
  const findings = findSecrets(text);
  if (findings.length === 0) return { text, found: [] };
  let masked = '';
  let at = 0;
  for (const finding of findings) {
    masked += text.slice(at, finding.start) + SECRET_MARKS[finding.secret];
    at = finding.end;
  }
  return { text: masked + text.slice(at), found: [...new Set(findings.map((finding) => finding.secret))] };
};

/** Words that may be left out, trimmed and masked; null where there are none. */
export const maskedWords = (words: string | null | undefined): string | null =>
  words?.trim() ? maskSecrets(words.trim()).text : null;

/** Cuts a masked text at its marks. */
export const maskedParts = (text: string): MaskedPart[] =>
  text
    .split(/(\[\[masked:(?:card|mynumber)\]\])/)
    .filter((piece) => piece !== '')
    .map((piece): MaskedPart => {
      if (piece === SECRET_MARKS.card) return { kind: 'masked', secret: 'card' };
      if (piece === SECRET_MARKS.mynumber) return { kind: 'masked', secret: 'mynumber' };
      return { kind: 'text', text: piece };
    });
