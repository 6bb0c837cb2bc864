import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KPI_GROUPS, KPI_STEPS } from '#libs/contracts';
import floor from '../floor/floor.module.css';
import { Action } from '../shared/action.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { isoDay } from '../shared/time.js';
import { FIGURE_KINDS } from './kpi-figures.js';
import classes from './kpis.module.css';
import type { KpiSearch } from './kpi-search.js';
import type { KpiRange } from './use-kpis.js';
import { serverNow } from '../wire/server-clock.js';

const DAY_MS = 86_400_000;

interface KpiControlsProps {
  range: KpiRange;
  search: KpiSearch;
  onChange: (change: KpiSearch) => void;
}

/** Which days, in which steps, by what, and which figures. */
export const KpiControls = ({ range, search, onChange }: KpiControlsProps) => {
  const { t } = useTranslation('kpis');
  const today = isoDay(serverNow());
  const days = Math.round((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS) + 1;
  const isLast = range.to >= today;
  const move = (by: 1 | -1) => {
    const moved = (date: string) => isoDay(Date.parse(date) + by * days * DAY_MS);
    onChange({ from: moved(range.from), to: moved(range.to) });
  };
  useShortcuts({ '[': () => move(-1), ']': () => (isLast ? false : move(1)) });
  return (
    <div className={classes.controls} role="group" aria-label={t('controls')}>
      <div className={classes.range}>
        <Action keys={['[']} aria-label={t('before')} onClick={() => move(-1)}>
          <IconChevronLeft size={16} stroke={1.75} aria-hidden />
        </Action>
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            <span>{t(end)}</span>
            <input
              type="date"
              max={today}
              value={range[end]}
              onChange={({ target }) => target.value && onChange({ ...range, [end]: target.value })}
            />
          </label>
        ))}
        <Action keys={[']']} aria-label={t('after')} blocked={isLast ? t('isLast') : null} onClick={() => move(1)}>
          <IconChevronRight size={16} stroke={1.75} aria-hidden />
        </Action>
      </div>
      <Choice
        label={t('steps')}
        values={KPI_STEPS}
        chosen={search.step ?? '30m'}
        word={(step) => t(`step.${step}`)}
        onChoose={(step) => onChange({ step })}
      />
      <Choice
        label={t('groups')}
        values={KPI_GROUPS}
        chosen={search.by ?? 'none'}
        word={(by) => t(`by.${by}`)}
        onChoose={(by) => onChange({ by })}
      />
      <Choice
        label={t('kinds')}
        values={['all', ...FIGURE_KINDS]}
        chosen={search.show ?? 'all'}
        word={(kind) => t(`kind.${kind}`)}
        onChoose={(kind) => onChange({ show: kind === 'all' ? undefined : kind })}
      />
    </div>
  );
};

interface ChoiceProps<Value extends string> {
  label: string;
  values: readonly Value[];
  chosen: Value;
  word: (value: Value) => string;
  onChoose: (value: Value) => void;
}

const Choice = <Value extends string>({ label, values, chosen, word, onChoose }: ChoiceProps<Value>) => (
  <div className={classes.choice}>
    <span aria-hidden>{label}</span>
    <div className={floor.toggle} role="group" aria-label={label}>
      {values.map((value) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {word(value)}
        </button>
      ))}
    </div>
  </div>
);
