import { useTranslation } from 'react-i18next';
import type { StaffingDay } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import floor from '../floor/floor.module.css';
import { dayLabel } from '../shared/time.js';
import classes from './staffing.module.css';

interface DaysTableProps {
  days: readonly StaffingDay[];
  chosen: string;
  onChoose: (date: string) => void;
}

/** The business days of the forecast; choosing one shows its half hours above. */
export const DaysTable = ({ days, chosen, onChoose }: DaysTableProps) => {
  const { t } = useTranslation('staffing');
  return (
    <section className={floor.panel} aria-labelledby="days-title" data-region>
      <div className={floor.panelHead}>
        <h2 id="days-title">{t('days')}</h2>
        <span className={floor.aside}>{t('daysNote')}</span>
      </div>
      <div className={classes.days}>
        <table className={floor.table}>
          <thead>
            <tr>
              <th scope="col">{t('column.day')}</th>
              {(['calls', 'openingRush', 'seats', 'scheduled', 'written', 'writers'] as const).map((column) => (
                <th key={column} scope="col" className={floor.number}>
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date} data-chosen={day.date === chosen}>
                <th scope="row">
                  <button
                    type="button"
                    className={classes.day}
                    aria-pressed={day.date === chosen}
                    onClick={() => onChoose(day.date)}
                  >
                    {dayLabel(`${day.date}T12:00:00+09:00`, presentLanguage())}
                  </button>
                </th>
                <td className={floor.number}>{Math.round(day.calls).toLocaleString()}</td>
                <td className={floor.number}>{Math.round(day.openingRush).toLocaleString()}</td>
                <td className={floor.number}>{day.seats.toLocaleString()}</td>
                <td className={floor.number}>{day.scheduled.toLocaleString()}</td>
                <td className={floor.number}>{Math.round(day.written).toLocaleString()}</td>
                <td className={floor.number}>{day.writers.toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
