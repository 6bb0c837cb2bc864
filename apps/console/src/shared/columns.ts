import { useViewportSize } from '@mantine/hooks';
import { useMemo, useSyncExternalStore } from 'react';
import { useSession } from '../app/session.js';
import { useDensity } from './density.js';
import { parsedJson } from './stored-json.js';
import { between, type Column, type ColumnName, columnsOf } from './column-widths.js';

/** In pixels, as chosen by hand; what is missing has its standard width. */
type ChosenWidths = Partial<Record<ColumnName, number>>;

/** Of what is stored only widths count: anything else there is as good as nothing. */
const chosenWidths = (stored: string | null): ChosenWidths => {
  const widths = parsedJson(stored);
  if (typeof widths !== 'object' || widths === null) return {};
  return Object.fromEntries(Object.entries(widths).filter(([, width]) => Number.isFinite(width)));
};

/** From these widths of a window on, as in the styles. */
const TWO_COLUMNS = 900;
const THREE_COLUMNS = 1280;

const watchers = new Set<() => void>();
const keyOf = (userId: string): string => `madoguchi.columns.${userId}`;
const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export interface Columns extends Record<ColumnName, Column> {
  /** Those that stand beside the ticket; on a narrow window they are pages or a drawer. */
  shown: readonly ColumnName[];
  /** Null goes back to the standard width. */
  choose: (name: ColumnName, width: number | null) => void;
}

/** How wide the columns are, and the way to choose it: kept on this device for each person. */
export const useColumns = (isOpen: boolean): Columns => {
  const { user } = useSession();
  const key = keyOf(user.id);
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const isCompact = useDensity() === 'compact';
  const { width: measured } = useViewportSize();
  const windowWidth = measured || window.innerWidth;
  return useMemo(() => {
    const hasContext = isOpen && windowWidth >= THREE_COLUMNS;
    const chosen = chosenWidths(stored);
    // One line for all of a row needs more width than two.
    const standard = { list: isCompact ? between(376, windowWidth * 0.3, 440) : 376, context: 332 };
    return {
      ...columnsOf(windowWidth, { ...standard, ...chosen }, hasContext),
      shown: hasContext ? ['list', 'context'] : windowWidth >= TWO_COLUMNS ? ['list'] : [],
      choose: (name, width) => {
        const { [name]: _, ...others } = chosen;
        localStorage.setItem(key, JSON.stringify(width === null ? others : { ...others, [name]: width }));
        for (const watcher of watchers) watcher();
      },
    };
  }, [key, stored, isCompact, windowWidth, isOpen]);
};
