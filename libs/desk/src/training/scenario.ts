import type { CallOutcome, Language, Topic, TrainingDeed } from '#libs/contracts';

/** Something that an answer must speak of, or must not say. */
export interface Words {
  /** For the person who practises. */
  about: Record<Language, string>;
  /** Any of these words. */
  found: RegExp;
}

interface Scenario {
  key: string;
  topic: Topic;
  /** How the right answer is found. */
  hint: Record<Language, string>;
}

/** One invented inquiry, with what a good answer to it needs. `{name}`, `{order}` are filled anew for each round. */
export interface InquiryScenario extends Scenario {
  channel: 'form' | 'email';
  language: Language;
  /** One of these, whichever the round draws. */
  texts: readonly string[];
  notice: 'received' | 'heard_elsewhere' | 'unsure';
  deed: Exclude<TrainingDeed, 'log_call'>;
  needs?: readonly Words[];
  mustNot?: readonly Words[];
}

/** One invented call, which the person who practises writes down. */
export interface CallScenario extends Scenario {
  channel: 'phone';
  says: readonly string[];
  outcome: CallOutcome;
  needs?: readonly Words[];
}
