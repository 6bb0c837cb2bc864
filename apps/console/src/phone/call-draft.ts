import {
  type CallerRole,
  type CallOutcome,
  type CallRequest,
  type CallStep,
  type ComplaintLevel,
  FINDING_TOPIC,
  type IdentityCheck,
  type IdentityItem,
  NAMELESS_OUTCOMES,
  type NumberKind,
  type Topic,
} from '#libs/contracts';
import type { Step } from './call-keys.js';

export interface PromiseDraft {
  from: string;
  until: string;
  /** Null: the caller's number. */
  phone: string | null;
  callerIdTold: boolean;
  say: string;
  limits: string;
}

/** What the agent has written so far about one call. Moments are milliseconds of this machine's clock. */
export interface CallDraft {
  /** One for each call: saving twice, or again after a lost answer, never makes two tickets. */
  idempotencyKey: string;
  deskId: string | null;
  callerName: string;
  callerKana: string;
  callerPhone: string;
  numberKind: NumberKind;
  callerRole: CallerRole;
  /** The first is the main one. */
  topics: Topic[];
  text: string;
  outcome: CallOutcome | null;
  relay: boolean;
  complaintLevel: ComplaintLevel;
  complaintStep: CallStep | null;
  asked: IdentityItem[];
  matched: IdentityItem[];
  documents: boolean;
  promise: PromiseDraft | null;
  step: Step;
  /** Which approved text is open, and which were read out. */
  answerKey: string | null;
  read: string[];
  isReadBack: boolean;
  number: string | null;
  offeredAt: number | null;
  answeredAt: number | null;
  heldSince: number | null;
  heldSeconds: number;
  endedAt: number | null;
  /** The telephony system's record of this call. */
  callId: string | null;
  /** The callback that this call makes, and its ticket. */
  callback: {
    promiseId: string;
    ticketId: string;
    number: string;
    /** The caller had hung up before anybody answered: nobody knows yet who it was. */
    isAbandoned: boolean;
    say: string;
    limits: string;
  } | null;
  /** Set once saved: the number can still be read out after a reload. `callId` is null while it waits to be sent. */
  saved: { callId: string | null; at: number } | null;
}

export type RequiredField = 'desk' | 'callerName' | 'topic' | 'text' | 'outcome' | 'promise';

const MOST_TOPICS = 4;

export const emptyDraft = (deskId: string | null, idempotencyKey: string): CallDraft => ({
  idempotencyKey,
  deskId,
  callerName: '',
  callerKana: '',
  callerPhone: '',
  numberKind: 'number',
  callerRole: 'self',
  topics: [],
  text: '',
  outcome: null,
  relay: false,
  complaintLevel: 0,
  complaintStep: null,
  asked: [],
  matched: [],
  documents: false,
  promise: null,
  step: 'greet',
  answerKey: null,
  read: [],
  isReadBack: false,
  number: null,
  offeredAt: null,
  answeredAt: null,
  heldSince: null,
  heldSeconds: 0,
  endedAt: null,
  callId: null,
  callback: null,
  saved: null,
});

/** Outcomes after which the caller's name is often not known. */
export const isNameless = (draft: CallDraft): boolean =>
  draft.outcome !== null && NAMELESS_OUTCOMES.includes(draft.outcome);

/** What is still needed before the call can be saved, in the order of the form. */
export const missingFields = (draft: CallDraft): RequiredField[] => {
  const missing: RequiredField[] = [];
  if (!draft.deskId) missing.push('desk');
  if (!draft.callerName.trim() && !isNameless(draft)) missing.push('callerName');
  if (draft.topics.length === 0) missing.push('topic');
  if (!draft.text.trim()) missing.push('text');
  if (!draft.outcome) missing.push('outcome');
  if (draft.outcome === 'callback_promised' && !draft.promise) missing.push('promise');
  return missing;
};

/** True when something would be lost by throwing the draft away. */
export const isWritten = (draft: CallDraft): boolean =>
  [draft.callerName, draft.callerKana, draft.text].some((text) => text.trim() !== '') ||
  (draft.callerPhone.trim() !== '' && draft.callId === null && draft.callback === null) ||
  draft.topics.length > 0 ||
  draft.outcome !== null;

