import { useTranslation } from 'react-i18next';
import type { DeskHoursView } from '#libs/contracts';
import { SLA_COLUMNS, SLA_KEYS, type SlaTable } from './hours-draft.js';
import classes from './hours.module.css';

interface SlaEditorProps {
  sla: SlaTable;
  defaults: DeskHoursView['defaults'];
  onChange: (sla: SlaTable) => void;
}

/** How soon the desk answers, in minutes of its business time: for all, and where a channel differs. */
export const SlaEditor = ({ sla, defaults, onChange }: SlaEditorProps) => {
  const { t } = useTranslation(['hours', 'words']);
  return (
    <fieldset className={classes.sla}>
      <legend>{t('sla.title')}</legend>
      <p className={classes.hint}>{t('sla.note')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sla.what')}</th>
            {SLA_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column === 'all' ? t('sla.all') : t(`words:channel.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SLA_KEYS.map((key) => (
            <tr key={key}>
              <th scope="row">{t(`sla.${key}`)}</th>
              {SLA_COLUMNS.map((column) => (
                <td key={column}>
                  <input
                    type="number"
                    min={key === 'warning' ? 0 : 1}
                    max={24_000}
                    aria-label={`${t(`sla.${key}`)} ${column === 'all' ? t('sla.all') : t(`words:channel.${column}`)}`}
                    placeholder={sla.all[key] || (defaults[key] === null ? t('sla.never') : String(defaults[key]))}
                    value={sla[column][key]}
                    onChange={(event) =>
                      onChange({ ...sla, [column]: { ...sla[column], [key]: event.currentTarget.value } })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
};
