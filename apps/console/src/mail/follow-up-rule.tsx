import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskMailSettingsRequest, DeskMailSettingsView, DeskView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { Field, Outcome } from './field.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

const RULES = ['days', 'always', 'never'] as const;
type Rule = (typeof RULES)[number];

const DEFAULT_DAYS = 14;
const ruleOf = (days: number | null): Rule => (days === null ? 'always' : days === 0 ? 'never' : 'days');

interface FollowUpRuleProps {
  desk: DeskView;
  settings: DeskMailSettingsView;
  take: (step: () => Promise<DeskMailSettingsView>) => Promise<unknown>;
}

/** Whether what is added to a closed inquiry reopens it. */
export const FollowUpRule = ({ desk, settings: { reopenDays }, take }: FollowUpRuleProps) => {
  const { t } = useTranslation('mail');
  const [rule, setRule] = useState(ruleOf(reopenDays));
  const [days, setDays] = useState(String(reopenDays || DEFAULT_DAYS));
  const { isBusy, failure, done, change } = useChange();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const body: DeskMailSettingsRequest = { reopenDays: { days: Number(days), always: null, never: 0 }[rule] };
    void change(
      () => take(() => api.put<DeskMailSettingsView>(`desks/${desk.id}/mail-settings`, body)),
      t('settings.saved'),
    );
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <h3>{t('settings.desks.followUps')}</h3>
      <p className={classes.hint}>{t('settings.desks.followUpsNote')}</p>
      <div className={classes.pair}>
        <p className={classes.field}>
          <label htmlFor="follow-up-rule">{t('settings.desks.followUpsRule')}</label>
          <select
            id="follow-up-rule"
            value={rule}
            onChange={(event) => setRule(RULES.find((each) => each === event.currentTarget.value) ?? 'days')}
          >
            {RULES.map((each) => (
              <option key={each} value={each}>
                {t(`settings.desks.followUpsRules.${each}`)}
              </option>
            ))}
          </select>
        </p>
        {rule === 'days' && (
          <Field
            label={t('settings.desks.followUpsDays')}
            type="number"
            min={1}
            max={365}
            required
            value={days}
            hint={t('settings.desks.followUpsAfter')}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        )}
      </div>
      <p className={classes.foot}>
        <Action type="submit" blocked={isBusy ? t('settings.saving') : null}>
          {t('settings.save')}
        </Action>
        <Outcome failure={failure} done={done} />
      </p>
    </form>
  );
};
