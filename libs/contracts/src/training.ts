import { QUALITY_POINTS } from './quality.js';
import type { TrainingLevel } from './people.js';
import type { CallOutcome, Channel, Language, TicketState, Topic } from './vocabulary.js';

/** What an inquiry asks of whoever takes it. */
export const TRAINING_DEEDS = ['reply', 'hand_back', 'escalate', 'log_call'] as const;
export type TrainingDeed = (typeof TRAINING_DEEDS)[number];

/** What an answer is reviewed by in practice: the right step and the right approved text, then the points of the score sheet. */
export const TRAINING_POINTS = ['deed', 'text', ...QUALITY_POINTS] as const;
export type TrainingPoint = (typeof TRAINING_POINTS)[number];

/** Null: the point says nothing of this answer. */
export type TrainingPoints = Record<TrainingPoint, boolean | null>;

/** One invented inquiry of a round; of a call, what the caller says. */
export interface TrainingTask {
  id: string;
  channel: Channel;
  language: Language;
  topic: Topic;
  /** Null until an invented call is written down. */
  ticket: { id: string; number: string; state: TicketState; subject: string } | null;
  call: TrainingCall | null;
  points: TrainingPoints | null;
}

/** An invented call, to be read out by a colleague or by oneself. */
export interface TrainingCall {
  name: string;
  kana: string;
  phone: string;
  says: string;
}

/** `GET /api/v1/training`: one's own practice. */
export interface TrainingView {
  /** When this round began; null: not practising. */
  since: string | null;
  tasks: TrainingTask[];
  done: TrainingRecord;
}

/** How much somebody has practised, over all rounds. */
export interface TrainingRecord {
  rounds: number;
  answered: number;
  pointsRight: number;
  pointsJudged: number;
  lastAt: string | null;
}

/** `POST /api/v1/training/tasks/{id}/review`: what was seen in the answer, and what a good one needs. */
export interface TrainingReview {
  points: TrainingPoints;
  /** Null: nothing has been done yet. */
  deed: TrainingDeed | null;
  wanted: {
    deed: TrainingDeed;
    topic: Topic;
    /** Approved texts for this topic and language. */
    texts: { key: string; title: string }[];
    /** What the answer must speak of, and does not. */
    missing: string[];
    /** What it says and must not, or leaves without having been looked at. */
    wrong: string[];
    /** Of a call. */
    outcome: CallOutcome | null;
    /** Why, in a sentence. */
    hint: string;
  };
}

/** One line of `GET /api/v1/training/people`. */
export interface TraineeRow extends TrainingRecord {
  userId: string;
  name: string;
  trainingLevel: TrainingLevel;
  isPractising: boolean;
}
