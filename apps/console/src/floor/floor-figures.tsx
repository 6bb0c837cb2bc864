import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSet, FloorView, PhoneDay, StaffingView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { clockTime } from '../shared/time.js';
import type { FloorTotals } from './floor-state.js';
import classes from './floor-figures.module.css';
import { ListLink, type ListTarget } from './list-link.js';
import { waitWords } from './wait-words.js';

interface Figure {
  name: 'ringing' | 'answerRate' | 'serviceLevel' | 'waiting' | 'dueSoon' | 'callbacks' | 'here';
  value: string;
  unit: string;
  place:
    { list: ListTarget } | { calls: CallSet } | { path: '/console/phone' | '/console/promises' } | { anchor: string };
  note: string;
  tone: 'plain' | 'warn' | 'danger';
  /** The seconds of the service level, which its name tells. */
  within?: number | string;
  /** How exactly the figure is computed, where several ways are in use. */
  variant?: string;
}

interface FloorFiguresProps {
  floor: FloorView;
  totals: FloorTotals;
  today: PhoneDay | null;
  staffing: StaffingView | null;
  now: number;
}

/** Seven figures, each with its unit, each a way to what it counts. A calm floor has no colour. */
export const FloorFigures = (props: FloorFiguresProps) => {
  const { t } = useTranslation('floor');
  const figures = useFigures(props);
  return (
    <section className={classes.figures} aria-label={t('figures')} data-region>
      {figures.map((figure) => (
        <FigureCell key={figure.name} figure={figure} />
      ))}
    </section>
  );
};

const percent = (rate: number | null | undefined): string => {
  if (rate == null) return '–';
  return rate === 1 ? '100' : (rate * 100).toFixed(1);
};

const useFigures = ({ floor, totals, today, staffing, now }: FloorFiguresProps): Figure[] => {
  const { t } = useTranslation('floor');
  const { ringing, callbacks } = floor;
  const calls = today?.calls;
  const level = calls?.serviceLevel.ofOffered;
  const tickets = (count: number) => t('unitTickets', { count });
  const mayLogCalls = useCan('call:log');
  const slot = staffing?.slots.find(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  const missing = slot ? slot.needed - totals.ready : 0;
  const targets = today?.targets;
  const within = targets?.answerWithin ?? '–';
  const isBelow = (rate: number | null | undefined, target: number | undefined) =>
    rate != null && target !== undefined && rate < target;
  const fewAnswered = isBelow(calls?.answerRate, targets?.answerRate);
  const belowTarget = isBelow(level?.rate, targets?.serviceLevel);
  const goal = (share: number | undefined) => (share === undefined ? '–' : Number((share * 100).toFixed(1)));
  return [
    {
      name: 'ringing',
      value: ringing.count.toLocaleString(),
      unit: t('unitCalls', { count: ringing.count }),
      place: mayLogCalls ? { path: '/console/phone' } : { anchor: '#people' },
      note: ringing.longestSince ? t('longest', { span: minuteClock(ringing.longestSince, now) }) : t('nobodyRings'),
      tone: 'plain',
    },
    {
      name: 'answerRate',
      value: percent(calls?.answerRate),
      unit: calls?.answerRate == null ? '' : '%',
      place: { calls: 'answered' },
      note: t('answerNote', { target: goal(targets?.answerRate), count: calls?.abandoned ?? 0 }),
      tone: fewAnswered ? 'warn' : 'plain',
    },
    {
      name: 'serviceLevel',
      within,
      value: percent(level?.rate),
      unit: level?.rate == null ? '' : '%',
      place: { calls: 'in_time' },
      note: t(belowTarget ? 'belowTarget' : 'serviceNote', { target: goal(targets?.serviceLevel) }),
      tone: belowTarget ? 'warn' : 'plain',
      variant: t('serviceVariant', { count: level?.count ?? 0, of: level?.of ?? 0, within }),
    },
    {
      name: 'waiting',
      value: totals.waiting.toLocaleString(),
      unit: tickets(totals.waiting),
      place: { list: { view: 'waiting' } },
      note: totals.oldestWaitingSince
        ? t('longest', { span: waitWords(t, totals.oldestWaitingSince, now) })
        : t('nobodyWaits'),
      tone: 'plain',
    },
    {
      name: 'dueSoon',
      value: totals.dueSoon.toLocaleString(),
      unit: tickets(totals.dueSoon),
      place: { list: { view: 'due' } },
      note: totals.overdue > 0 ? t('overdueNote', { count: totals.overdue }) : t('none'),
      tone: totals.overdue > 0 ? 'danger' : totals.dueSoon > 0 ? 'warn' : 'plain',
    },
    {
      name: 'callbacks',
      value: callbacks.open.toLocaleString(),
      unit: t('unitCalls', { count: callbacks.open }),
      place: { path: '/console/promises' },
      note: callbackNote(t, callbacks),
      tone: callbacks.late > 0 ? 'warn' : 'plain',
    },
    {
      name: 'here',
      value: (slot ? totals.ready : totals.here).toLocaleString(),
      unit: slot ? t('ofNeeded', { count: slot.needed }) : t('unitPeople', { count: totals.here }),
      place: { anchor: '#people' },
      note:
        missing > 0
          ? t('missing', { count: missing })
          : slot
            ? t('enough')
            : t('hereNote', { count: floor.people.length }),
      tone: missing > 0 ? 'danger' : 'plain',
      ...(slot && { variant: t('readyVariant', { count: totals.here - totals.ready }) }),
    },
  ];
};

/** `0:34`: how long a caller has waited. */
const minuteClock = (since: string, now: number): string => {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const callbackNote = (
  t: ReturnType<typeof useTranslation<'floor'>>['t'],
  { late, nextUntil }: FloorView['callbacks'],
): string => {
  const next = nextUntil ? t('nextUntil', { time: clockTime(nextUntil) }) : null;
  const behind = late > 0 ? t('late', { count: late }) : null;
  return [behind, next].filter(Boolean).join(t('words:separator')) || t('none');
};

const FigureCell = ({ figure: { name, within, value, unit, place, note, tone, variant } }: { figure: Figure }) => {
  const { t } = useTranslation('floor');
  const label = t(`figure.${name}`, { within });
  const said = t('figureSaid', { label, count: value, unit, note }) + (variant ? ` ${variant}` : '');
  const Icon = tone === 'danger' ? IconAlertOctagon : tone === 'warn' ? IconAlertTriangle : null;
  const inside: ReactNode = (
    <>
      <span className={classes.figureLabel}>{label}</span>
      <span className={classes.figureCount} title={variant}>
        {value}
        <small>{unit}</small>
      </span>
      <span className={classes.figureNote} data-tone={tone}>
        {Icon && <Icon size={14} stroke={1.75} aria-hidden />}
        {note}
      </span>
    </>
  );
  if ('list' in place) {
    return (
      <ListLink target={place.list} className={classes.figure} label={said}>
        {inside}
      </ListLink>
    );
  }
  if ('calls' in place) {
    return (
      <Link to="/console/kpis/calls" search={{ set: place.calls }} className={classes.figure} aria-label={said}>
        {inside}
      </Link>
    );
  }
  if ('path' in place) {
    return (
      <Link to={place.path} className={classes.figure} aria-label={said}>
        {inside}
      </Link>
    );
  }
  return (
    <a href={place.anchor} className={classes.figure} aria-label={said}>
      {inside}
    </a>
  );
};
