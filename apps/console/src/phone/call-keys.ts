import type { CallOutcome, Topic } from '#libs/contracts';

export interface ChoiceKey<T> {
  value: T;
  /** What stands on the key cap. */
  cap: string;
  /** `KeyboardEvent.code`: the place of the key, the same with the IME on and on every layout. */
  code: string;
}

/** The eleven most asked topics, in the order of the keys 1 to -; the twelfth key opens the rest. */
export const TOPIC_KEYS: readonly ChoiceKey<Topic>[] = [
  { value: 'AFF', cap: '1', code: 'Digit1' },
  { value: 'CNT', cap: '2', code: 'Digit2' },
  { value: 'CARD', cap: '3', code: 'Digit3' },
  { value: 'PWD', cap: '4', code: 'Digit4' },
  { value: 'MIS', cap: '5', code: 'Digit5' },
  { value: 'SUS', cap: '6', code: 'Digit6' },
  { value: 'CAUSE', cap: '7', code: 'Digit7' },
  { value: 'COMP', cap: '8', code: 'Digit8' },
  { value: 'DEL', cap: '9', code: 'Digit9' },
  { value: 'DIS', cap: '0', code: 'Digit0' },
  { value: 'OOS', cap: '-', code: 'Minus' },
];

export const OTHER_TOPICS_KEY = { cap: '^', code: 'Equal' } as const;
export const OTHER_TOPICS: readonly Topic[] = ['PRS', 'LAW', 'POL', 'CMP', 'GEN', 'SHOP', 'SPAM'];

/** `Alt` with D, E and F belongs to the browser and stays free. */
export const OUTCOME_KEYS: readonly ChoiceKey<CallOutcome>[] = [
  { value: 'answered_closed', cap: 'A', code: 'KeyA' },
  { value: 'callback_promised', cap: 'T', code: 'KeyT' },
  { value: 'escalated', cap: 'J', code: 'KeyJ' },
  { value: 'handed_back', cap: 'B', code: 'KeyB' },
  { value: 'cut_off', cap: 'X', code: 'KeyX' },
  { value: 'refused', cap: 'K', code: 'KeyK' },
  { value: 'relay_service', cap: 'L', code: 'KeyL' },
  { value: 'silent', cap: 'M', code: 'KeyM' },
];

export const STEPS = ['greet', 'listen', 'answer', 'caution', 'never', 'number', 'close'] as const;
export type Step = (typeof STEPS)[number];
