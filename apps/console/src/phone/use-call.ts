import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { useKeeper } from '../app/session.js';
import { api, ApiError } from '../wire/api.js';
import { useConnection } from '../wire/socket.js';
import {
  type CallDraft,
  emptyDraft,
  heldSoFar,
  isWritten,
  missingFields,
  requestOf,
  type RequiredField,
} from './call-draft.js';
import { adopted, callStoreOf, newKey } from './call-store.js';
import { takeWaiting } from './incoming.js';
import { keptStoreOf, useKept } from '../shared/kept-store.js';
import { dropNumbers, takeNumber, useHasNumbers } from './number-lease.js';
import { isPassing, keepUnsent, sendCall, wrapUpUnsent } from './unsent-calls.js';
import { serverNow } from '../wire/server-clock.js';

type Activity = 'on_call' | 'available' | 'recovering';

let told: Promise<unknown> = Promise.resolve();

/**
 * What this person does now, for the floor; a hint, so a lost connection loses nothing that counts. One after the other: a call that
 * is over at once must not be the last that the floor hears of.
 */
export const tell = (activity: Activity): void => {
  told = told.then(() => api.put('calls/activity', { activity }).catch(() => null));
};

interface Saving {
  isUnderWay: boolean;
  error: ApiError | null;
}

/** The save of this tab's call: it goes on while its screen is left, and a reload asks for it anew. */
const savingOf = keptStoreOf<Saving>('call-saving', () => ({ isUnderWay: false, error: null }));

const storedText = (messages: TicketView['messages']): string | undefined =>
  messages.findLast(({ kind }) => kind === 'inbound')?.bodyText.replace(/\[\[masked:\w+\]\]/g, '●●●●');

export interface Call {
  draft: CallDraft;
  missing: RequiredField[];
  isWritten: boolean;
  /** The clock of a call that no telephone tells of runs. */
  isStarted: boolean;
  /** The first change starts the clock and takes the number that can be told. */
  change: (part: Partial<CallDraft>) => void;
  /** Chooses the desk before anybody has called. */
  prepare: (deskId: string) => void;
  hold: () => void;
  /** Resolves to true when the call is saved, or kept to be sent; `error` says why not. */
  save: () => Promise<boolean>;
  isSaving: boolean;
  error: ApiError | null;
  /** Ends the work after the call; the desk stays chosen, and a call that rang meanwhile comes up. */
  next: (then: 'available' | 'recovering') => void;
  discard: () => void;
}

/** One call from the first key to the end of the work after it. It survives a reload and a lost connection. */
export const useCall = (): Call => {
  const { t } = useTranslation('phone');
  const keeper = useKeeper();
  const connection = useConnection();
  const store = callStoreOf(keeper);
  const draft = useKept(store);
  const saving = savingOf(keeper);
  const { isUnderWay: isSaving, error } = useKept(saving);

  const change = useCallback(
    (part: Partial<CallDraft>) => {
      const present = store.get();
      // What is read out goes on beside the save and after it; what was written does not.
      const isFixed = present.saved !== null || saving.get().isUnderWay;
      if (isFixed && Object.keys(part).some((key) => key !== 'step' && key !== 'isReadBack' && key !== 'read')) return;
      const now = serverNow();
      const isFirst = present.answeredAt === null && present.callId === null;
      if (isFirst) tell('on_call');
      store.set({
        ...present,
        offeredAt: present.offeredAt ?? now,
        answeredAt: isFirst ? now : present.answeredAt,
        number: present.number ?? present.callback?.number ?? takeNumber(keeper),
        ...part,
      });
    },
    [store, saving, keeper],
  );

  // Whoever writes before the first numbers are here is given one as they come.
  const hasNumbers = useHasNumbers(keeper);
  const isWaitingForNumber = draft.number === null && draft.saved === null && isWritten(draft);
  useEffect(() => {
    if (hasNumbers && isWaitingForNumber) change({});
  }, [hasNumbers, isWaitingForNumber, change]);

  const prepare = (deskId: string) => store.set({ ...store.get(), deskId });

  const hold = () => {
    const { heldSince, answeredAt, callId, saved } = store.get();
    if (answeredAt === null || callId !== null || saved) return;
    const now = serverNow();
    store.set({
      ...store.get(),
      heldSince: heldSince === null ? now : null,
      heldSeconds: heldSoFar(store.get(), now),
    });
  };

  const save = async (): Promise<boolean> => {
    const now = serverNow();
    const written = { ...store.get(), endedAt: store.get().endedAt ?? now };
    const request = requestOf(written, now, t('unknownName'));
    if (!request || written.saved || saving.get().isUnderWay) return false;
    const keep = () => {
      keepUnsent(keeper, { request, draft: written, failure: null });
      store.set({ ...store.get(), endedAt: written.endedAt, saved: { callId: null, at: now } });
      return true;
    };
    let refusal: ApiError | null = null;
    saving.set({ isUnderWay: false, error: null });
    if (connection.state !== 'connected') return keep();
    saving.set({ isUnderWay: true, error: null });
    try {
      const ticket = await sendCall(request);
      // What was masked before it was stored shall not live on in this tab either.
      const text = storedText(ticket.messages) ?? written.text;
      const saved = { callId: ticket.call?.id ?? null, at: now };
      store.set({ ...store.get(), endedAt: written.endedAt, text, number: ticket.number, saved });
      return true;
    } catch (cause) {
      if (isPassing(cause)) return keep();
      if (!(cause instanceof ApiError)) throw cause;
      // A number that cannot be used is replaced, and so is a key under which another call was saved; everything else waits for the person.
      if (cause.code === 'call.number_not_leased' || cause.code === 'call.key_reused') {
        dropNumbers(keeper);
        store.set({ ...store.get(), number: takeNumber(keeper), idempotencyKey: newKey() });
      }
      refusal = cause;
      return false;
    } finally {
      saving.set({ isUnderWay: false, error: refusal });
    }
  };

  const begin = () => {
    saving.set({ isUnderWay: false, error: null });
    const rang = takeWaiting();
    store.set(rang ? adopted(rang, serverNow()) : emptyDraft(store.get().deskId, newKey()));
  };

  const next = (then: 'available' | 'recovering') => {
    const { saved, idempotencyKey } = store.get();
    const isWaiting = wrapUpUnsent(keeper, idempotencyKey);
    if (saved?.callId && !isWaiting) void api.post(`calls/${saved.callId}/wrap-up`).catch(() => null);
    tell(then);
    begin();
  };

  const discard = () => {
    if (saving.get().isUnderWay) return;
    tell('available');
    begin();
  };

  return {
    draft,
    missing: missingFields(draft),
    isWritten: isWritten(draft),
    isStarted: draft.answeredAt !== null && draft.callId === null && draft.callback === null,
    change,
    prepare,
    hold,
    save,
    isSaving,
    error,
    next,
    discard,
  };
};
