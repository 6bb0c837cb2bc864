import { useTranslation } from 'react-i18next';
import type { SurgeAssumptions } from '#libs/contracts';
import { NumberField } from './number-field.js';
import classes from './staffing.module.css';

const CASES = { low: 0.01, base: 0.03, high: 0.08, stress: 0.15 } as const;

interface AssumptionsFormProps {
  assumptions: SurgeAssumptions;
  onChange: (assumptions: SurgeAssumptions) => void;
}

/** What the forecast assumes. The channels stay a whole: what the phone takes, form and mail leave in their proportion. */
export const AssumptionsForm = ({ assumptions, onChange }: AssumptionsFormProps) => {
  const { t } = useTranslation('staffing');
  const set = (change: Partial<SurgeAssumptions>) => onChange({ ...assumptions, ...change });
  const { channels } = assumptions;
  const setPhone = (phone: number) => {
    const written = channels.form + channels.email;
    const form = written === 0 ? (1 - phone) / 2 : ((1 - phone) * channels.form) / written;
    set({ channels: { phone, form, email: Math.max(0, 1 - phone - form) } });
  };
  return (
    <fieldset className={classes.group}>
      <legend>{t('assumptions')}</legend>
      <div className={classes.cases} role="group" aria-label={t('contactRate')}>
        {(Object.keys(CASES) as (keyof typeof CASES)[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={assumptions.contactRate === CASES[name]}
            onClick={() => set({ contactRate: CASES[name] })}
          >
            {t(`case.${name}`)}
          </button>
        ))}
      </div>
      <div className={classes.fields}>
        <NumberField
          label={t('contactRate')}
          unit="%"
          scale={100}
          min={0}
          max={1}
          value={assumptions.contactRate}
          onChange={(contactRate) => set({ contactRate })}
        />
        <NumberField
          label={t('phoneShare')}
          unit="%"
          scale={100}
          min={0}
          max={1}
          value={channels.phone}
          onChange={setPhone}
        />
        <NumberField
          label={t('handling')}
          unit={t('seconds')}
          min={10}
          max={7_200}
          value={assumptions.handlingSeconds}
          onChange={(handlingSeconds) => set({ handlingSeconds })}
        />
        <NumberField
          label={t('writing')}
          unit={t('seconds')}
          min={10}
          max={7_200}
          value={assumptions.writingSeconds}
          onChange={(writingSeconds) => set({ writingSeconds })}
        />
        <NumberField
          label={t('occupancy')}
          unit="%"
          scale={100}
          min={0.3}
          max={0.98}
          value={assumptions.occupancy}
          onChange={(occupancy) => set({ occupancy })}
        />
        <NumberField
          label={t('shrinkage')}
          unit="%"
          scale={100}
          min={0}
          max={0.9}
          value={assumptions.shrinkage}
          onChange={(shrinkage) => set({ shrinkage })}
        />
        <NumberField
          label={t('patience')}
          unit={t('seconds')}
          min={1}
          max={3_600}
          value={assumptions.patienceSeconds}
          onChange={(patienceSeconds) => set({ patienceSeconds })}
        />
      </div>
      <h3 className={classes.targets}>{t('targets')}</h3>
      <p className={classes.hint}>{t('targetsNote')}</p>
      <div className={classes.fields}>
        <NumberField
          label={t('serviceLevel')}
          unit="%"
          scale={100}
          min={0.1}
          max={0.99}
          value={assumptions.serviceLevel}
          onChange={(serviceLevel) => set({ serviceLevel })}
        />
        <NumberField
          label={t('answerWithin')}
          unit={t('seconds')}
          min={0}
          max={600}
          value={assumptions.answerWithin}
          onChange={(answerWithin) => set({ answerWithin })}
        />
        <NumberField
          label={t('answerRate')}
          unit="%"
          scale={100}
          min={0.1}
          max={1}
          value={assumptions.answerRate}
          onChange={(answerRate) => set({ answerRate })}
        />
        <NumberField
          label={t('shortUnder')}
          unit={t('seconds')}
          min={0}
          max={60}
          value={assumptions.shortUnder}
          onChange={(shortUnder) => set({ shortUnder })}
        />
      </div>
    </fieldset>
  );
};
