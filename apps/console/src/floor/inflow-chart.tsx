import { useElementSize } from '@mantine/hooks';
import type { DeskView } from '#libs/contracts';
import { clockTime } from '../shared/time.js';
import classes from './floor.module.css';
import { axisOf, type InflowStack } from './inflow.js';

const MIN_HEIGHT = 190;
const PAD = { top: 12, right: 8, bottom: 24, left: 32 };

/** How one series is drawn: in its shop's hue; hatched where a busier shop has the same hue already. */
export interface SeriesLook {
  id: string;
  name: string;
  hue: DeskView['mark']['hue'] | null;
  isHatched: boolean;
}

export const fillOf = ({ hue }: SeriesLook): string => (hue ? `var(--t-${hue}-mid)` : 'var(--chart-rest)');

interface InflowChartProps {
  stack: InflowStack;
  looks: readonly SeriesLook[];
  title: string;
  summary: string;
}

/** Stacked bars, one for each quarter of an hour. What they show stands in the summary and in the table twin as well. */
export const InflowChart = ({ stack, looks, title, summary }: InflowChartProps) => {
  const { ref, width, height: room } = useElementSize();
  const chartHeight = Math.max(MIN_HEIGHT, room);
  const axis = axisOf(stack.peak?.total ?? 0);
  const inner = Math.max(0, width - PAD.left - PAD.right);
  const step = stack.slots.length > 0 ? inner / stack.slots.length : 0;
  const y = (count: number) => chartHeight - PAD.bottom - (count / axis.max) * (chartHeight - PAD.top - PAD.bottom);
  const labelEvery = Math.max(1, Math.ceil(52 / Math.max(step, 1)));

  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={chartHeight} role="img" aria-label={`${title}: ${summary}`}>
        <defs>
          <pattern id="inflow-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2" height="5" fill="var(--surface)" />
          </pattern>
        </defs>
        {axis.steps.map((count) => (
          <g key={count}>
            <line x1={PAD.left} x2={width - PAD.right} y1={y(count)} y2={y(count)} stroke="var(--line)" />
            <text x={PAD.left - 8} y={y(count) + 4} textAnchor="end" className={classes.axis}>
              {count}
            </text>
          </g>
        ))}
        {stack.slots.map((slot, index) => {
          const x = PAD.left + index * step + 3;
          const barWidth = Math.max(1, step - 6);
          let below = 0;
          return (
            <g key={slot.from}>
              {slot.counts.map((count, series) => {
                const look = looks[series];
                if (count === 0 || !look) return null;
                const top = y(below + count);
                const height = Math.max(1, y(below) - top - 1);
                below += count;
                return (
                  <g key={look.id}>
                    <rect x={x} y={top} width={barWidth} height={height} fill={fillOf(look)} />
                    {look.isHatched && (
                      <rect x={x} y={top} width={barWidth} height={height} fill="url(#inflow-hatch)" />
                    )}
                  </g>
                );
              })}
              {index % labelEvery === 0 && (
                <text x={x + barWidth / 2} y={chartHeight - 6} textAnchor="middle" className={classes.axis}>
                  {clockTime(slot.from)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
};
