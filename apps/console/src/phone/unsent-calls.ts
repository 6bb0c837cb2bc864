import { useEffect } from 'react';
import type { CallRequest, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useSession } from '../app/session.js';
import { api, ApiError } from '../wire/api.js';
import { onConnected } from '../wire/socket.js';
import type { CallDraft } from './call-draft.js';
import { keptStoreOf, useKept } from './kept-store.js';

/** A call that was saved while the connection was away; with the reason where the desk refused it. */
export interface UnsentCall {
  request: CallRequest;
  draft: CallDraft;
  failure: string | null;
}

const AGAIN_MS = 4_000;
const unsentOf = keptStoreOf<UnsentCall[]>('unsent-calls', () => []);
let sending: Promise<void> | null = null;

export const useUnsentCalls = (): UnsentCall[] => useKept(unsentOf(useSession().user.id));

/** Sends one call; the clock is told anew, so that moments stay right however long it waited. */
export const sendCall = (request: CallRequest): Promise<TicketView> =>
  api.post<TicketView>(
    'calls',
    { ...request, times: request.times && { ...request.times, now: new Date().toISOString() } },
    { timeoutMs: 8_000 },
  );

/** True when the call may yet go through just as it is. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 401 || error.status >= 500);

export const keepUnsent = (userId: string, call: UnsentCall): void => {
  const store = unsentOf(userId);
  store.set([...store.get(), call]);
};

/** Takes a refused call out again, to be mended in the form. */
export const takeBack = (userId: string, idempotencyKey: string): void => {
  const store = unsentOf(userId);
  store.set(store.get().filter(({ request }) => request.idempotencyKey !== idempotencyKey));
};

/** The work after a call that still waits was done now. False where the call has been sent. */
export const wrapUpUnsent = (userId: string, idempotencyKey: string): boolean => {
  const store = unsentOf(userId);
  const wrapEndedAt = new Date().toISOString();
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

const sendAll = async (userId: string): Promise<void> => {
  const store = unsentOf(userId);
  for (const call of store.get()) {
    if (call.failure !== null) continue;
    try {
      await sendCall(call.request);
      takeBack(userId, call.request.idempotencyKey);
    } catch (error) {
      if (isPassing(error)) return;
      // An earlier sending had arrived, and its ticket is for other eyes by now.
      if (error instanceof ApiError && error.code === 'call.already_logged') {
        takeBack(userId, call.request.idempotencyKey);
        continue;
      }
      const failure = error instanceof ApiError ? error.sentence(presentLanguage()) : String(error);
      store.set(store.get().map((each) => (each.request === call.request ? { ...each, failure } : each)));
    }
  }
};

/** Sends what waited, one after the other, as soon as the connection is back; each exactly once. */
export const useSendUnsent = (): void => {
  const { user } = useSession();
  useEffect(() => {
    const send = () => {
      if (
        unsentOf(user.id)
          .get()
          .every(({ failure }) => failure !== null)
      )
        return;
      sending ??= sendAll(user.id).finally(() => (sending = null));
    };
    const stop = onConnected(send);
    const timer = setInterval(send, AGAIN_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [user.id]);
};
