import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LaterReport } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { isoDay } from '../shared/time.js';
import { NumberField } from './number-field.js';
import shared from '../shared/shared.module.css';
import classes from './staffing.module.css';
import { serverNow } from '../wire/server-clock.js';

const MOST_REPORTS = 20;
const WEEK_MS = 7 * 24 * 3_600_000;
/** The middle of what published desks saw: 10 to 25 percent of the first day. */
const USUAL_SHARE = 0.15;

interface LaterReportsFormProps {
  reports: readonly LaterReport[];
  onChange: (reports: LaterReport[]) => void;
}

/** The numbered reports that follow the first notice: their day, and how much of the first day each brings again. */
export const LaterReportsForm = ({ reports, onChange }: LaterReportsFormProps) => {
  const { t } = useTranslation('staffing');
  const change = (index: number, to: Partial<LaterReport>) =>
    onChange(reports.map((report, place) => (place === index ? { ...report, ...to } : report)));
  return (
    <fieldset className={classes.group}>
      <legend>{t('laterReports')}</legend>
      <p className={classes.hint}>{t('laterReportsNote')}</p>
      <ol className={classes.batches}>
        {reports.map((report, index) => (
          // Rows have no identity of their own; they are only added at the end and removed one by one.
          <li key={`${index} of ${reports.length}`}>
            <label>
              <span className="visually-hidden">{t('reportOn', { number: index + 1 })}</span>
              <input
                type="date"
                value={report.date}
                onChange={({ target }) => target.value && change(index, { date: target.value })}
              />
            </label>
            <NumberField
              label={t('reportShare', { number: index + 1 })}
              unit={t('ofFirstDay')}
              scale={100}
              min={0}
              max={1}
              value={report.share}
              onChange={(share) => change(index, { share })}
            />
            <button
              type="button"
              className={shared.sign}
              aria-label={t('removeReport', { number: index + 1 })}
              onClick={() => onChange(reports.filter((_, place) => place !== index))}
            >
              <IconX size={16} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ol>
      <Action
        icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
        blocked={reports.length >= MOST_REPORTS ? t('tooManyReports') : null}
        onClick={() => onChange([...reports, { date: isoDay(serverNow() + WEEK_MS), share: USUAL_SHARE }])}
      >
        {t('addReport')}
      </Action>
    </fieldset>
  );
};
