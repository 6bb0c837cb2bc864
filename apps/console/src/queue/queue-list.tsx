import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, TicketRow } from '#libs/contracts';
import { ROW_HEIGHTS, useDensity } from '../shared/density.js';
import { isComposing } from '../shared/shortcuts.js';
import { usePresence } from '../wire/presence.js';
import { TINT_MS, type LiveQueueHandle } from '../wire/use-live-queue.js';
import { QueueRow } from './queue-row.js';
import { isWaiting } from './queue-views.js';
import classes from './queue.module.css';
import { serverNow } from '../wire/server-clock.js';

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
  marked: ReadonlySet<string>;
  belongs: (id: string) => boolean;
  onActive: (id: string) => void;
  onOpen: (id: string) => void;
  onMark: (id: string) => void;
  ref: Ref<QueueListHandle>;
}

/** The live list as a listbox: one tab stop, the rows in the frozen order, only those near the view in the page. */
export const QueueList = (props: QueueListProps) => {
  const { live, desks, ownId, total, label, activeId, openNumber, notices, marked, belongs } = props;
  const { onActive, onOpen, onMark, ref } = props;
  const { t } = useTranslation(['queue', 'words']);
  const presence = usePresence();
  const density = useDensity();
  const { queue, touched, loadMore } = live;
  const { order, rows } = queue;
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const activeIndex = activeId === null ? -1 : order.indexOf(activeId);

  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHTS[density],
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

  useEffect(() => virtual.measure(), [virtual, density]);

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

  /** Why a row is none to take: a colleague has it, or it will leave the list. */
  const quietWord = (row: TicketRow): string | null => {
    const isColleagues = row.assigneeId !== null && row.assigneeId !== ownId;
    if (isColleagues && row.assigneeName && (isWaiting(row) || !belongs(row.id)))
      return t('queue:row.taken', { name: row.assigneeName });
    return belongs(row.id) ? null : t(`words:state.${row.state}`);
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
              leaving={quietWord(row)}
              notice={notices.get(row.id) ?? null}
              isMine={row.assigneeId === ownId}
              isMarked={marked.has(row.id)}
              isOpen={row.number === openNumber}
              isActive={activeIndex < 0 ? item.index === 0 : item.index === activeIndex}
              isTinted={serverNow() - (touched.get(row.id) ?? 0) < TINT_MS}
              position={item.index + 1}
              size={queue.edge === null ? order.length : Math.max(total, order.length)}
              top={item.start}
              density={density}
              onMark={() => onMark(row.id)}
              onClick={() => onOpen(row.id)}
              onFocus={() => onActive(row.id)}
            />
          );
        })}
      </div>
    </div>
  );
};
