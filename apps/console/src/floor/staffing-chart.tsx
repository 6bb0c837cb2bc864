import { useTranslation } from 'react-i18next';
import type { StaffingSlot } from '#libs/contracts';
import { ChartFrame, labelEvery, type Plot, TimeLabel } from './chart-frame.js';
import classes from './chart.module.css';

interface StaffingChartProps {
  slots: readonly StaffingSlot[];
  now: number;
  title: string;
  summary: string;
}

/** Present people of the past, and of the shifts to come. */
export const staffOf = (slot: StaffingSlot): number | null => slot.present ?? slot.rostered;

/** Steps of need and presence; to come is dashed, a shortage is hatched. */
export const StaffingChart = ({ slots, now, title, summary }: StaffingChartProps) => (
  <ChartFrame
    highest={Math.max(1, ...slots.flatMap((slot) => [slot.needed, staffOf(slot) ?? 0]))}
    title={title}
    summary={summary}
  >
    {(plot) => <Steps slots={slots} now={now} plot={plot} />}
  </ChartFrame>
);

const Steps = ({ slots, now, plot }: Pick<StaffingChartProps, 'slots' | 'now'> & { plot: Plot }) => {
  const { t } = useTranslation('floor');
  const { y } = plot;
  const first = Date.parse(slots[0]!.from);
  const last = Date.parse(slots.at(-1)!.to);
  const x = (at: number) => plot.left + ((at - first) / (last - first)) * plot.width;
  const past = slots.filter(({ from }) => Date.parse(from) <= now);
  const ahead = slots.filter(({ to }) => Date.parse(to) > now);
  const every = labelEvery(slots.length, plot);
  const steps = (of: readonly StaffingSlot[], count: (slot: StaffingSlot) => number | null): string =>
    of
      .flatMap((slot, index) => {
        const value = count(slot);
        if (value === null) return [];
        const previous = index > 0 ? count(of[index - 1]!) : null;
        const touches = index > 0 && of[index - 1]!.to === slot.from && previous !== null;
        return [`${touches ? 'L' : 'M'}${x(Date.parse(slot.from))},${y(value)} L${x(Date.parse(slot.to))},${y(value)}`];
      })
      .join(' ');
  const isDuring = now >= first && now <= last;
  /** The word of the line would be cut at the right. */
  const isAtEdge = x(now) > plot.left + plot.width - 36;

  return (
    <>
      <defs>
        <pattern id="short-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--danger-soft)" />
          <rect width="2" height="6" fill="var(--danger)" />
        </pattern>
      </defs>
      {slots.map((slot, index) => {
        const staff = staffOf(slot);
        const begin = Date.parse(slot.from);
        return (
          <g key={slot.from}>
            {staff !== null && staff < slot.needed && (
              <rect
                x={x(begin)}
                y={y(slot.needed)}
                width={x(Date.parse(slot.to)) - x(begin)}
                height={y(staff) - y(slot.needed)}
                fill="url(#short-hatch)"
              />
            )}
            {index % every === 0 && <TimeLabel x={x(begin)} plot={plot} at={slot.from} />}
          </g>
        );
      })}
      <path d={steps(slots, staffOf)} className={classes.presentLine} />
      <path d={steps(past, ({ needed }) => needed)} className={classes.neededLine} />
      <path d={steps(ahead, ({ needed }) => needed)} className={classes.neededLine} data-ahead="true" />
      {isDuring && (
        <g>
          <line x1={x(now)} x2={x(now)} y1={plot.top - 10} y2={plot.bottom} stroke="var(--ink)" />
          <text
            x={x(now) + (isAtEdge ? -4 : 4)}
            y={plot.top - 2}
            textAnchor={isAtEdge ? 'end' : 'start'}
            className={classes.axis}
          >
            {t('presentMoment')}
          </text>
        </g>
      )}
    </>
  );
};
