import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, LANGUAGES, type Topic, TOPICS, type WorkProfile, type WorkRules } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { Field, Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { profileQuery, workRulesQuery } from './people-queries.js';
import classes from './people.module.css';

/** What one person can take at once and at all; what equals the desk's rules follows them. */
export const ProfileForm = ({ userId }: { userId: string }) => {
  const { t } = useTranslation('people');
  const { data: profile } = useQuery(profileQuery(userId));
  const { data: rules } = useQuery(workRulesQuery);
  return (
    <section aria-labelledby="profile-title">
      <h2 id="profile-title">{t('profile.title')}</h2>
      {profile && rules && <Form key={JSON.stringify(profile)} userId={userId} profile={profile} rules={rules} />}
    </section>
  );
};

const toggled = <T,>(list: readonly T[], each: T): T[] =>
  list.includes(each) ? list.filter((other) => other !== each) : [...list, each];

const Form = ({ userId, profile, rules }: { userId: string; profile: WorkProfile; rules: WorkRules }) => {
  const { t } = useTranslation(['people', 'words']);
  const queries = useQueryClient();
  const [draft, setDraft] = useState(profile);
  const { isBusy, failure, done, change } = useChange();
  const topics: readonly Topic[] = draft.topics ?? TOPICS;
  const chooseTopic = (topic: Topic) => {
    const next = toggled(topics, topic);
    setDraft({ ...draft, topics: next.length === TOPICS.length ? null : next });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { callsAtOnce, ticketsAtOnce, languages, trainingLevel } = draft;
    const body = {
      callsAtOnce: callsAtOnce === rules.callsAtOnce ? null : callsAtOnce,
      ticketsAtOnce: ticketsAtOnce === rules.ticketsAtOnce ? null : ticketsAtOnce,
      languages,
      topics: draft.topics,
      trainingLevel,
    };
    void change(
      () =>
        takeAnswer(queries, profileQuery(userId).queryKey, () =>
          api.put<WorkProfile>(`people/${userId}/profile`, body),
        ),
      t('account.saved'),
    );
  };
  const blocked = isBusy ? t('saving') : draft.languages.length === 0 ? t('profile.noLanguage') : null;
  return (
    <form className={classes.teamForm} onSubmit={save}>
      <Field
        label={t('rules.ticketsAtOnce')}
        type="number"
        min={0}
        max={500}
        value={draft.ticketsAtOnce}
        onChange={(event) => setDraft({ ...draft, ticketsAtOnce: event.currentTarget.valueAsNumber || 0 })}
      />
      <fieldset className={classes.shops}>
        <legend>{t('profile.languages')}</legend>
        {LANGUAGES.map((language: Language) => (
          <label key={language}>
            <input
              type="checkbox"
              checked={draft.languages.includes(language)}
              onChange={() => setDraft({ ...draft, languages: toggled(draft.languages, language) })}
            />
            {t(`words:language.${language}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className={classes.shops}>
        <legend>{t('profile.topics')}</legend>
        {TOPICS.map((topic) => (
          <label key={topic}>
            <input type="checkbox" checked={topics.includes(topic)} onChange={() => chooseTopic(topic)} />
            {t(`words:topic.${topic}`)}
          </label>
        ))}
      </fieldset>
      <p className={classes.foot}>
        <Action type="submit" blocked={blocked}>
          {t('profile.save')}
        </Action>
        <Outcome failure={failure} done={done} />
      </p>
    </form>
  );
};
