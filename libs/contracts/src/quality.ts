import type { Channel, Topic } from './vocabulary.js';

/** Of each agent's replies of a day so many percent are read again, at least one. */
export const SAMPLE_PERCENT = 5;

/** What a reply is judged by. */
export const QUALITY_POINTS = ['facts', 'name', 'wording', 'complete', 'asks'] as const;
export type QualityPoint = (typeof QUALITY_POINTS)[number];

/** What was wrong with it; an answer in another shop's name is critical, whatever else is right. */
export const QUALITY_ERRORS = [
  'wrong_fact',
  'wrong_shop',
  'wrong_person',
  'tone',
  'question_missed',
  'promise_not_agreed',
  'forbidden_ask',
] as const;
export type QualityError = (typeof QUALITY_ERRORS)[number];
export const CRITICAL_ERRORS: readonly QualityError[] = ['wrong_shop', 'wrong_person', 'forbidden_ask'];

/** One line of `GET /api/v1/quality`. */
export interface QualityRow {
  id: string;
  day: string;
  tenantId: string;
  deskId: string;
  number: string;
  topic: Topic;
  channel: Channel;
  author: { id: string; name: string };
  sentAt: string;
  /** False for its author. */
  mayCheck: boolean;
  checkedAt: string | null;
  checkedBy: string | null;
  errors: QualityError[];
  critical: boolean;
}

export interface QualityFigures {
  drawn: number;
  checked: number;
  withoutError: number;
  critical: number;
}

/** `GET /api/v1/quality?cursor`: what nobody has judged yet comes first, then the newest. */
export interface QualityList {
  items: QualityRow[];
  nextCursor: string | null;
  /** Of the last 30 days. */
  figures: QualityFigures;
}

/** Answer of `POST /api/v1/quality/draw`: how many replies of today were drawn now. */
export interface QualityDrawn {
  drawn: number;
}

/** `GET /api/v1/quality/{id}`. */
export interface QualityView extends QualityRow {
  text: string;
  inquiry: string | null;
  points: Record<QualityPoint, boolean> | null;
  note: string | null;
}

/** Body of `POST /api/v1/quality/{id}/check`. */
export interface QualitySheet {
  points: Record<QualityPoint, boolean>;
  errors: QualityError[];
  note?: string;
}
