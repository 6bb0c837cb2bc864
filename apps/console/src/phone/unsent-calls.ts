import { useEffect } from 'react';
import type { CallRequest, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useKeeper } from '../app/session.js';
import { api, ApiError } from '../wire/api.js';
import { isClosed, onConnected } from '../wire/socket.js';
import type { CallDraft } from './call-draft.js';
import { callStoreOf } from './call-store.js';
import { keptStoreOf, listOf, useKept } from '../shared/kept-store.js';
import { serverNow } from '../wire/server-clock.js';

/** A call that was saved while the connection was away; with the reason where the desk refused it. */
export interface UnsentCall {
  request: CallRequest;
  draft: CallDraft;
  failure: string | null;
}

const AGAIN_MS = 4_000;
const unsentOf = keptStoreOf<UnsentCall[]>('unsent-calls', listOf);
let sending: Promise<void> | null = null;

export const unsentCount = (keeper: string): number => unsentOf(keeper).get().length;

export const useUnsentCalls = (): UnsentCall[] => useKept(unsentOf(useKeeper()));

/** Sends one call; the clock is told anew, so that moments stay right however long it waited. */
export const sendCall = (request: CallRequest): Promise<TicketView> =>
  api.post<TicketView>(
    'calls',
    { ...request, times: request.times && { ...request.times, now: new Date(serverNow()).toISOString() } },
    { timeoutMs: 8_000 },
  );

/** True when the call may yet go through just as it is. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && ([0, 401, 429].includes(error.status) || error.status >= 500);

export const keepUnsent = (keeper: string, call: UnsentCall): void => {
  const store = unsentOf(keeper);
  store.set([...store.get(), call]);
};

/** For a tab in whose twin they wait. */
export const dropUnsent = (keeper: string): void => unsentOf(keeper).set([]);

/** Takes a refused call out again, to be mended in the form. */
export const takeBack = (keeper: string, idempotencyKey: string): void => {
  const store = unsentOf(keeper);
  store.set(store.get().filter(({ request }) => request.idempotencyKey !== idempotencyKey));
};

/** The work after a call that still waits was done now. False where the call has been sent. */
export const wrapUpUnsent = (keeper: string, idempotencyKey: string): boolean => {
  const store = unsentOf(keeper);
  const wrapEndedAt = new Date(serverNow()).toISOString();
  const isWaiting = store.get().some(({ request }) => request.idempotencyKey === idempotencyKey);
  store.set(
    store
      .get()
      .map((call) =>
        call.request.idempotencyKey === idempotencyKey && call.request.times
          ? { ...call, request: { ...call.request, times: { ...call.request.times, wrapEndedAt } } }
          : call,
      ),
  );
  return isWaiting;
};

/** The form that still shows this call learns of its record: the work after it is told there. */
const noteSent = (keeper: string, idempotencyKey: string, { number, call }: TicketView): void => {
  const store = callStoreOf(keeper);
  const { saved, ...draft } = store.get();
  if (!saved || draft.idempotencyKey !== idempotencyKey) return;
  store.set({ ...draft, number, saved: { ...saved, callId: call?.id ?? null } });
};

const sendAll = async (keeper: string): Promise<void> => {
  const store = unsentOf(keeper);
  for (const call of store.get()) {
    if (call.failure !== null) continue;
    try {
      const ticket = await sendCall(call.request);
      takeBack(keeper, call.request.idempotencyKey);
      noteSent(keeper, call.request.idempotencyKey, ticket);
    } catch (error) {
      if (isPassing(error)) return;
      // An earlier sending had arrived, and its ticket is for other eyes by now.
      if (error instanceof ApiError && error.code === 'call.already_logged') {
        takeBack(keeper, call.request.idempotencyKey);
        continue;
      }
      const failure = error instanceof ApiError ? error.sentence(presentLanguage()) : String(error);
      store.set(store.get().map((each) => (each.request === call.request ? { ...each, failure } : each)));
    }
  }
};

/**
 * Sends what waited, one after the other, as soon as the connection is back; each exactly once. It waits in this tab alone, so that closing
 * the tab asks first.
 */
export const useSendUnsent = (): void => {
  const keeper = useKeeper();
  useEffect(() => {
    const send = () => {
      if (isClosed()) return;
      if (
        unsentOf(keeper)
          .get()
          .every(({ failure }) => failure !== null)
      )
        return;
      sending ??= sendAll(keeper).finally(() => (sending = null));
    };
    const stop = onConnected(send);
    const timer = setInterval(send, AGAIN_MS);
    const ask = (event: BeforeUnloadEvent) => {
      if (unsentCount(keeper) > 0 && !isClosed()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      stop();
      clearInterval(timer);
    };
  }, [keeper]);
};
