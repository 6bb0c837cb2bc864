import type {
  CallOutcome,
  Language,
  ReplyCheckView,
  ReplyWarningCode,
  Topic,
  TrainingDeed,
  TrainingPoints,
} from '#libs/contracts';
import type { CallScenario, InquiryScenario, Words } from './scenario.js';

/** What somebody did with an invented inquiry. */
export interface Practised {
  deeds: readonly TrainingDeed[];
  complaintLevel: number | null;
  requesterName: string;
  /** The newest reply, or the words of a hand-back; null: none was written. */
  letter: { text: string; check: ReplyCheckView; usedTopics: readonly (Topic | null)[] } | null;
  /** Whether the incident has an approved text for this topic and language. */
  hasText: boolean;
}

/** A call as it was written down. */
export interface PractisedCall {
  topic: Topic;
  outcome: CallOutcome | null;
  name: string;
  text: string;
  complaintLevel: number | null;
}

export interface Seen {
  points: TrainingPoints;
  missing: string[];
  wrong: string[];
}

const LEVEL: Record<Language, string> = { ja: '苦情レベル', en: 'the complaint level' };
const FACT_WARNINGS: readonly ReplyWarningCode[] = ['reply.fact_differs', 'reply.too_strong', 'reply.other_shop'];

/** What is right and what is not in an answer. Pure; `language` is that of the person who practises. */
export const reviewAnswer = (scenario: InquiryScenario, done: Practised, language: Language): Seen => {
  const { letter } = done;
  const text = letter?.text ?? '';
  const warnings = letter?.check.warnings ?? [];
  const has = (...codes: readonly ReplyWarningCode[]): boolean => warnings.some(({ code }) => codes.includes(code));
  const complains = scenario.deed === 'escalate';
  const missing = [
    ...(letter ? lacking(scenario.needs, text, language) : []),
    ...(complains && (done.complaintLevel ?? 0) < 2 ? [LEVEL[language]] : []),
  ];
  const forbidden = (scenario.mustNot ?? [])
    .filter(({ found }) => found.test(text))
    .map(({ about }) => about[language]);
  const judged = letter !== null;
  return {
    points: {
      deed: done.deeds.includes(scenario.deed),
      text: judged && done.hasText ? letter.usedTopics.includes(scenario.topic) : null,
      facts: judged ? !has(...FACT_WARNINGS) && forbidden.length === 0 : null,
      name: judged ? isAddressed(scenario.language, done.requesterName, letter) : null,
      wording: judged ? !has('reply.wording') : null,
      complete: judged || complains ? missing.length === 0 : null,
      asks: judged ? letter.check.problems.length === 0 : null,
    },
    missing,
    wrong: [...forbidden, ...new Set(warnings.map(({ words }) => words))],
  };
};

/** The same of a call: outcome, topic, name and what was written of it. */
export const reviewCall = (
  scenario: CallScenario,
  caller: string,
  written: PractisedCall,
  language: Language,
): Seen => {
  const missing = [
    ...lacking(scenario.needs, written.text, language),
    ...(scenario.outcome === 'escalated' && (written.complaintLevel ?? 0) < 2 ? [LEVEL[language]] : []),
  ];
  return {
    points: {
      deed: written.outcome === scenario.outcome,
      text: null,
      facts: written.topic === scenario.topic,
      name: bare(written.name) === bare(caller),
      wording: null,
      complete: missing.length === 0,
      asks: null,
    },
    missing,
    wrong: [],
  };
};

const lacking = (needs: readonly Words[] = [], text: string, language: Language): string[] =>
  needs.filter(({ found }) => !found.test(text)).map(({ about }) => about[language]);

const bare = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/gu, '');

const isAddressed = (language: Language, name: string, { text, check }: NonNullable<Practised['letter']>): boolean => {
  const isOther = check.warnings.some(
    ({ code }) => code === 'reply.other_addressee' || code === 'reply.honorific_missing',
  );
  if (isOther) return false;
  if (language === 'ja') return check.addressee === 'right';
  const head = text.slice(0, 200).toLowerCase();
  return name
    .toLowerCase()
    .split(' ')
    .some((part) => head.includes(part));
};
