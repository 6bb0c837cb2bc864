import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { StaffingSlot } from '#libs/contracts';
import { clockTime } from '../shared/time.js';
import classes from './floor.module.css';
import { axisOf } from './inflow.js';

const MIN_HEIGHT = 190;
const PAD = { top: 16, right: 8, bottom: 24, left: 32 };

interface StaffingChartProps {
  slots: readonly StaffingSlot[];
  now: number;
  title: string;
  summary: string;
}

/** Present people of the past, and of the shifts to come. */
export const staffOf = (slot: StaffingSlot): number | null => slot.present ?? slot.rostered;

/** Steps of need and presence; to come is dashed, a shortage is hatched. What they show stands in the summary and the table as well. */
export const StaffingChart = ({ slots, now, title, summary }: StaffingChartProps) => {
  const { t } = useTranslation('floor');
  const { ref, width, height: room } = useElementSize();
  const height = Math.max(MIN_HEIGHT, room);
  const axis = axisOf(Math.max(1, ...slots.flatMap((slot) => [slot.needed, staffOf(slot) ?? 0])));
  const first = Date.parse(slots[0]!.from);
  const last = Date.parse(slots.at(-1)!.to);
  const x = (at: number) => PAD.left + ((at - first) / (last - first)) * Math.max(0, width - PAD.left - PAD.right);
  const y = (count: number) => height - PAD.bottom - (count / axis.max) * (height - PAD.top - PAD.bottom);
  const past = slots.filter(({ from }) => Date.parse(from) <= now);
  const ahead = slots.filter(({ to }) => Date.parse(to) > now);
  const every = Math.max(1, Math.ceil((56 * slots.length) / Math.max(1, width)));
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

  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={height} role="img" aria-label={`${title}: ${summary}`}>
        <defs>
          <pattern id="short-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--danger-soft)" />
            <rect width="2" height="6" fill="var(--danger)" />
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
              {index % every === 0 && (
                <text x={x(begin)} y={height - 6} textAnchor="middle" className={classes.axis}>
                  {clockTime(slot.from)}
                </text>
              )}
            </g>
          );
        })}
        <path d={steps(slots, staffOf)} className={classes.presentLine} />
        <path d={steps(past, ({ needed }) => needed)} className={classes.neededLine} />
        <path d={steps(ahead, ({ needed }) => needed)} className={classes.neededLine} data-ahead="true" />
        {isDuring && (
          <g>
            <line x1={x(now)} x2={x(now)} y1={PAD.top - 10} y2={height - PAD.bottom} stroke="var(--ink)" />
            <text x={x(now) + 4} y={PAD.top - 2} className={classes.axis}>
              {t('presentMoment')}
            </text>
          </g>
        )}
      </svg>
    </div>
  );
};
