import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkRules } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { useCan } from '../app/session.js';
import { Field, Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { workRulesQuery } from './people-queries.js';
import classes from './people.module.css';

/** How work reaches people: taken or given, how much at once, and when somebody counts as gone. */
export const WorkRulesForm = () => {
  const { t } = useTranslation('people');
  const { data: rules } = useQuery(workRulesQuery);
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">{t('rules.title')}</h2>
      {rules && <Form key={JSON.stringify(rules)} rules={rules} />}
    </section>
  );
};

const Form = ({ rules }: { rules: WorkRules }) => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const mayWrite = useCan('account:write');
  const [draft, setDraft] = useState(rules);
  const { isBusy, failure, done, change } = useChange();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change(
      () => takeAnswer(queries, workRulesQuery.queryKey, () => api.put<WorkRules>('work-rules', draft)),
      t('rules.saved'),
    );
  };
  const number = (key: 'vanishMinutes' | 'callsAtOnce' | 'ticketsAtOnce', min: number, max: number) => (
    <Field
      label={t(`rules.${key}`)}
      type="number"
      min={min}
      max={max}
      value={draft[key]}
      readOnly={!mayWrite}
      onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.valueAsNumber || min })}
    />
  );
  return (
    <form className={classes.teamForm} onSubmit={save}>
      <label className={classes.inline}>
        <input
          type="checkbox"
          checked={draft.pushAssignment}
          disabled={!mayWrite}
          onChange={(event) => setDraft({ ...draft, pushAssignment: event.currentTarget.checked })}
        />
        {t('rules.push')}
      </label>
      <p className={classes.hint}>{t(draft.pushAssignment ? 'rules.pushOn' : 'rules.pushOff')}</p>
      {number('ticketsAtOnce', 1, 500)}
      {number('callsAtOnce', 0, 5)}
      {number('vanishMinutes', 1, 480)}
      {mayWrite && (
        <p className={classes.foot}>
          <Action type="submit" look="primary" blocked={isBusy ? t('saving') : null}>
            {t('save')}
          </Action>
          <Outcome failure={failure} done={done} />
        </p>
      )}
    </form>
  );
};
