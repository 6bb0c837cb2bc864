import { useEffect } from 'react';
import { useCan, useKeeper } from '../app/session.js';
import { api, unlessUnreached } from '../wire/api.js';
import { onConnected } from '../wire/socket.js';
import { keptStoreOf, listOf, useKept } from '../shared/kept-store.js';

/** Below this more are asked for: what is at hand when the connection goes has to last through the break. */
const FEW = 15;

const leaseOf = keptStoreOf<string[]>('numbers', listOf);
let asking = false;

/** The next number that may be told; null when a very long break has used them all. */
export const takeNumber = (keeper: string): string | null => {
  const store = leaseOf(keeper);
  const [number, ...rest] = store.get();
  if (number === undefined) return null;
  store.set(rest);
  return number;
};

export const useHasNumbers = (keeper: string): boolean => useKept(leaseOf(keeper)).length > 0;

/** None of them can be told any more, as when two tabs hold the same ones; others are asked for. */
export const dropNumbers = (keeper: string): void => leaseOf(keeper).set([]);

const refill = async (keeper: string) => {
  const store = leaseOf(keeper);
  if (asking || store.get().length > FEW) return;
  asking = true;
  try {
    const { numbers } = await api.post<{ numbers: string[] }>('calls/numbers');
    store.set([...store.get(), ...numbers]);
  } catch (error) {
    // Without a connection: the next one asks again.
    unlessUnreached(error);
  } finally {
    asking = false;
  }
};

/** Keeps true reference numbers at hand from sign-in on, so that one can be told while the connection is away. */
export const useNumberLease = (): void => {
  const keeper = useKeeper();
  const mayLog = useCan('call:log');
  useEffect(() => {
    if (!mayLog) return;
    const stop = onConnected(() => void refill(keeper));
    const again = leaseOf(keeper).subscribe(() => void refill(keeper));
    return () => {
      stop();
      again();
    };
  }, [keeper, mayLog]);
};
