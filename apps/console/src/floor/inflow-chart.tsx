import type { DeskView } from '#libs/contracts';
import { ChartFrame, labelEvery, TimeLabel } from './chart-frame.js';
import type { InflowStack } from './inflow.js';

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

/** Stacked bars, one for each quarter of an hour. */
export const InflowChart = ({ stack, looks, title, summary }: InflowChartProps) => (
  <ChartFrame highest={stack.peak?.total ?? 0} title={title} summary={summary}>
    {(plot) => {
      const step = plot.width / Math.max(1, stack.slots.length);
      const barWidth = Math.max(1, step - 6);
      const every = labelEvery(stack.slots.length, plot);
      return (
        <>
          <defs>
            <pattern id="inflow-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="5" fill="var(--surface)" />
            </pattern>
          </defs>
          {stack.slots.map((slot, index) => {
            const x = plot.left + index * step + 3;
            let below = 0;
            return (
              <g key={slot.from}>
                {slot.counts.map((count, series) => {
                  const look = looks[series];
                  if (count === 0 || !look) return null;
                  const top = plot.y(below + count);
                  const height = Math.max(1, plot.y(below) - top - 1);
                  below += count;
                  const bar = { x, y: top, width: barWidth, height };
                  return (
                    <g key={look.id}>
                      <rect {...bar} fill={fillOf(look)} />
                      {look.isHatched && <rect {...bar} fill="url(#inflow-hatch)" />}
                    </g>
                  );
                })}
                {index % every === 0 && <TimeLabel x={x + barWidth / 2} plot={plot} at={slot.from} />}
              </g>
            );
          })}
        </>
      );
    }}
  </ChartFrame>
);
