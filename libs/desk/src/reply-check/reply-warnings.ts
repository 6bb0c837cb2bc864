import type { EvidenceGrade, Language, ReplyCheckView, ReplyWarning } from '#libs/contracts';
import { GRADE_WORDING } from '#libs/incidents';
import { claimsIn, isStronger } from './grade-strength.js';
import { addresseeOf, otherShopsIn, type Place } from './names-in-reply.js';
import { differencesIn, type KnownFacts } from './typed-facts.js';
import { slipsIn } from './wording-slips.js';

/** What a reply is held against. */
export interface ReplySubject {
  language: Language;
  requesterName: string;
  /** Names of the shop and its company. */
  shop: readonly string[];
  /** Names of the other shops that the same people write for. */
  otherShops: readonly string[];
  /** The strongest grade of the shop's cohorts; null where it has none. */
  grade: EvidenceGrade | null;
  facts: KnownFacts;
}

/** Bounds what is stored with a message, and what a screen can show. */
const MOST = 20;

/** All that a reply's writer should look at again, in the order of the text, and whether it speaks to the right person. Pure. */
export const warningsOf = (
  text: string,
  subject: ReplySubject,
): { warnings: ReplyWarning[]; addressee: ReplyCheckView['addressee'] } => {
  const { grade } = subject;
  const { addressee, other, unhonored } = addresseeOf(text, subject.requesterName);
  const at = ({ start, end }: Place) => ({ words: text.slice(start, end), start, end });
  const warnings: ReplyWarning[] = [
    ...(other ? [{ code: 'reply.other_addressee' as const, ...at(other) }] : []),
    ...(unhonored && subject.language === 'ja' ? [{ code: 'reply.honorific_missing' as const, ...at(unhonored) }] : []),
    ...otherShopsIn(text, subject.shop, subject.otherShops).map((place) => ({
      code: 'reply.other_shop' as const,
      ...at(place),
    })),
    ...slipsIn(text).map(({ slip, ...place }) => ({ code: 'reply.wording' as const, slip, ...at(place) })),
    ...differencesIn(text, subject.facts).map(({ expected, ...place }) => ({
      code: 'reply.fact_differs' as const,
      expected,
      ...at(place),
    })),
  ];
  if (grade) {
    const instead = GRADE_WORDING[grade].sentence[subject.language];
    for (const claim of claimsIn(text)) {
      if (isStronger(claim.grade, grade)) warnings.push({ code: 'reply.too_strong', grade, instead, ...at(claim) });
    }
  }
  return { warnings: warnings.toSorted((a, b) => a.start - b.start).slice(0, MOST), addressee };
};
