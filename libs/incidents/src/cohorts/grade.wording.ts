import type { EvidenceGrade, Language } from '#libs/contracts';

export interface GradeWording {
  /** For a tag beside figures. */
  label: Record<Language, string>;
  /** A whole sentence for public pages and answers. */
  sentence: Record<Language, string>;
}

/**
 * The one fixed wording of each evidence grade. Nobody words it anew: a page or reply that says more than the grade does is
 * a false statement about a leak.
 */
export const GRADE_WORDING: Record<EvidenceGrade, GradeWording> = {
  downloaded: {
    label: { ja: '持ち出しの痕跡あり', en: 'evidence of download' },
    sentence: {
      ja: '対象の情報は、外部に持ち出されたことを確認しております。',
      en: 'We have confirmed that this information was downloaded by an outsider.',
    },
  },
  viewed: {
    label: { ja: '閲覧の痕跡あり', en: 'evidence of viewing' },
    sentence: {
      ja: '対象の情報は、第三者に閲覧されたことを確認しております。',
      en: 'We have confirmed that this information was viewed by an outsider.',
    },
  },
  very_likely_viewed: {
    label: { ja: '閲覧された可能性が極めて高い', en: 'very likely viewed' },
    sentence: {
      ja: '対象の情報は、第三者に閲覧された可能性が極めて高いと判断しております。',
      en: 'We judge it very likely that this information was viewed by an outsider.',
    },
  },
  possibly_viewed: {
    label: { ja: '閲覧された可能性あり', en: 'possibly viewed' },
    sentence: {
      ja: '対象の情報は、第三者に閲覧された可能性がございます。',
      en: 'This information may have been viewed by an outsider.',
    },
  },
  possibly_leaked: {
    label: { ja: '流出の可能性を否定できない', en: 'leak cannot be ruled out' },
    sentence: {
      ja: '対象の情報は、外部に流出した可能性を否定できません。',
      en: 'We cannot rule out that this information was leaked.',
    },
  },
  not_affected: {
    label: { ja: '対象外', en: 'not affected' },
    sentence: {
      ja: '対象の情報は、本件の影響を受けていないことを確認しております。',
      en: 'We have confirmed that this information is not affected.',
    },
  },
};
