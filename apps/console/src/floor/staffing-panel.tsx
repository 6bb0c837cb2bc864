import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffingView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { clockTime, dayLabel, isoDay } from '../shared/time.js';
import panel from './floor.module.css';
import classes from './chart.module.css';
import { StaffingChart } from './staffing-chart.js';

interface StaffingPanelProps {
  staffing: StaffingView;
  now: number;
  /** The planner shows the same panel and needs no way to itself. */
  isLinked?: boolean;
}

/** Who is needed and who is there, per half hour: as steps, or (Shift+V) in a table. */
export const StaffingPanel = ({ staffing, now, isLinked = true }: StaffingPanelProps) => {
  const { t } = useTranslation('floor');
  const [isTable, setTable] = useState(false);
  useShortcuts({ 'shift+v': () => setTable(!isTable) });
  const { assumptions, slots } = staffing;
  const summary = summaryOf(staffing, now, t);
  return (
    <section className={panel.panel} aria-labelledby="staffing-title" data-region>
      <div className={panel.panelHead}>
        <h2 id="staffing-title">{t('staffing')}</h2>
        <span className={panel.aside}>
          {staffing.date !== isoDay(now) &&
            dayLabel(`${staffing.date}T12:00:00+09:00`, presentLanguage()) + t('words:separator')}
          {t('staffingNote', {
            level: Math.round(assumptions.serviceLevel * 100),
            within: assumptions.answerWithin,
            minutes: Math.floor(assumptions.handlingSeconds / 60),
            seconds: String(assumptions.handlingSeconds % 60).padStart(2, '0'),
          })}
        </span>
        <Action keys={['⇧', 'V']} aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t('asTable')}
        </Action>
        <ul className={classes.legend} aria-hidden>
          <li>
            <i className={classes.stroke} data-line="needed" />
            {t('line.needed')}
          </li>
          <li>
            <i className={classes.stroke} data-line="present" />
            {t('line.present')}
          </li>
        </ul>
      </div>
      {slots.length === 0 ? (
        <p className={panel.empty}>{t('closedToday')}</p>
      ) : isTable ? (
        <div className={classes.twin} tabIndex={0} role="group" aria-label={t('staffing')}>
          <StaffingTable staffing={staffing} caption={summary} />
        </div>
      ) : (
        <StaffingChart slots={slots} now={now} title={t('staffing')} summary={summary} />
      )}
      <p className={classes.summary}>
        {summary} {isLinked && <Link to="/console/staffing">{t('toPlanner')}</Link>}
      </p>
    </section>
  );
};

const summaryOf = (
  { slots, batches }: StaffingView,
  now: number,
  t: ReturnType<typeof useTranslation<'floor'>>['t'],
): string => {
  if (batches.length === 0) return t('noPlan');
  const ahead = slots.filter(({ to }) => Date.parse(to) > now);
  const busiest = ahead.reduce<(typeof slots)[number] | null>(
    (most, slot) => (slot.needed > (most?.needed ?? 0) ? slot : most),
    null,
  );
  return busiest ? t('busiest', { time: clockTime(busiest.from), count: busiest.needed }) : t('noneNeeded');
};

const StaffingTable = ({ staffing, caption }: { staffing: StaffingView; caption: string }) => {
  const { t } = useTranslation('floor');
  const columns = ['from', 'expected', 'offered', 'needed', 'neededWithPatience', 'present', 'rostered'] as const;
  return (
    <table className={panel.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={column === 'from' ? undefined : panel.number}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {staffing.slots.map((slot) => (
          <tr key={slot.from}>
            <th scope="row">{clockTime(slot.from)}</th>
            <td className={panel.number}>{slot.expected.toFixed(1)}</td>
            <td className={panel.number}>{slot.offered ?? '–'}</td>
            <td className={panel.number}>{slot.needed}</td>
            <td className={panel.number}>{slot.neededWithPatience}</td>
            <td className={panel.number}>{slot.present ?? '–'}</td>
            <td className={panel.number}>{slot.rostered ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
