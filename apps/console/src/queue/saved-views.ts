import { useCallback, useState } from 'react';
import type { QueueSearch } from '../app/search.js';
import { isQueueView, type QueueView } from './queue-views.js';

/** A view with its filters under a name of one's own. Words that were searched for are never kept: they name people. */
export interface SavedView {
  name: string;
  view: QueueView;
  search: Pick<QueueSearch, 'shop' | 'topic' | 'channel' | 'owner' | 'due'>;
}

export const MAX_SAVED = 12;
const MAX_NAME = 20;
const keyOf = (userId: string): string => `madoguchi.views.${userId}`;

/** What stands in the browser's storage may be old or changed by hand: what does not fit is left out. */
export const readSavedViews = (stored: string | null): SavedView[] => {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.flatMap((each) => savedView(each)).slice(0, MAX_SAVED) : [];
  } catch {
    // Not JSON: as good as nothing.
    return [];
  }
};

const savedView = (value: unknown): SavedView[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { name, view, search } = value as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || typeof view !== 'string' || !isQueueView(view)) return [];
  return [{ name: name.slice(0, MAX_NAME), view, search: filtersOf(search ?? {}) }];
};

const filtersOf = ({ shop, topic, channel, owner, due }: QueueSearch): SavedView['search'] => ({
  shop,
  topic,
  channel,
  owner,
  due,
});

/** The same name again replaces the view that had it; the newest stands last. */
export const withSavedView = (
  views: readonly SavedView[],
  name: string,
  view: QueueView,
  search: QueueSearch,
): SavedView[] =>
  [
    ...views.filter((each) => each.name !== name),
    { name: name.trim().slice(0, MAX_NAME), view, search: filtersOf(search) },
  ].slice(-MAX_SAVED);

/** One's own saved views, kept in this browser. */
export const useSavedViews = (userId: string) => {
  const [views, setViews] = useState(() => readSavedViews(localStorage.getItem(keyOf(userId))));
  const keep = useCallback(
    (next: SavedView[]) => {
      localStorage.setItem(keyOf(userId), JSON.stringify(next));
      setViews(next);
    },
    [userId],
  );
  return [views, keep] as const;
};
