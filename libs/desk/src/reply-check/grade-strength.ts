import { EVIDENCE_GRADES, type EvidenceGrade } from '#libs/contracts';
import { plainText, type PlainText } from './plain-text.js';
import { type Sentence, sentencesOf } from './sentences.js';

/** Words that say how much is known, with the grade that would allow them. */
export interface Claim {
  grade: EvidenceGrade;
  start: number;
  end: number;
}

type Deed = 'leaked' | 'viewed';

const DEEDS_JA: readonly (readonly [Deed, RegExp])[] = [
  [
    'leaked',
    /(?:流出|漏洩|漏えい|漏出|窃取|ダウンロード|持ち出し)(?:が|を|は|も)?(?:いた|致)?(?:し|さ(?!れる(?:おそれ|恐れ))|確認|判明|発生|起き|起こ|あった|あり)|漏れ(?:た|て|ま)|(?:盗ま|盗み出さ|抜き取ら|持ち出さ|奪わ)れ/gu,
  ],
  ['viewed', /(?:閲覧|盗み見)(?:が|を|は|も)?(?:さ|確認|あった)|(?:(?<!と)見|覗か|のぞか)(?:られ|れ)(?:た|て|ま)/gu],
];
const HEDGED_JA = /^[^はが。]{0,25}?(?:可能性|おそれ|恐れ|懸念|疑い|否定でき|かもしれ|と(?:みら|見ら|考えら)れ|危険)/u;
const HIGH_JA = /^[^はが。]{0,25}?可能性[がは](?:極めて|きわめて|非常に|大変|かなり|相当)?高/u;
const LOW_JA = /^[^はが。]{0,25}?(?:可能性|おそれ|恐れ|懸念|疑い)(?:は|が|も)?[^。、を]{0,12}?(?:低|ない|ません|なく)/u;
const NOT_JA =
  /^(?:て|し|さ|れ|い|お|り|ま)*(?:な(?:い|かっ|く)|ません|ず)|^[^。、]{0,20}?(?:事実|痕跡|形跡|こと|わけ|もの|記録|証拠)(?:は|も|では|が)[^。]{0,20}?(?:ません|な(?:い|かっ|く))/u;
const ASKED_JA =
  /^[^。]{0,20}?(?:かどうか|か否か|のか|ましたか|でしょうか|ますか|か(?:に|を|と|は|、|が)|場合|際|とき|たら|れば|とのこと|とのお|というご|ご(?:心配|不安|懸念)|といった)/u;

const DEEDS_EN: readonly (readonly [Deed, RegExp])[] = [
  ['leaked', /\b(?:leaked|stolen|downloaded|exfiltrated|taken out|got out)\b/gu],
  ['viewed', /\b(?:viewed|accessed|seen|looked at)\b/gu],
];
const DONE_EN = /\b(?:was|were|is|are|been|being|has|have|had|got|of|the)\s+(?:\w+ly\s+)?$/u;
const HEDGED_EN = /\b(?:may|might|could|possib\w+|cannot (?:be )?rule[d]?(?: out)?|risk|suspect\w*|likely|appears?)\b/u;
const HIGH_EN = /\b(?:very|highly|most|extremely)\s+likely\b/u;
const NOT_EN = /\b(?:not|never|no|nor|neither|none|without|if|whether|unless|should|what|anyone)\b|n['’]t\b/u;
const BACK_EN = 90;

/** All that a text claims about the leak, in its order: confirmed, hedged, but neither denied nor asked. */
export const claimsIn = (text: string): Claim[] =>
  [...claimsJa(text), ...claimsEn(text)].toSorted((a, b) => a.start - b.start);

/** Does a claim say more than the grade does? The grades stand in the order of their strength. */
export const isStronger = (claim: EvidenceGrade, grade: EvidenceGrade): boolean =>
  EVIDENCE_GRADES.indexOf(claim) < EVIDENCE_GRADES.indexOf(grade);

/** The strongest of some grades, which is all that a shop may say; null where there is none. */
export const strongest = (grades: readonly EvidenceGrade[]): EvidenceGrade | null =>
  EVIDENCE_GRADES.find((grade) => grades.includes(grade)) ?? null;

const claimsJa = (text: string): Claim[] =>
  sentences(plainText(text, { tight: true }), '', /[。!?]+/gu).flatMap((sentence) =>
    deedsOf(sentence.text, DEEDS_JA).flatMap(({ deed, start, end }) => {
      const grade = gradeJa(deed, sentence.text.slice(end));
      const tail = /^[ぁ-んた]{0,12}/u.exec(sentence.text.slice(end))?.[0].length ?? 0;
      return grade === null ? [] : [placed(grade, sentence, start, end + tail)];
    }),
  );

const gradeJa = (deed: Deed, tail: string): EvidenceGrade | null => {
  if (LOW_JA.test(tail)) return null;
  if (HIGH_JA.test(tail)) return 'very_likely_viewed';
  if (HEDGED_JA.test(tail)) return hedged(deed);
  return NOT_JA.test(tail) || ASKED_JA.test(tail) ? null : confirmed(deed);
};

const claimsEn = (text: string): Claim[] =>
  sentences(plainText(text, { tight: false }), ' ', /[.!?]+(?=\s|$)/gu).flatMap((sentence) =>
    deedsOf(sentence.text, DEEDS_EN).flatMap(({ deed, start, end }) => {
      const grade = gradeEn(deed, sentence.text.slice(Math.max(0, start - BACK_EN), start), sentence.text.slice(end));
      return grade === null ? [] : [placed(grade, sentence, start, end)];
    }),
  );

const gradeEn = (deed: Deed, before: string, after: string): EvidenceGrade | null => {
  const clause = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf(', but ')) + 1);
  if (HIGH_EN.test(clause)) return 'very_likely_viewed';
  if (HEDGED_EN.test(clause)) return hedged(deed);
  if (NOT_EN.test(clause) || !DONE_EN.test(clause) || /^\s*\?/u.test(after)) return null;
  return confirmed(deed);
};

const confirmed = (deed: Deed): EvidenceGrade => (deed === 'leaked' ? 'downloaded' : 'viewed');
const hedged = (deed: Deed): EvidenceGrade => (deed === 'leaked' ? 'possibly_leaked' : 'possibly_viewed');

const sentences = (plain: PlainText, joinWith: string, end: RegExp): Sentence[] =>
  sentencesOf(plain, { joinWith, end });

const deedsOf = (
  text: string,
  deeds: readonly (readonly [Deed, RegExp])[],
): { deed: Deed; start: number; end: number }[] =>
  deeds.flatMap(([deed, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ deed, start: match.index, end: match.index + match[0].length })),
  );

const placed = (grade: EvidenceGrade, sentence: Sentence, start: number, end: number): Claim => ({
  grade,
  start: sentence.starts[start]!,
  end: sentence.ends[Math.min(end, sentence.ends.length) - 1]!,
});
