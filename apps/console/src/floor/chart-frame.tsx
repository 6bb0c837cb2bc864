import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { presentLanguage } from '../app/i18n.js';
import { clockTime } from '../shared/time.js';
import classes from './chart.module.css';
import { axisOf } from './inflow.js';

/** So much a chart needs to say anything; its style gives it more. */
const MIN_HEIGHT = 120;
const PAD = { top: 16, right: 8, bottom: 24 };
/** The axis has room for its longest number. */
const leftOf = (longest: string): number => Math.max(32, 12 + longest.length * 8);

/** Where a chart may draw, in pixels. */
export interface Plot {
  left: number;
  top: number;
  width: number;
  bottom: number;
  y: (count: number) => number;
}

interface ChartFrameProps {
  highest: number;
  title: string;
  summary: string;
  children: (plot: Plot) => ReactNode;
}

/** The room of a chart over the hours, with its axis and its grid. What it shows stands in the summary and in the table twin as well. */
export const ChartFrame = ({ highest, title, summary, children }: ChartFrameProps) => {
  const { ref, width, height: room } = useElementSize();
  const height = Math.max(MIN_HEIGHT, room);
  const axis = axisOf(highest);
  const bottom = height - PAD.bottom;
  const number = new Intl.NumberFormat(presentLanguage());
  const left = leftOf(number.format(axis.max));
  const plot: Plot = {
    left,
    top: PAD.top,
    width: Math.max(0, width - left - PAD.right),
    bottom,
    y: (count) => bottom - (count / axis.max) * (bottom - PAD.top),
  };
  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={height} role="img" aria-label={`${title}: ${summary}`}>
        {axis.steps.map((count) => (
          <g key={count}>
            <line
              x1={plot.left}
              x2={plot.left + plot.width}
              y1={plot.y(count)}
              y2={plot.y(count)}
              stroke="var(--line)"
            />
            <text x={plot.left - 8} y={plot.y(count) + 4} textAnchor="end" className={classes.axis}>
              {number.format(count)}
            </text>
          </g>
        ))}
        {children(plot)}
      </svg>
    </div>
  );
};

/** A time below the plot. */
export const TimeLabel = ({ x, plot, at }: { x: number; plot: Plot; at: number | string }) => (
  <text x={x} y={plot.bottom + 18} textAnchor="middle" className={classes.axis}>
    {clockTime(at)}
  </text>
);

/** As many slots from one label to the next as leave a label its room. */
export const labelEvery = (slots: number, plot: Plot): number =>
  Math.max(1, Math.ceil((54 * slots) / Math.max(1, plot.width)));
