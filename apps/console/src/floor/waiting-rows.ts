import type { Channel, FloorView } from '#libs/contracts';
import { matches } from '../shared/matching.js';
import { earliest } from './floor-state.js';

export interface DeskWaiting {
  deskId: string;
  byChannel: Partial<Record<Channel, number>>;
  total: number;
  oldest: string | null;
}

/** What waits, by desk: the longest wait first, and of those who wait equally long the most. */
export const waitingDesks = (waiting: FloorView['waitingByDesk']): DeskWaiting[] => {
  const desks = new Map<string, DeskWaiting>();
  for (const { deskId, channel, waiting: count, oldest } of waiting) {
    const desk = desks.get(deskId) ?? { deskId, byChannel: {}, total: 0, oldest: null };
    desks.set(deskId, {
      ...desk,
      byChannel: { ...desk.byChannel, [channel]: (desk.byChannel[channel] ?? 0) + count },
      total: desk.total + count,
      oldest: earliest([desk.oldest, oldest]),
    });
  }
  return [...desks.values()]
    .filter((desk) => desk.total > 0)
    .sort((a, b) => (a.oldest ?? '~').localeCompare(b.oldest ?? '~') || b.total - a.total);
};

/** More desks than these are folded away, and found by name. */
export const MOST_DESKS = 12;

/** The rows that are shown: of all the first few, or those whose name holds the words. */
export const shownDesks = (
  rows: readonly DeskWaiting[],
  nameOf: (deskId: string) => string,
  { words, isOpen }: { words: string; isOpen: boolean },
): DeskWaiting[] => {
  const found = rows.filter(({ deskId }) => matches(words, nameOf(deskId)));
  return isOpen || words.trim() !== '' ? found : found.slice(0, MOST_DESKS);
};
