import { useKeeper } from '../app/session.js';
import { type KeptStore, keptStoreOf, listOf, useKept } from '../shared/kept-store.js';

/** A reply or a note that was refused after its writer had gone on to something else; its words wait as a draft. */
export interface LeftUnsent {
  number: string;
  kind: 'reply' | 'note';
  /** Why, as a sentence. */
  reason: string;
}

const leftUnsentOf = keptStoreOf<LeftUnsent[]>('left-unsent', listOf);

export const useLeftUnsent = (): [readonly LeftUnsent[], KeptStore<LeftUnsent[]>] => {
  const store = leftUnsentOf(useKeeper());
  return [useKept(store), store];
};
