import { useTranslation } from 'react-i18next';
import type { DayPiece } from '#libs/contracts';
import { clockTime } from '../shared/time.js';
import states from '../shared/state-mark.module.css';
import classes from './day-strip.module.css';

const HOUR = 3_600_000;

/** The hours that a strip shows: from when the first of the floor came, or three hours ago, to now. */
export interface StripHours {
  from: number;
  to: number;
}

/** A stretch of a day in one state; `to` is null for the present one. */
export interface Stretch {
  state: DayPiece[0];
  from: number;
  to: number | null;
}

export const stretchesOf = (began: string, pieces: readonly DayPiece[]): Stretch[] => {
  const at = (second: number) => Date.parse(began) + second * 1_000;
  return pieces.map(([state, from, to]) => ({ state, from: at(from), to: to === null ? null : at(to) }));
};

export const stripHours = (days: readonly (readonly Stretch[])[], now: number): StripHours => {
  const begun = days.flatMap((day) => (day[0] ? [day[0].from] : []));
  const from = Math.min(now - 3 * HOUR, ...begun);
  return { from: Math.floor(from / HOUR) * HOUR, to: now };
};

/** Full hours of the strip with their places, in percent; every second or third one where they would crowd, none at the very end. */
export const hourMarks = ({ from, to }: StripHours): { at: number; left: number }[] => {
  const hours = Math.floor((to - from) / HOUR);
  const every = Math.max(1, Math.ceil(hours / 6));
  return Array.from({ length: Math.floor(hours / every) + 1 }, (_, index) => from + index * every * HOUR)
    .map((at) => ({ at, left: ((at - from) / (to - from)) * 100 }))
    .filter(({ left }) => left < 84);
};

/** A person's day as one strip; the same in words for those who do not see it. */
export const DayStrip = ({ day, hours }: { day: readonly Stretch[]; hours: StripHours }) => {
  const { t } = useTranslation('floor');
  const whole = hours.to - hours.from;
  const pieces = day.flatMap(({ state, from, to }) => {
    const begin = Math.max(hours.from, from);
    const end = Math.min(hours.to, to ?? hours.to);
    return end > begin ? [{ state, begin, end }] : [];
  });
  const words = pieces
    .slice(-5)
    .map(({ state, begin, end }) =>
      t('strip.piece', { state: t(`people:state.${state}`), from: clockTime(begin), to: clockTime(end) }),
    )
    .join(t('strip.join'));
  return (
    <div className={classes.strip} role="img" aria-label={words || t('strip.empty')}>
      {pieces.map(({ state, begin, end }) => (
        <i
          key={begin}
          className={`${states.fill} ${classes.piece}`}
          data-state={state}
          style={{ left: `${((begin - hours.from) / whole) * 100}%`, width: `${((end - begin) / whole) * 100}%` }}
        />
      ))}
    </div>
  );
};
