/** The columns beside an open ticket: the list on its left, what is known about it on its right. */
export type ColumnName = 'list' | 'context';

export interface Column {
  width: number;
  min: number;
  max: number;
}

const MIN = { list: 300, context: 260 } as const;
const MOST = 640;
/** What the ticket itself needs to be read and answered, and the rail. */
const TICKET = 440;
const RAIL = 64;
export const between = (min: number, wanted: number, max: number): number =>
  Math.round(Math.max(min, Math.min(wanted, max)));

/** The columns of a window of this width; the ticket between them always keeps its room, the list gives way last. */
export const columnsOf = (
  windowWidth: number,
  wanted: Record<ColumnName, number>,
  hasContext: boolean,
): Record<ColumnName, Column> => {
  const room = Math.max(windowWidth - RAIL - TICKET, MIN.list + (hasContext ? MIN.context : 0));
  const list = between(MIN.list, wanted.list, Math.min(MOST, room - (hasContext ? MIN.context : 0)));
  const context = between(MIN.context, wanted.context, Math.min(MOST, Math.max(MIN.context, room - list)));
  return {
    list: { width: list, min: MIN.list, max: Math.min(MOST, hasContext ? room - context : room) },
    context: { width: context, min: MIN.context, max: Math.min(MOST, Math.max(MIN.context, room - list)) },
  };
};
