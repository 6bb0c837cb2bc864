import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { daysBetween, MOST_CLOSED_DAYS, runsOf } from './closed-days.js';
import { clockOf, type HoursDraft } from './hours-draft.js';
import classes from './hours.module.css';

interface ExceptionsProps {
  draft: HoursDraft;
  holidays: readonly string[];
  onChange: (draft: HoursDraft) => void;
}

type Kind = 'closed' | 'open';

/** Public holidays, closings of the desk's own, and days on which it is open out of turn. */
export const ExceptionsEditor = ({ draft, holidays, onChange }: ExceptionsProps) => {
  const { t } = useTranslation('hours');
  const [kind, setKind] = useState<Kind>('closed');
  const [date, setDate] = useState('');
  /** Empty: one day alone. */
  const [until, setUntil] = useState('');
  const [from, setFrom] = useState('10:00');
  const [to, setTo] = useState('18:00');
  const span = { from: clockOf(from), to: clockOf(to) };
  const closing = [...new Set([...draft.closedOn, ...(date === '' ? [] : daysBetween(date, until || date))])];
  const blocked =
    date === ''
      ? t('exceptions.needsDate')
      : kind === 'open'
        ? span.from && span.to
          ? null
          : t('exceptions.needsTime')
        : until !== '' && until < date
          ? t('exceptions.reversed')
          : closing.length > MOST_CLOSED_DAYS
            ? t('exceptions.tooMany', { count: MOST_CLOSED_DAYS })
            : null;
  const add = () => {
    if (kind === 'closed') onChange({ ...draft, closedOn: closing.toSorted() });
    else onChange({ ...draft, openOn: [...draft.openOn, { date, from: span.from!, to: span.to! }] });
    setDate('');
    setUntil('');
  };
  const rows = [
    ...runsOf(draft.closedOn).map(({ first, last, days }) => ({
      key: `closed ${first}`,
      day: first,
      label: days === 1 ? first : t('exceptions.range', { first, last }),
      words: days === 1 ? t('exceptions.closed') : t('exceptions.closedDays', { count: days }),
      remove: () => onChange({ ...draft, closedOn: draft.closedOn.filter((day) => day < first || day > last) }),
    })),
    ...draft.openOn.map((opening) => ({
      key: `open ${opening.date} ${opening.from}`,
      day: opening.date,
      label: opening.date,
      words: t('exceptions.open', { from: opening.from, to: opening.to }),
      remove: () => onChange({ ...draft, openOn: draft.openOn.filter((known) => known !== opening) }),
    })),
  ].toSorted((one, other) => one.day.localeCompare(other.day));
  return (
    <fieldset className={classes.exceptions}>
      <legend>{t('exceptions.title')}</legend>
      <div className={classes.choice} role="radiogroup" aria-label={t('exceptions.holidays')}>
        <span>{t('exceptions.holidays')}</span>
        {(['closed', 'open'] as const).map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="holidays"
              checked={draft.holidays === choice}
              onChange={() => onChange({ ...draft, holidays: choice })}
            />
            {t(`exceptions.holidays_${choice}`)}
          </label>
        ))}
      </div>
      <details className={classes.holidays}>
        <summary>{t('exceptions.holidayList', { count: holidays.length })}</summary>
        <p>{holidays.join('、')}</p>
      </details>
      {rows.length > 0 ? (
        <ul className={classes.dates}>
          {rows.map(({ key, day, label, words, remove }) => (
            <li key={key}>
              <time dateTime={day}>{label}</time> {words}
              <button
                type="button"
                className={classes.small}
                aria-label={t('exceptions.remove', { day: label })}
                title={t('exceptions.remove', { day: label })}
                onClick={remove}
              >
                <IconX size={14} stroke={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.hint}>{t('exceptions.none')}</p>
      )}
      <div className={classes.adding}>
        <select
          aria-label={t('exceptions.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        >
          <option value="closed">{t('exceptions.kind_closed')}</option>
          <option value="open">{t('exceptions.kind_open')}</option>
        </select>
        <input
          type="date"
          aria-label={t(kind === 'closed' ? 'exceptions.firstDay' : 'exceptions.date')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        {kind === 'closed' && (
          <span className={classes.period}>
            –
            <input
              type="date"
              aria-label={t('exceptions.lastDay')}
              min={date || undefined}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </span>
        )}
        {kind === 'open' && (
          <span className={classes.period}>
            <input
              className={classes.clock}
              aria-label={t('exceptions.from')}
              aria-invalid={span.from === null}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            –
            <input
              className={classes.clock}
              aria-label={t('exceptions.to')}
              aria-invalid={span.to === null}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </span>
        )}
        <Action blocked={blocked} onClick={add}>
          {t('exceptions.add')}
        </Action>
      </div>
    </fieldset>
  );
};
