import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockOf, type Period, type Week } from './hours-draft.js';
import classes from './hours.module.css';

const DAY_MINUTES = 24 * 60;
const minutesOf = (clock: string): number => {
  const [hour, minute] = clock.split(':').map(Number);
  return hour! * 60 + minute!;
};

/** A clock time as people type it; what is none stays in the field and is marked. */
const ClockField = ({
  value,
  label,
  onChange,
}: {
  value: string;
  label: string;
  onChange: (clock: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const read = clockOf(typed);
  const settle = () => {
    if (read === null) return;
    setTyped(read);
    onChange(read);
  };
  return (
    <input
      className={classes.clock}
      aria-label={label}
      aria-invalid={read === null}
      inputMode="numeric"
      maxLength={6}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // The form would leave with what stood here before.
        event.preventDefault();
        settle();
      }}
    />
  );
};

/** One day of 24 hours with its open times; the words beside it say the same. */
const DayStrip = ({ periods }: { periods: readonly Period[] }) => (
  <svg className={classes.strip} viewBox="0 0 1440 20" preserveAspectRatio="none" aria-hidden="true">
    {[6, 12, 18].map((hour) => (
      <line key={hour} x1={hour * 60} x2={hour * 60} y1="0" y2="20" />
    ))}
    {periods.map(({ from, to }) => {
      const start = minutesOf(from);
      const width = Math.max(0, Math.min(minutesOf(to), DAY_MINUTES) - start);
      return <rect key={`${from}-${to}`} x={start} width={width} y="3" height="14" rx="3" />;
    })}
  </svg>
);

interface WeekEditorProps {
  label: string;
  week: Week;
  onChange: (week: Week) => void;
}

/** The open times of each weekday: several a day, copied from one day to the next workdays with one button. */
export const WeekEditor = ({ label, week, onChange }: WeekEditorProps) => {
  const { t } = useTranslation('hours');
  const setDay = (place: number, periods: Period[]) =>
    onChange(week.map((known, other) => (other === place ? periods : known)));
  const added = (periods: readonly Period[]): Period => {
    const last = periods.at(-1);
    return last && last.to < '20:00' ? { from: last.to, to: '21:00' } : { from: '10:00', to: '18:00' };
  };
  return (
    <fieldset>
      <legend>{label}</legend>
      {week.map((periods, place) => {
        const day = t(`day.${place + 1}`);
        return (
          <div key={place} className={classes.day}>
            <span className={classes.dayName} data-weekend={place > 4 || undefined}>
              {day}
            </span>
            <DayStrip periods={periods} />
            <div className={classes.periods}>
              {periods.length === 0 && <span className={classes.closed}>{t('week.closed')}</span>}
              {periods.map((period, index) => {
                const set = (changed: Period) =>
                  setDay(
                    place,
                    periods.map((known, other) => (other === index ? changed : known)),
                  );
                const name = { day, number: index + 1 };
                return (
                  <span key={index} className={classes.period}>
                    <ClockField
                      label={t('week.from', name)}
                      value={period.from}
                      onChange={(from) => set({ ...period, from })}
                    />
                    –
                    <ClockField
                      label={t('week.to', name)}
                      value={period.to}
                      onChange={(to) => set({ ...period, to })}
                    />
                    <button
                      type="button"
                      className={classes.small}
                      aria-label={t('week.remove', name)}
                      title={t('week.remove', name)}
                      onClick={() =>
                        setDay(
                          place,
                          periods.filter((_, other) => other !== index),
                        )
                      }
                    >
                      <IconX size={14} stroke={1.75} aria-hidden="true" />
                    </button>
                  </span>
                );
              })}
              <button
                type="button"
                className={classes.small}
                aria-label={t('week.add', { day })}
                title={t('week.add', { day })}
                onClick={() => setDay(place, [...periods, added(periods)])}
              >
                <IconPlus size={14} stroke={1.75} aria-hidden="true" />
              </button>
              {place === 0 && (
                <button
                  type="button"
                  className={classes.copy}
                  onClick={() => onChange(week.map((known, other) => (other < 5 ? periods : known)))}
                >
                  <IconCopy size={14} stroke={1.75} aria-hidden="true" />
                  {t('week.copy')}
                </button>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
};
