import type { CallEventPush, PromiseView } from '#libs/contracts';
import { type CallDraft, emptyDraft, isWritten } from './call-draft.js';
import { keptStoreOf } from '../shared/kept-store.js';

/** A key for one call; `randomUUID` is missing where the page is not served over HTTPS. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The one call that this tab is about. */
export const callStoreOf = keptStoreOf<CallDraft>('call', (stored) => ({
  ...emptyDraft(null, newKey()),
  ...(stored as Partial<CallDraft> | null),
}));

/** Whether a form waits here whose call is not saved yet. */
export const hasUnsavedCall = (keeper: string): boolean => {
  const draft = callStoreOf(keeper).get();
  return draft.saved === null && isWritten(draft);
};

/** Nothing would be lost, and nobody is on the line. */
export const isFree = (draft: CallDraft): boolean =>
  !isWritten(draft) &&
  draft.saved === null &&
  draft.callback === null &&
  (draft.callId === null || draft.endedAt !== null);

/** What the telephone says of the call in the form; another call's event changes nothing. */
export const followed = (draft: CallDraft, call: CallEventPush, now: number): CallDraft => {
  if (draft.callId !== call.callId || draft.saved) return draft;
  return {
    ...draft,
    offeredAt: draft.offeredAt ?? now,
    answeredAt: call.answeredAt ? (draft.answeredAt ?? now) : draft.answeredAt,
    heldSince: call.state === 'held' ? (draft.heldSince ?? now) : null,
    heldSeconds: call.heldSeconds,
    endedAt: call.state === 'ended' || call.state === 'abandoned' ? (draft.endedAt ?? now) : null,
  };
};

/** A fresh form for a call that rings. */
export const adopted = (call: CallEventPush, now: number): CallDraft =>
  followed(
    {
      ...emptyDraft(call.deskId, newKey()),
      callId: call.callId,
      callerPhone: call.callerNumber ?? '',
      numberKind: call.numberKind,
      offeredAt: now - Math.max(0, now - Date.parse(call.offeredAt)),
    },
    call,
    now,
  );

export const isOver = ({ state }: CallEventPush): boolean =>
  state === 'ended' || state === 'abandoned' || state === 'elsewhere';

/** The form when its call rings elsewhere: what was written while it rang stays, as of a call that nobody has told of. */
export const released = (draft: CallDraft): CallDraft =>
  isWritten(draft)
    ? { ...draft, callId: null, offeredAt: null, answeredAt: null, heldSince: null, endedAt: null }
    : emptyDraft(draft.deskId, newKey());

/** It rings, as far as the form knows. */
export const isRinging = ({ callId, answeredAt, endedAt, saved }: CallDraft): boolean =>
  callId !== null && answeredAt === null && endedAt === null && saved === null;

/** The form after an event: a free one takes a call that rings, and is free again when the caller gave up. */
export const popped = (draft: CallDraft, call: CallEventPush, now: number): CallDraft => {
  if (draft.callId !== call.callId) return isFree(draft) && !isOver(call) ? adopted(call, now) : draft;
  if (call.state === 'elsewhere') return draft.saved ? draft : released(draft);
  const next = followed(draft, call, now);
  const isGone = call.state === 'abandoned' && !isWritten(next) && next.saved === null;
  return isGone ? emptyDraft(draft.deskId, newKey()) : next;
};

/** A fresh form for a call that we make to keep a promise. */
export const calling = (promise: PromiseView, now: number): CallDraft => ({
  ...emptyDraft(promise.deskId, newKey()),
  // Of who hung up the number is known, and no name yet.
  callerName: promise.source === 'abandoned' ? '' : promise.requesterName,
  callerPhone: promise.phone ?? '',
  number: promise.ticketNumber,
  topics: [promise.topic],
  offeredAt: now,
  answeredAt: now,
  callback: {
    promiseId: promise.id,
    ticketId: promise.ticketId,
    number: promise.ticketNumber,
    isAbandoned: promise.source === 'abandoned',
    say: promise.say,
    limits: promise.limits,
  },
});
