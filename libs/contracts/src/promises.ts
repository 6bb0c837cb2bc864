import type { CallerRole, Language, TicketState, Topic } from './vocabulary.js';

/** 折返し: we call; お答え: we answer in writing. */
export const PROMISE_KINDS = ['callback', 'answer'] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** `unreached`: ended after three attempts; `withdrawn`: the requester no longer waits for it. */
export const PROMISE_STATES = ['open', 'kept', 'unreached', 'withdrawn'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** `abandoned`: told to nobody; the caller hung up before anybody answered. */
export const PROMISE_SOURCES = ['told', 'abandoned'] as const;
export type PromiseSource = (typeof PROMISE_SOURCES)[number];

/** What a call to the requester came to. */
export const ATTEMPT_OUTCOMES = ['reached', 'no_answer', 'voicemail', 'busy', 'wrong_number'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export const ATTEMPTS_PROMISED = 3;

/** What was promised. For a callback `from` and `until` are the band that was told; an answer has only `until`. */
export interface NewPromise {
  kind: PromiseKind;
  from?: string;
  until: string;
  phone?: string;
  /** The requester knows from which number we call. */
  callerIdTold?: boolean;
  /** What is to be told. */
  say?: string;
  /** What must not be touched upon. */
  limits?: string;
}

/** Body of `POST /api/v1/promises/{id}/outcome`: the running attempt is over. */
export interface AttemptRequest {
  outcome: AttemptOutcome;
  /** When we try again; without it the band stays as it was. */
  next?: { from: string; until: string };
}

/** Body of `POST /api/v1/promises/{id}/change`: only what was told to somebody can be promised anew. */
export interface PromiseChangeRequest {
  from?: string;
  until: string;
  toldTo: CallerRole;
  toldAt: string;
}

export interface AttemptView {
  number: number;
  at: string;
  byName: string;
  /** Null while the call goes on. */
  outcome: AttemptOutcome | null;
}

/** One line of `GET /api/v1/promises`, and the answer of every verb on a promise. */
export interface PromiseView {
  id: string;
  tenantId: string;
  deskId: string;
  ticketId: string;
  ticketNumber: string;
  ticketState: TicketState;
  topic: Topic;
  language: Language;
  requesterName: string;
  requesterEmail: string | null;
  kind: PromiseKind;
  state: PromiseState;
  source: PromiseSource;
  from: string | null;
  until: string;
  phone: string | null;
  /** The number that we call from. */
  callerId: string | null;
  callerIdTold: boolean;
  say: string;
  limits: string;
  assigneeId: string | null;
  assigneeName: string | null;
  madeByName: string | null;
  madeAt: string;
  attempts: AttemptView[];
}

/** Where a promise stands: past its time, within the hour, later on the same day in Japan, or after that. */
export const PROMISE_GROUPS = ['over', 'hour', 'today', 'later'] as const;
export type PromiseGroup = (typeof PROMISE_GROUPS)[number];

/** `GET /api/v1/promises?kind&mine&cursor`: what is owed, the soonest first. `mine`: one's own and nobody's. */
export interface PromiseList {
  items: PromiseView[];
  nextCursor: string | null;
}

/** `GET /api/v1/promises/counts?mine`: how many are owed, by kind and by when. */
export interface PromiseCounts {
  owed: Record<PromiseKind, Record<PromiseGroup, number>>;
  keptToday: number;
}

/** `GET /api/v1/desks/{id}/callback-bands?day=YYYY-MM-DD`: the hours of one day in which this desk calls back. */
export interface CallbackBand {
  from: string;
  until: string;
  /** How many more callbacks this band takes. */
  left: number;
}
