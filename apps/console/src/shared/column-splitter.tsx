import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-splitter.module.css';
import type { ColumnName } from './column-widths.js';
import type { Columns } from './columns.js';

const STEP = 16;
const LEAP = 4 * STEP;

interface ColumnSplitterProps {
  name: ColumnName;
  columns: Columns;
  /** The id of the column. */
  controls: string;
}

/** The line beside a column, which is drawn by the pointer or moved by arrows; Enter and a double click give the column its standard width. */
export const ColumnSplitter = ({ name, columns, controls }: ColumnSplitterProps) => {
  const { t } = useTranslation('app');
  if (!columns.shown.includes(name)) return null;
  const { width, min, max } = columns[name];
  const choose = (wanted: number) => columns.choose(name, Math.max(min, Math.min(wanted, max)));
  /** To the right the list grows, and the column on the right of the ticket shrinks. */
  const sign = name === 'list' ? 1 : -1;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.shiftKey ? LEAP : STEP;
    const moves: Record<string, () => void> = {
      ArrowRight: () => choose(width + sign * step),
      ArrowLeft: () => choose(width - sign * step),
      Home: () => choose(min),
      End: () => choose(max),
      Enter: () => columns.choose(name, null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const onPointerDown = ({ currentTarget: line, pointerId, clientX, button }: PointerEvent<HTMLElement>) => {
    if (button !== 0) return;
    line.setPointerCapture(pointerId);
    const drag = (event: globalThis.PointerEvent) => choose(width + sign * (event.clientX - clientX));
    line.addEventListener('pointermove', drag);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', drag), { once: true });
  };

  return (
    <div
      role="separator"
      className={classes.splitter}
      data-column={name}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t(`columns.${name}`)}
      aria-controls={controls}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDoubleClick={() => columns.choose(name, null)}
    />
  );
};
