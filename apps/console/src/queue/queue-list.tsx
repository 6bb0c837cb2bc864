import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import { isComposing } from '../shared/shortcuts.js';
import { usePresence } from '../wire/presence.js';
import { TINT_MS, type LiveQueueHandle } from '../wire/use-live-queue.js';
import { QueueRow } from './queue-row.js';
import classes from './queue.module.css';

const ROW_HEIGHT = 53;
const OVERSCAN = 6;

export interface QueueListHandle {
  /** Moves the focus by rows from the active one. */
  step(by: number): void;
  focusActive(): void;
}

interface QueueListProps {
  live: LiveQueueHandle;
  desks: ReadonlyMap<string, DeskView>;
  ownId: string;
  total: number;
  label: string;
  /** Ticket id of the row that has the list's one tab stop. */
  activeId: string | null;
  openNumber: string | null;
  notices: ReadonlyMap<string, string>;
  belongs: (id: string) => boolean;
  onActive: (id: string) => void;
  onOpen: (id: string) => void;
  ref: Ref<QueueListHandle>;
}

/** The live list as a listbox: one tab stop, the rows in the frozen order, only those near the view in the page. */
export const QueueList = (props: QueueListProps) => {
  const { live, desks, ownId, total, label, activeId, openNumber, notices, belongs, onActive, onOpen, ref } = props;
  const { t } = useTranslation(['queue', 'words']);
  const presence = usePresence();
  const { queue, touched, loadMore } = live;
  const { order, rows } = queue;
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const activeIndex = activeId === null ? -1 : order.indexOf(activeId);

  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    getItemKey: (index) => order[index] ?? index,
    // The row with the focus stays in the page when it is scrolled away, or the focus would be lost.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return activeIndex < 0 || indexes.includes(activeIndex)
        ? indexes
        : [...indexes, activeIndex].toSorted((a, b) => a - b);
    },
  });

  const focusRow = (id: string) => document.getElementById(`row-${id}`)?.focus({ preventScroll: true });

  useEffect(() => {
    if (!wantsFocus.current || activeId === null) return;
    wantsFocus.current = false;
    focusRow(activeId);
  }, [activeId]);

  useImperativeHandle(ref, () => ({
    step: (by) => {
      const from = activeIndex < 0 ? (by > 0 ? -1 : order.length) : activeIndex;
      const to = Math.min(Math.max(from + by, 0), order.length - 1);
      const id = order[to];
      if (id === undefined) return;
      virtual.scrollToIndex(to);
      if (id === activeId) return focusRow(id);
      wantsFocus.current = true;
      onActive(id);
    },
    focusActive: () => {
      const id = activeIndex < 0 ? order[0] : activeId;
      if (id === undefined || id === null) return;
      virtual.scrollToIndex(Math.max(activeIndex, 0));
      if (id === activeId) focusRow(id);
      else {
        wantsFocus.current = true;
        onActive(id);
      }
    },
  }));

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (queue.edge !== null && last >= order.length - 30) loadMore();
  }, [queue.edge, last, order.length, loadMore]);

  const leavingWord = (id: string): string | null => {
    const row = rows.get(id);
    if (!row || belongs(id)) return null;
    if (row.assigneeId !== null && row.assigneeId !== ownId && row.assigneeName)
      return t('queue:row.taken', { name: row.assigneeName });
    return t(`words:state.${row.state}`);
  };

  return (
    <div ref={scroller} className={classes.scroller} data-testid="queue-scroller">
      <div
        role="listbox"
        aria-label={label}
        className={classes.listbox}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || event.key !== 'Enter' || activeId === null) return;
          event.preventDefault();
          onOpen(activeId);
        }}
      >
        {items.map((item) => {
          const row = rows.get(order[item.index] ?? '');
          if (!row) return null;
          return (
            <QueueRow
              key={item.key}
              id={`row-${row.id}`}
              row={row}
              desk={desks.get(row.deskId)}
              people={(presence.get(row.id) ?? []).filter((person) => person.userId !== ownId)}
              leaving={leavingWord(row.id)}
              notice={notices.get(row.id) ?? null}
              isMine={row.assigneeId === ownId}
              isOpen={row.number === openNumber}
              isActive={activeIndex < 0 ? item.index === 0 : item.index === activeIndex}
              isTinted={Date.now() - (touched.get(row.id) ?? 0) < TINT_MS}
              position={item.index + 1}
              size={queue.edge === null ? order.length : Math.max(total, order.length)}
              top={item.start}
              onClick={() => onOpen(row.id)}
              onFocus={() => onActive(row.id)}
            />
          );
        })}
      </div>
    </div>
  );
};
