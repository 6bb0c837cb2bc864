import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NoticeBatchView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { clockTime, isoDay } from '../shared/time.js';
import { NumberField } from './number-field.js';
import shared from '../shared/shared.module.css';
import classes from './staffing.module.css';
import { serverNow } from '../wire/server-clock.js';

const MOST_BATCHES = 50;

interface BatchesFormProps {
  batches: readonly NoticeBatchView[];
  onChange: (batches: NoticeBatchView[]) => void;
}

/** The mailings of notices: their moment in Japan time and how many persons they reach. */
export const BatchesForm = ({ batches, onChange }: BatchesFormProps) => {
  const { t } = useTranslation('staffing');
  const change = (index: number, to: Partial<NoticeBatchView>) =>
    onChange(batches.map((batch, place) => (place === index ? { ...batch, ...to } : batch)));
  const total = batches.reduce((sum, { persons }) => sum + persons, 0);
  return (
    <fieldset className={classes.group}>
      <legend>{t('batches')}</legend>
      {batches.length === 0 && <p className={classes.hint}>{t('noBatches')}</p>}
      <ol className={classes.batches}>
        {batches.map((batch, index) => (
          // Rows have no identity of their own; they are only added at the end and removed one by one.
          <li key={`${index} of ${batches.length}`}>
            <label>
              <span className="visually-hidden">{t('batchAt', { number: index + 1 })}</span>
              <input
                type="datetime-local"
                value={`${isoDay(batch.at)}T${clockTime(batch.at)}`}
                onChange={({ target }) =>
                  target.value && change(index, { at: new Date(`${target.value}:00+09:00`).toISOString() })
                }
              />
            </label>
            <NumberField
              label={t('persons', { number: index + 1 })}
              unit={t('personsUnit')}
              min={1}
              max={100_000_000}
              value={batch.persons}
              onChange={(persons) => change(index, { persons: Math.round(persons) })}
            />
            <button
              type="button"
              className={shared.sign}
              aria-label={t('removeBatch', { number: index + 1 })}
              onClick={() => onChange(batches.filter((_, place) => place !== index))}
            >
              <IconX size={16} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ol>
      <div className={classes.foot}>
        <Action
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
          blocked={batches.length >= MOST_BATCHES ? t('tooManyBatches') : null}
          onClick={() => onChange([...batches, { at: new Date(serverNow()).toISOString(), persons: 10_000 }])}
        >
          {t('addBatch')}
        </Action>
        {total > 0 && <span className={classes.hint}>{t('toldInAll', { count: total })}</span>}
      </div>
    </fieldset>
  );
};
