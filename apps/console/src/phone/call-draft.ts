import type { CallerRole, CallOutcome, CallRequest, Topic } from '#libs/contracts';

/** What the agent has written so far about one call. */
export interface CallDraft {
  deskId: string | null;
  callerName: string;
  callerKana: string;
  callerPhone: string;
  callerRole: CallerRole;
  topic: Topic | null;
  text: string;
  outcome: CallOutcome | null;
  /** When the call began, in milliseconds; null before the first key. */
  startedAt: number | null;
  /** One for each call: saving twice, or again after a lost answer, never makes two tickets. */
  idempotencyKey: string;
  /** Set once saved: the number can still be read out after a reload. */
  saved: { number: string; seconds: number } | null;
}

export type RequiredField = 'desk' | 'callerName' | 'topic' | 'text' | 'outcome';

export const emptyDraft = (deskId: string | null, idempotencyKey: string): CallDraft => ({
  deskId,
  callerName: '',
  callerKana: '',
  callerPhone: '',
  callerRole: 'self',
  topic: null,
  text: '',
  outcome: null,
  startedAt: null,
  saved: null,
  idempotencyKey,
});

/** Outcomes after which the caller's name is often not known. */
const NAMELESS: readonly (CallOutcome | null)[] = ['cut_off', 'refused', 'silent'];

export const isNameless = (draft: CallDraft): boolean => NAMELESS.includes(draft.outcome);

/** What is still needed before the call can be saved, in the order of the form. */
export const missingFields = (draft: CallDraft): RequiredField[] => {
  const missing: RequiredField[] = [];
  if (!draft.deskId) missing.push('desk');
  if (!draft.callerName.trim() && !isNameless(draft)) missing.push('callerName');
  if (!draft.topic) missing.push('topic');
  if (!draft.text.trim()) missing.push('text');
  if (!draft.outcome) missing.push('outcome');
  return missing;
};

/** True when something would be lost by throwing the draft away. */
export const isWritten = (draft: CallDraft): boolean =>
  [draft.callerName, draft.callerKana, draft.callerPhone, draft.text].some((text) => text.trim() !== '') ||
  draft.topic !== null ||
  draft.outcome !== null;

/** The request that saves the draft; null while something required is missing. */
export const requestOf = (draft: CallDraft, now: number, unknownName: string): CallRequest | null => {
  if (!draft.deskId || !draft.topic || !draft.outcome || missingFields(draft).length > 0) return null;
  const kana = draft.callerKana.trim();
  const phone = draft.callerPhone.trim();
  return {
    deskId: draft.deskId,
    callerName: draft.callerName.trim() || unknownName,
    ...(kana ? { callerKana: kana } : {}),
    ...(phone ? { callerPhone: phone } : {}),
    callerRole: draft.callerRole,
    topic: draft.topic,
    text: draft.text.trim(),
    outcome: draft.outcome,
    ...(draft.startedAt === null ? {} : { durationSeconds: Math.max(0, Math.round((now - draft.startedAt) / 1000)) }),
    idempotencyKey: draft.idempotencyKey,
  };
};