/** Pressing a topic again takes it back; a fifth one takes no place. */
export const withTopic = (topics: readonly Topic[], topic: Topic): Topic[] => {
  if (topics.includes(topic)) return topics.filter((each) => each !== topic);
  return topics.length < MOST_TOPICS ? [...topics, topic] : [...topics];
};

export const identityOf = ({ asked, matched, documents }: CallDraft): IdentityCheck => ({
  asked,
  matched,
  level: documents ? 2 : matched.length >= 2 ? 1 : 0,
});

/**
 * The approved texts that may be said to this caller, and the one that is open: the chosen one, else the first. What a look-up found
 * about a person is told to that person alone, and nobody but the agent knows it: none is offered before two matches, none opens by itself.
 */
export const openAnswer = <A extends { key: string }>(
  draft: CallDraft,
  texts: readonly A[],
): { answer: A | undefined; answers: readonly A[] } => {
  const [topic] = draft.topics;
  const isFinding = topic === FINDING_TOPIC;
  const answers = topic && !(isFinding && identityOf(draft).level === 0) ? texts : [];
  const chosen = answers.find(({ key }) => key === draft.answerKey);
  return { answer: chosen ?? (isFinding ? undefined : answers[0]), answers };
};

/** Whole seconds on hold so far. */
export const heldSoFar = ({ heldSince, heldSeconds }: CallDraft, now: number): number =>
  heldSeconds + (heldSince === null ? 0 : Math.max(0, Math.round((now - heldSince) / 1000)));

const iso = (moment: number): string => new Date(moment).toISOString();

/** The request that saves the draft; null while something required is missing. */
export const requestOf = (draft: CallDraft, now: number, unknownName: string): CallRequest | null => {
  const [topic, ...otherTopics] = draft.topics;
  if (!draft.deskId || !topic || !draft.outcome || missingFields(draft).length > 0) return null;
  const kana = draft.callerKana.trim();
  const phone = draft.callerPhone.trim();
  const identity = identityOf(draft);
  const answeredAt = draft.answeredAt ?? draft.offeredAt ?? now;
  const { promise, callback } = draft;
  return {
    deskId: draft.deskId,
    callerName: draft.callerName.trim() || unknownName,
    ...(kana && { callerKana: kana }),
    ...(phone && { callerPhone: phone }),
    ...(draft.numberKind !== 'number' && { numberKind: draft.numberKind }),
    callerRole: draft.callerRole,
    topic,
    ...(otherTopics.length > 0 && { otherTopics }),
    text: draft.text.trim(),
    outcome: draft.outcome,
    ...(draft.number && !callback && { number: draft.number }),
    times: {
      offeredAt: iso(draft.offeredAt ?? answeredAt),
      answeredAt: iso(answeredAt),
      heldSeconds: heldSoFar(draft, now),
      endedAt: iso(draft.endedAt ?? now),
      now: iso(now),
    },
    ...(draft.callId && { callId: draft.callId }),
    ...(callback && { ticketId: callback.ticketId, promiseId: callback.promiseId }),
    ...(promise &&
      draft.outcome === 'callback_promised' && {
        promise: {
          kind: 'callback',
          from: promise.from,
          until: promise.until,
          phone: promise.phone?.trim() || phone,
          callerIdTold: promise.callerIdTold,
          say: promise.say.trim(),
          limits: promise.limits.trim(),
        },
      }),
    ...(draft.relay && { relay: true }),
    ...(draft.complaintLevel > 0 && { complaintLevel: draft.complaintLevel }),
    ...(draft.complaintLevel > 0 && draft.complaintStep && { complaintStep: draft.complaintStep }),
    ...(identity.asked.length > 0 || identity.level > 0 ? { identity } : {}),
    ...(draft.read.length > 0 && { cannedKeys: draft.read }),
    idempotencyKey: draft.idempotencyKey,
  };
};
