import type { FilledPart } from './canned.js';
import type { StatementView } from './desks.js';
import type { NewPromise } from './promises.js';
import type { CallerRole, CallOutcome, Channel, TicketState, Topic } from './vocabulary.js';

/** What a telephony system tells about one call; `blocked`: every line was busy, it rang nowhere. */
export const CALL_EVENTS = ['ringing', 'answered', 'held', 'resumed', 'ended', 'abandoned', 'blocked'] as const;
export type CallEventName = (typeof CALL_EVENTS)[number];

/** What the telephone showed of the caller: 番号・非通知・公衆電話. */
export const NUMBER_KINDS = ['number', 'withheld', 'payphone'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** Conversations that may end before the caller has said a name. */
export const NAMELESS_OUTCOMES: readonly CallOutcome[] = ['cut_off', 'refused', 'silent'];

/** What may be asked to find out who speaks; two that match are enough for an answer about the person. */
export const IDENTITY_ITEMS = ['name', 'order_mail', 'phone', 'address', 'order_month'] as const;
export type IdentityItem = (typeof IDENTITY_ITEMS)[number];

export const COMPLAINT_LEVELS = [0, 1, 2, 3] as const;
export type ComplaintLevel = (typeof COMPLAINT_LEVELS)[number];

/** How a long or abusive call was handled, step by step. */
export const CALL_STEPS = ['warned', 'ended'] as const;
export type CallStep = (typeof CALL_STEPS)[number];

/** What was asked about the person, and what matched. Level 0: general answers; 1: two matches; 2: documents, by the shop. */
export interface IdentityCheck {
  asked: IdentityItem[];
  matched: IdentityItem[];
  level: 0 | 1 | 2;
}

/** Moments of a call by the clock of the console that measured them; `now` is that clock at sending. ISO 8601. */
export interface CallTimes {
  offeredAt: string;
  answeredAt: string;
  heldSeconds: number;
  endedAt: string;
  /** When the work after the call was done, where that is known already. */
  wrapEndedAt?: string;
  now: string;
}

/** Body of `POST /api/v1/calls`: one conversation as the agent wrote it down. */
export interface CallRequest {
  deskId: string;
  callerName: string;
  callerKana?: string;
  callerPhone?: string;
  /** Default `number`. */
  numberKind?: NumberKind;
  callerRole: CallerRole;
  topic: Topic;
  /** Up to three more. */
  otherTopics?: Topic[];
  text: string;
  outcome: CallOutcome;
  /** Reference number from this person's lease that the caller was told; else the desk deals one. */
  number?: string;
  times?: CallTimes;
  /** The telephone system's record of this very call. */
  callId?: string;
  /** The conversation is about a ticket that exists. */
  ticketId?: string;
  /** The call keeps this promise. */
  promiseId?: string;
  /** Needed with `callback_promised`. */
  promise?: NewPromise;
  /** Through the telephone relay service. */
  relay?: boolean;
  complaintLevel?: ComplaintLevel;
  /** How a complaint was handled; only with a level. */
  complaintStep?: CallStep;
  identity?: IdentityCheck;
  /** Keys of the approved texts that were read out. */
  cannedKeys?: string[];
  idempotencyKey: string;
}

/** The conversation as the ticket shows it. */
export interface CallView {
  id: string;
  direction: 'inbound' | 'outbound';
  outcome: CallOutcome;
  callerRole: CallerRole;
  numberKind: NumberKind;
  otherTopics: Topic[];
  /** From answer to end, hold included; null where it was not measured. */
  durationSeconds: number | null;
  heldSeconds: number;
  /** After-call work; null while it goes on. */
  wrapSeconds: number | null;
  outOfHours: boolean;
  relay: boolean;
  complaintLevel: ComplaintLevel;
  identity: IdentityCheck | null;
}

/** Body of `POST /api/v1/calls/{id}/wrap-up`: the work after the call is done. */
export interface WrapUpRequest {
  /** Seconds since it was done, for an answer that comes late. */
  secondsAgo?: number;
}

/** Answer of `POST /api/v1/calls/caller`: what is known of a number at one shop. */
export interface CallerView {
  tickets: {
    id: string;
    number: string;
    topic: Topic;
    state: TicketState;
    channel: Channel;
    requesterName: string;
    createdAt: string;
  }[];
  /** Tickets of the same number at other shops of this person's scope. */
  elsewhere: number;
  /** Calls of this number to this shop within a day, this one left out. */
  callsToday: number;
  /** Whether the desk's phone hours are over at this moment. */
  outOfHours: boolean;
}

/** `GET /api/v1/calls/now`: how the phones of this scope stand. */
export interface CallsNow {
  ringing: number;
  oldestRingingAt: string | null;
  talking: number;
  nextPromise: { id: string; until: string; requesterName: string } | null;
}

/** `GET /api/v1/desks/{id}/phone-script?topic=`: the approved words for one topic, filled with the shop's facts. */
export interface PhoneScriptView {
  statement: StatementView | null;
  answers: {
    key: string;
    title: string;
    version: number;
    approvedBy: string;
    approvedAt: string;
    parts: FilledPart[];
  }[];
}

/** Body of `POST /api/v1/call-events`, sent by a telephony system under its bearer key. */
export interface CallEventRequest {
  /** The telephony system's own id of the call. */
  callId: string;
  event: CallEventName;
  dialledNumber: string;
  /** Null, or words without a number: withheld. */
  callerNumber: string | null;
  numberKind?: NumberKind;
  agentExtension?: string;
  agentEmail?: string;
  /** When it happened, ISO 8601 with offset. */
  at: string;
}

/** Answer of `POST /api/v1/call-events`. */
export interface CallEventAnswer {
  id: string;
  /** True when this event of this call was known already; nothing changed. */
  duplicate: boolean;
}

/** Push `call.event`, and items of `GET /api/v1/calls/mine`: what the telephony system said of a call of this very person. */
export interface CallEventPush {
  callId: string;
  deskId: string;
  /** `elsewhere`: it rang at this person, and somebody else took it. */
  state: 'ringing' | 'talking' | 'held' | 'ended' | 'abandoned' | 'elsewhere';
  callerNumber: string | null;
  numberKind: NumberKind;
  offeredAt: string;
  answeredAt: string | null;
  heldSeconds: number;
  endedAt: string | null;
}

/** `GET /api/v1/call-events/key`: the keys that are in use; what a key reads is shown once, when it is made. */
export interface CallEventKeyView {
  createdAt: string;
  createdByName: string | null;
  /** Null: until it is replaced. */
  validUntil: string | null;
  lastUsedAt: string | null;
}

/** Answer of `POST /api/v1/call-events/key`. */
export interface NewCallEventKey {
  key: string;
}
