import type { CallOutcome, Topic } from '#libs/contracts';

/** One choice and the key (with Alt) that makes it. */
export interface ChoiceKey<T> {
  value: T;
  cap: string;
}

/** The eleven most asked topics, on the keys 1 to - of the top row; the twelfth key opens the rest. */
export const TOPIC_KEYS: readonly ChoiceKey<Topic>[] = [
  { value: 'AFF', cap: '1' },
  { value: 'CNT', cap: '2' },
  { value: 'CARD', cap: '3' },
  { value: 'PWD', cap: '4' },
  { value: 'MIS', cap: '5' },
  { value: 'SUS', cap: '6' },
  { value: 'CAUSE', cap: '7' },
  { value: 'COMP', cap: '8' },
  { value: 'DEL', cap: '9' },
  { value: 'DIS', cap: '0' },
  { value: 'OOS', cap: '-' },
];

export const OTHER_TOPICS_CAP = '^';
export const OTHER_TOPICS: readonly Topic[] = ['PRS', 'LAW', 'POL', 'CMP', 'GEN', 'SHOP', 'SPAM'];

/** `Alt` with D, E and F belongs to the browser and stays free. */
export const OUTCOME_KEYS: readonly ChoiceKey<CallOutcome>[] = [
  { value: 'answered_closed', cap: 'A' },
  { value: 'callback_promised', cap: 'T' },
  { value: 'escalated', cap: 'J' },
  { value: 'handed_back', cap: 'B' },
  { value: 'cut_off', cap: 'X' },
  { value: 'refused', cap: 'K' },
  { value: 'silent', cap: 'M' },
];

/** One key for each flag. */
export const FLAG_CAPS = { relay: 'L', number: 'H', proxy: 'P', complaint: 'C', step: 'W' } as const;

export const STEPS = ['greet', 'listen', 'identity', 'answer', 'caution', 'never', 'number', 'close'] as const;
export type Step = (typeof STEPS)[number];
