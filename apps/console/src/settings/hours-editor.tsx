import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskHoursView, DeskView } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { Field, Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { DeskRules } from './desk-rules.js';
import { ExceptionsEditor } from './exceptions-editor.js';
import { draftOf, type HoursDraft, requestOf } from './hours-draft.js';
import { HoursPreview } from './hours-preview.js';
import { hoursQuery } from './hours-queries.js';
import { HoursVersions } from './hours-versions.js';
import { SlaEditor } from './sla-editor.js';
import { WeekEditor } from './week-editor.js';
import classes from './hours.module.css';

/** The hours of one desk: what holds and is planned, a draft of what comes next, and how it looks at any moment. */
export const HoursEditor = ({ desk, hours }: { desk: DeskView; hours: DeskHoursView }) => {
  const { t } = useTranslation('hours');
  const queries = useQueryClient();
  const inForce = hours.versions.find(({ standing }) => standing === 'in_force') ?? hours.versions[0]!;
  const [draft, setDraft] = useState<HoursDraft>(() => draftOf(inForce));
  const [isTouched, setTouched] = useState(false);
  const { isBusy, failure, done, change } = useChange();
  const edit = (changed: HoursDraft) => {
    setDraft(changed);
    setTouched(true);
  };
  const take = async (step: () => Promise<DeskHoursView>) => {
    await takeAnswer(queries, hoursQuery(desk.id).queryKey, step);
    void queries.invalidateQueries({ queryKey: ['desks'] });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !isTouched) return;
    void change(async () => {
      await take(() => api.put<DeskHoursView>(`desks/${desk.id}/hours`, requestOf(draft, hours.zone)));
      setTouched(false);
    }, t('saved'));
  };
  const withdraw = (from: string) =>
    void change(() => take(() => api.delete<DeskHoursView>(`desks/${desk.id}/hours/${from}`)), t('withdrawn'));
  return (
    <>
      <div className={classes.centre} data-region tabIndex={-1}>
        <HoursVersions
          hours={hours}
          blocked={isBusy ? t('saving') : null}
          onCopy={(version) => edit({ ...draftOf(version), from: draft.from })}
          onWithdraw={withdraw}
        />
        <form className={classes.form} onSubmit={save} aria-labelledby="hours-draft-title">
          <h2 id="hours-draft-title">{t('draft.title')}</h2>
          <div className={classes.pair}>
            <Field
              label={t('draft.from')}
              type="datetime-local"
              step={60}
              value={draft.from}
              hint={t('draft.fromHint', { zone: hours.zone })}
              onChange={(event) => edit({ ...draft, from: event.currentTarget.value })}
            />
            <Field
              label={t('draft.phoneNumber')}
              inputMode="tel"
              value={draft.phoneNumber}
              placeholder={desk.phoneNumber ?? undefined}
              hint={t('draft.phoneNumberHint')}
              onChange={(event) => edit({ ...draft, phoneNumber: event.currentTarget.value })}
            />
          </div>
          <WeekEditor label={t('week.phone')} week={draft.phone} onChange={(phone) => edit({ ...draft, phone })} />
          <label className={classes.same}>
            <input
              type="checkbox"
              checked={draft.reply === null}
              onChange={(event) => edit({ ...draft, reply: event.currentTarget.checked ? null : draft.phone })}
            />
            {t('week.same')}
          </label>
          {draft.reply && (
            <WeekEditor label={t('week.reply')} week={draft.reply} onChange={(reply) => edit({ ...draft, reply })} />
          )}
          <ExceptionsEditor draft={draft} holidays={hours.holidays} onChange={edit} />
          <SlaEditor sla={draft.sla} defaults={hours.defaults} onChange={(sla) => edit({ ...draft, sla })} />
          <p className={classes.foot}>
            <Action type="submit" look="primary" blocked={isBusy ? t('saving') : isTouched ? null : t('untouched')}>
              {draft.from === '' ? t('saveNow') : t('plan')}
            </Action>
            <Outcome failure={failure} done={done} />
          </p>
        </form>
        <DeskRules desk={desk} />
      </div>
      <HoursPreview deskId={desk.id} zone={hours.zone} draft={isTouched ? requestOf(draft, hours.zone) : null} />
    </>
  );
};
