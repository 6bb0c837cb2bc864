import { useEffect } from 'react';
import { useKeeper } from '../app/session.js';
import { callStoreOf, newKey } from './call-store.js';
import { emptyDraft } from './call-draft.js';
import { dropNumbers } from './number-lease.js';
import { dropUnsent } from './unsent-calls.js';

/** A tab says which call it is about. `since`: when it was opened; of two tabs with the same call the older one keeps it. */
interface Held {
  key: string;
  since: number;
}

const own = performance.timeOrigin + Math.random();

/**
 * A browser that doubles a tab doubles what the tab keeps: the same call, the same numbers to be told, the same calls to be sent. The copy
 * begins with none of them.
 */
export const useTabTwins = (): void => {
  const keeper = useKeeper();
  useEffect(() => {
    const channel = new BroadcastChannel(`madoguchi.calls.${keeper}`);
    const store = callStoreOf(keeper);
    const say = () => channel.postMessage({ key: store.get().idempotencyKey, since: own } satisfies Held);
    channel.addEventListener('message', ({ data }: MessageEvent<Held>) => {
      if (data.key !== store.get().idempotencyKey) return;
      if (data.since > own) return say();
      dropNumbers(keeper);
      dropUnsent(keeper);
      store.set(emptyDraft(null, newKey()));
    });
    say();
    return () => channel.close();
  }, [keeper]);
};
