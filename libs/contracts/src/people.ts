import type { Language, Topic } from './vocabulary.js';

/**
 * What a person at the desk is doing. Only `available` takes new work; `offline` is the absence of a state and never stored.
 * `away`, `training`, `recovering` and `meeting` are paid time without work: shrinkage.
 */
export const AGENT_STATES = [
  'available',
  'on_call',
  'after_call',
  'away',
  'training',
  'recovering',
  'meeting',
  'offline',
] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** States that a person chooses by hand; the phone sets `on_call` and `after_call`, leaving sets `offline`. */
export const CHOSEN_STATES = [
  'available',
  'away',
  'recovering',
  'meeting',
  'training',
] as const satisfies readonly AgentState[];
export type ChosenState = (typeof CHOSEN_STATES)[number];

/** Paid time in which nobody can be given work. */
export const SHRINKAGE_STATES: readonly AgentState[] = ['away', 'training', 'recovering', 'meeting'];
/** Handling time of the phone; with `available` it makes up occupancy. */
export const HANDLING_STATES: readonly AgentState[] = ['on_call', 'after_call'];
/** Who is there for callers: what the need is compared with. */
export const READY_STATES: readonly AgentState[] = ['available', ...HANDLING_STATES];

/** How long a person rests after a hard call: 回復. */
export const RECOVERY_MINUTES = 5;

/** `new`: plain topics only, and replies go to approval first. */
export const TRAINING_LEVELS = ['new', 'regular'] as const;
export type TrainingLevel = (typeof TRAINING_LEVELS)[number];

/** What a new colleague is given: topics that the approved answers cover. */
export const PLAIN_TOPICS: readonly Topic[] = ['AFF', 'CNT', 'CARD', 'PWD', 'GEN', 'OOS'];

/** What a person can do at once, and what he or she can do at all. */
export interface WorkProfile {
  callsAtOnce: number;
  ticketsAtOnce: number;
  languages: Language[];
  /** Null: all topics. */
  topics: Topic[] | null;
  trainingLevel: TrainingLevel;
}

/** Body of `PUT /api/v1/people/{id}/profile`; null capacities follow the desk's rules. */
export interface WorkProfileRequest {
  callsAtOnce: number | null;
  ticketsAtOnce: number | null;
  languages: Language[];
  topics: Topic[] | null;
  trainingLevel: TrainingLevel;
}

/** `GET /api/v1/people/me`: the own state in the top bar, and the push `agent.state`. */
export interface OwnStateView {
  state: AgentState;
  since: string | null;
  /** Tickets in hand that wait for this person's next step. */
  held: number;
  ticketsAtOnce: number;
}

/** `GET`, `PUT /api/v1/work-rules`: how work reaches people, for the whole desk. */
export interface WorkRules {
  /** True: waiting tickets are given to available people; false: people take the next one themselves. */
  pushAssignment: boolean;
  /** After this many minutes without any open console a person counts as gone, and the tickets return. */
  vanishMinutes: number;
  callsAtOnce: number;
  ticketsAtOnce: number;
}

/** How long a set of people spent in each state, in seconds. */
export type StateSeconds = Record<Exclude<AgentState, 'offline'>, number>;
