import type { EvidenceGrade, ReplyCharset } from './vocabulary.js';

/** Characters that a reply, and an internal note, may have. */
export const REPLY_LENGTH = 10_000;
export const NOTE_LENGTH = 8_000;

/** Body of `POST /api/v1/tickets/{id}/replies`. */
export interface ReplyRequest {
  text: string;
  /** The version of the ticket that the writer saw. */
  baseVersion: number;
  /** Chosen by the client; the same key never sends twice. */
  idempotencyKey: string;
  /** Whether the ticket is answered, or the requester is asked something. Default `answered`. */
  then?: 'answered' | 'waiting_requester';
  /** Keys of the canned responses that went into the text. */
  cannedKeys?: string[];
  /** Default: the desk's. A reply with characters that `iso-2022-jp` does not have is refused, see `reply-check`. */
  charset?: ReplyCharset;
  /** Why the text leaves in spite of its warnings; kept with the message. Without it, a text with warnings is refused. */
  warningReason?: string;
  /** A word to the second person, where the reply needs one. */
  approvalNote?: string;
}

/** Body of `POST /api/v1/tickets/{id}/hand-back`. */
export interface HandBackRequest extends Omit<ReplyRequest, 'then' | 'text'> {
  /** What the requester is told by mail; null where that happened in another way. */
  text: string | null;
}

export const MIN_WARNING_REASON = 5;

/** Answer of `POST /api/v1/tickets/{id}/reply-check`: what would stop this text from being sent, and what needs a reason. */
export interface ReplyCheckView {
  problems: ReplyProblem[];
  warnings: ReplyWarning[];
  /** Whether the text speaks to the ticket's requester by name; `none` where it names nobody. */
  addressee: 'right' | 'other' | 'none';
  /** In which charset it would leave. */
  charset: ReplyCharset;
  /** Characters that this charset does not have, each once; none for `utf-8`. With any of them the reply is refused. */
  lostCharacters: string[];
}

export type ReplyProblem =
  | { code: 'reply.placeholder_open'; label: string; start: number; end: number }
  | { code: 'reply.asks_for_secret'; secret: 'card' | 'pin' | 'password' | 'mynumber'; start: number; end: number }
  | { code: 'reply.contains_secret'; secret: 'card' | 'mynumber'; start: number; end: number }
  | { code: 'reply.empty' };

/** Wordings that a desk avoids: how it honours, what it calls itself, how sure it sounds, what it admits. */
export const WORDING_SLIPS = [
  'double_honorific',
  'own_side_honored',
  'own_names_mixed',
  'humble_chain',
  'unsure',
  'liability',
] as const;
export type WordingSlip = (typeof WORDING_SLIPS)[number];

/** What its writer should look at again. `words` stand in the text from `start` to `end` (UTF-16 offsets). */
export type ReplyWarning = { words: string; start: number; end: number } & (
  | {
      code: 'reply.too_strong';
      /** The strongest grade of the shop's cohorts. */
      grade: EvidenceGrade;
      /** The fixed wording of that grade. */
      instead: string;
    }
  | { code: 'reply.other_shop' }
  | { code: 'reply.other_addressee' }
  | { code: 'reply.honorific_missing' }
  | { code: 'reply.wording'; slip: WordingSlip }
  | { code: 'reply.fact_differs'; /** The value on record. */ expected: string }
);

export type ReplyWarningCode = ReplyWarning['code'];

/** What a reply's writer was warned of and sent all the same. */
export interface PassedWarnings {
  warnings: { code: ReplyWarningCode; words: string }[];
  reason: string;
}
