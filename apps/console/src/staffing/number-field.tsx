import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './staffing.module.css';

interface NumberFieldProps {
  label: string;
  unit: string;
  value: number;
  /** How the number is shown: shares as percent. */
  scale?: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** Full-width digits and commas are numbers too; what cannot be a number stays as typed and changes nothing. */
const numberOf = (text: string): number => {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  return plain === '' ? Number.NaN : Number(plain);
};

const plain = (value: number): string => Number(value.toFixed(2)).toLocaleString();

export const NumberField = ({ label, unit, value, scale = 1, min, max, onChange }: NumberFieldProps) => {
  const { t } = useTranslation('staffing');
  const id = useId();
  const shown = String(Number((value * scale).toFixed(2)));
  const [text, setText] = useState<string | null>(null);
  const typed = numberOf(text ?? shown) / scale;
  const isWrong = Number.isNaN(typed) || typed < min || typed > max;
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <span className={classes.value}>
        <input
          id={id}
          inputMode="decimal"
          value={text ?? shown}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          onChange={({ target }) => {
            setText(target.value);
            const next = numberOf(target.value) / scale;
            if (!Number.isNaN(next) && next >= min && next <= max) onChange(next);
          }}
          onBlur={() => !isWrong && setText(null)}
        />
        {unit}
      </span>
      {isWrong && (
        <span id={`${id}-wrong`} className={classes.wrong}>
          {t('between', { least: plain(min * scale), most: plain(max * scale) })}
        </span>
      )}
    </div>
  );
};
