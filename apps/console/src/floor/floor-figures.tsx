import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FloorTotals } from './floor-state.js';
import classes from './floor.module.css';
import { ListLink, type ListTarget } from './list-link.jsx';
import { waitWords } from './wait-words.js';

interface Figure {
  name: 'waiting' | 'dueSoon' | 'overdue' | 'unassigned' | 'receivedToday' | 'answeredToday' | 'here';
  count: number;
  target: ListTarget | '#people';
  note: string;
  tone: 'plain' | 'warn' | 'danger';
}

/** Seven figures, each with its unit, each a way to what it counts. A calm floor has no colour. */
export const FloorFigures = ({ totals, staff, now }: { totals: FloorTotals; staff: number; now: number }) => {
  const { t } = useTranslation('floor');
  const oldest = totals.oldestWaitingSince && waitWords(t, totals.oldestWaitingSince, now);
  const figures: Figure[] = [
    {
      name: 'waiting',
      count: totals.waiting,
      target: { view: 'waiting' },
      note: oldest ? t('longest', { span: oldest }) : t('nobodyWaits'),
      tone: 'plain',
    },
    {
      name: 'dueSoon',
      count: totals.dueSoon,
      target: { view: 'due' },
      note: totals.dueSoon > 0 ? t('dueSoonNote') : t('none'),
      tone: totals.dueSoon > 0 ? 'warn' : 'plain',
    },
    {
      name: 'overdue',
      count: totals.overdue,
      target: { view: 'due', due: 'overdue' },
      note: totals.overdue > 0 ? t('overdueNote') : t('none'),
      tone: totals.overdue > 0 ? 'danger' : 'plain',
    },
    {
      name: 'unassigned',
      count: totals.unassigned,
      target: { view: 'waiting', owner: 'none' },
      note: t('unassignedNote'),
      tone: 'plain',
    },
    { name: 'receivedToday', count: totals.receivedToday, target: { view: 'all' }, note: t('today'), tone: 'plain' },
    { name: 'answeredToday', count: totals.answeredToday, target: { view: 'all' }, note: t('today'), tone: 'plain' },
    { name: 'here', count: totals.here, target: '#people', note: t('hereNote', { count: staff }), tone: 'plain' },
  ];
  return (
    <section className={classes.figures} aria-label={t('figures')} data-region>
      {figures.map((figure) => (
        <FigureCell key={figure.name} figure={figure} />
      ))}
    </section>
  );
};

const FigureCell = ({ figure: { name, count, target, note, tone } }: { figure: Figure }) => {
  const { t } = useTranslation('floor');
  const label = t(`figure.${name}`);
  const unit = t(name === 'here' ? 'unitPeople' : 'unitTickets', { count });
  const said = t('figureSaid', { label, count, unit, note });
  const Icon = tone === 'danger' ? IconAlertOctagon : tone === 'warn' ? IconAlertTriangle : null;
  const inside = (
    <>
      <span className={classes.figureLabel}>{label}</span>
      <span className={classes.figureCount}>
        {count}
        <small>{unit}</small>
      </span>
      <span className={classes.figureNote} data-tone={tone}>
        {Icon && <Icon size={14} stroke={1.75} aria-hidden />}
        {note}
      </span>
    </>
  );
  if (target === '#people') {
    return (
      <a href={target} className={classes.figure} aria-label={said}>
        {inside}
      </a>
    );
  }
  return (
    <ListLink target={target} className={classes.figure} label={said}>
      {inside}
    </ListLink>
  );
};
