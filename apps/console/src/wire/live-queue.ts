import type { TicketRow } from '#libs/contracts';

/** What a list shows and in which order; `now` in milliseconds. */
export interface QueueRules {
  belongs(row: TicketRow, now: number): boolean;
  compare(a: TicketRow, b: TicketRow): number;
  /** False where only the server can tell what belongs, as in a search: pushes then change rows and add none. */
  takesArrivals: boolean;
}

/**
 * A live list that never moves by itself: `order` is frozen between two applies, arrivals wait in `held`, and a row that no longer
 * belongs keeps its place until the next apply.
 */
export interface LiveQueue {
  /** The newest state known of every ticket ever seen here; also of those not shown, so that a late push cannot bring them back. */
  rows: ReadonlyMap<string, TicketRow>;
  order: readonly string[];
  held: readonly string[];
  /** Arrived since the page that is now being read was asked for: its snapshot may be older than they are. */
  fresh: ReadonlySet<string>;
  /** Last row of what is loaded when the server has more behind it. */
  edge: TicketRow | null;
  /**
   * Log position up to which this list is known to be complete. Only answers of `queue.sync` move it: a push may overtake one that
   * was lost.
   */
  position: string | null;
  loaded: boolean;
}

export type LiveQueueAction =
  /** Another list: everything is forgotten. */
  | { type: 'reset' }
  /** A first page is about to be asked for. */
  | { type: 'asked' }
  /** The first page takes the place of what is shown. */
  | { type: 'loaded'; rows: readonly TicketRow[]; more: boolean }
  /** The first page read again under a list that must not move. */
  | { type: 'refreshed'; rows: readonly TicketRow[] }
  | { type: 'appended'; rows: readonly TicketRow[]; more: boolean }
  | { type: 'pushed'; rows: readonly TicketRow[] }
  /** Not for this person any more: they leave at once, whatever is under the pointer. */
  | { type: 'gone'; ids: readonly string[] }
  | { type: 'synced'; rows: readonly TicketRow[]; position: string }
  /** The person is ready to see the list as it is now. */
  | { type: 'applied' };

export const EMPTY_QUEUE: LiveQueue = {
  rows: new Map(),
  order: [],
  held: [],
  fresh: new Set(),
  edge: null,
  position: null,
  loaded: false,
};

/** Takes over each row whose version is not below the known one; lost, doubled and late pushes all come to the same. */
const merge = (known: ReadonlyMap<string, TicketRow>, rows: readonly TicketRow[]): ReadonlyMap<string, TicketRow> => {
  const merged = new Map(known);
  for (const row of rows) {
    const before = merged.get(row.id);
    if (!before || row.version >= before.version) merged.set(row.id, row);
  }
  return merged;
};

export const reduceLiveQueue = (
  queue: LiveQueue,
  action: LiveQueueAction,
  rules: QueueRules,
  now: number,
): LiveQueue => {
  const rowOf = (rows: LiveQueue['rows'], id: string): TicketRow => {
    const row = rows.get(id);
    if (!row) throw new Error(`ticket ${id} is listed but unknown`);
    return row;
  };
  const belonging = (rows: LiveQueue['rows'], ids: Iterable<string>): string[] =>
    [...new Set(ids)].filter((id) => rules.belongs(rowOf(rows, id), now));
  const sorted = (rows: LiveQueue['rows'], ids: string[]): string[] =>
    ids.toSorted((a, b) => rules.compare(rowOf(rows, a), rowOf(rows, b)));
  /** What is behind the edge comes with its page. */
  const isWithin = (row: TicketRow): boolean => queue.edge === null || rules.compare(row, queue.edge) <= 0;

  const takeIn = (rows: readonly TicketRow[], certain: boolean): LiveQueue => {
    const merged = merge(queue.rows, rows);
    const shown = new Set(queue.order);
    const arrived = rows
      .map((row) => row.id)
      .filter((id) => !shown.has(id) && (certain || (rules.takesArrivals && isWithin(rowOf(merged, id)))));
    const held = queue.loaded ? belonging(merged, [...queue.held, ...arrived]) : [];
    return { ...queue, rows: merged, held, fresh: new Set([...queue.fresh, ...rows.map((row) => row.id)]) };
  };

  switch (action.type) {
    case 'reset':
      return EMPTY_QUEUE;
    case 'asked':
      return { ...queue, fresh: new Set() };
    case 'loaded': {
      const rows = merge(queue.rows, action.rows);
      const order = sorted(
        rows,
        belonging(
          rows,
          action.rows.map((row) => row.id),
        ),
      );
      const edge = action.more ? (action.rows.at(-1) ?? null) : null;
      const shown = new Set(order);
      const held = belonging(rows, queue.fresh).filter((id) => {
        const row = rowOf(rows, id);
        return !shown.has(id) && rules.takesArrivals && (edge === null || rules.compare(row, edge) <= 0);
      });
      return { ...queue, rows, order, held, edge, fresh: new Set(), loaded: true };
    }
    case 'refreshed':
      return takeIn(action.rows, true);
    case 'appended': {
      const rows = merge(queue.rows, action.rows);
      const known = new Set([...queue.order, ...queue.held]);
      const added = belonging(
        rows,
        action.rows.map((row) => row.id),
      ).filter((id) => !known.has(id));
      return {
        ...queue,
        rows,
        order: [...queue.order, ...added],
        edge: action.more ? (action.rows.at(-1) ?? null) : null,
      };
    }
    case 'gone': {
      const gone = new Set(action.ids);
      const kept = (ids: readonly string[]) => ids.filter((id) => !gone.has(id));
      return {
        ...queue,
        rows: new Map([...queue.rows].filter(([id]) => !gone.has(id))),
        order: kept(queue.order),
        held: kept(queue.held),
      };
    }
    case 'pushed':
      return takeIn(action.rows, false);
    case 'synced':
      return { ...takeIn(action.rows, false), position: action.position };
    case 'applied':
      return { ...queue, order: sorted(queue.rows, belonging(queue.rows, [...queue.order, ...queue.held])), held: [] };
  }
};

/** True when an apply would change what is shown: something waits, or a shown row no longer belongs. */
export const hasPending = (queue: LiveQueue, rules: QueueRules, now: number): boolean =>
  queue.held.length > 0 ||
  queue.order.some((id) => {
    const row = queue.rows.get(id);
    return row !== undefined && !rules.belongs(row, now);
  });
