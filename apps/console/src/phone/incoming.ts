import { useNavigate } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallEventPush, ListView } from '#libs/contracts';
import { useCan, useKeeper } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { api, unlessUnreached } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import { callStoreOf, isOver, isRinging, popped, released } from './call-store.js';
import { serverNow } from '../wire/server-clock.js';

let waiting: CallEventPush | null = null;
const watchers = new Set<() => void>();

const keepWaiting = (call: CallEventPush | null) => {
  waiting = call;
  for (const watcher of watchers) watcher();
};

/** A call that rings at this person while another one is still in the form. */
export const useWaitingCall = (): CallEventPush | null =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
    () => waiting,
  );

/** The call that rang meanwhile, once. */
export const takeWaiting = (): CallEventPush | null => {
  const call = waiting;
  keepWaiting(null);
  return call;
};

/**
 * Pops a call up at its agent: a free form takes it, a form in use keeps its words and the call waits beside it. The screen changes only
 * when the person has picked up.
 */
export const useIncomingCalls = (): void => {
  const { t } = useTranslation('phone');
  const navigate = useNavigate();
  const keeper = useKeeper();
  const mayLog = useCan('call:log');
  useEffect(() => {
    if (!mayLog) return;
    const store = callStoreOf(keeper);
    const take = (call: CallEventPush) => {
      const before = store.get();
      const after = popped(before, call, serverNow());
      store.set(after);
      if (after.callId === call.callId && before.callId !== call.callId) announce(t('rings'), 'assertive');
      if (after !== before && call.state === 'elsewhere') announce(t('elsewhere'), 'assertive');
      if (after.callId === call.callId || isOver(call)) {
        if (waiting?.callId === call.callId) keepWaiting(null);
      } else if (before.callId !== call.callId) keepWaiting(call);
      const isAnswered = before.answeredAt === null || before.callId !== call.callId;
      if (call.state === 'talking' && after.callId === call.callId && isAnswered)
        void navigate({ to: '/console/phone' });
    };
    // The calls of which a push has told since what was missed was asked for: the answer may be older than the push.
    let told = new Set<string>();
    // What the telephone said while the connection was away.
    const catchUp = async () => {
      const since = new Set<string>();
      told = since;
      const { items } = await api.get<ListView<CallEventPush>>('calls/mine');
      // The connection broke again, and it was asked anew.
      if (told !== since) return;
      for (const call of items) if (!since.has(call.callId)) take(call);
      const known = new Set([...since, ...items.map(({ callId }) => callId)]);
      const draft = store.get();
      if (draft.callId !== null && isRinging(draft) && !known.has(draft.callId)) store.set(released(draft));
    };
    const stopPushes = onPush('call.event', (call) => {
      told.add(call.callId);
      take(call);
    });
    const stopCatchingUp = onConnected(() => void catchUp().catch(unlessUnreached));
    return () => {
      stopPushes();
      stopCatchingUp();
    };
  }, [keeper, mayLog, navigate, t]);
};
