import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffingRequest, StaffingView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { useSession } from '../app/session.js';
import { StaffingPanel } from '../floor/staffing-panel.js';
import { staffingQuery } from '../floor/use-figures.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useNow } from '../shared/ticker.js';
import { api, ApiError } from '../wire/api.js';
import { AssumptionsForm } from './assumptions-form.js';
import { BatchesForm } from './batches-form.js';
import { DaysTable } from './days-table.js';
import { LaterReportsForm } from './later-reports-form.js';
import classes from './staffing.module.css';

/** `/console/staffing`: who is needed when, from the mailing plan and what is assumed; what is changed is computed at once and saved on purpose. */
export const StaffingScreen = () => {
  const { t } = useTranslation('staffing');
  const { data: saved, error } = useQuery(staffingQuery);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <div className={classes.screen}>
      <h1 className={classes.title}>{t('title')}</h1>
      {error instanceof ApiError && <p role="alert">{error.sentence(presentLanguage())}</p>}
      {saved && <Planner key={saved.version} saved={saved} />}
    </div>
  );
};

const Planner = ({ saved }: { saved: StaffingView }) => {
  const { t } = useTranslation('staffing');
  const { user } = useSession();
  const queries = useQueryClient();
  const now = useNow(30_000);
  const [plan, setPlan] = useState<StaffingRequest>({
    assumptions: saved.assumptions,
    batches: saved.batches,
    date: saved.date,
    version: saved.version,
  });
  const isChanged =
    JSON.stringify([plan.assumptions, plan.batches]) !== JSON.stringify([saved.assumptions, saved.batches]);
  const isAsked = isChanged || plan.date !== saved.date;
  const { data: shown = saved, error } = useQuery({
    queryKey: ['staffing', 'what-if', plan],
    queryFn: ({ signal }) => api.post<StaffingView>('staffing/what-if', plan, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const view = isAsked ? shown : saved;
  const save = useMutation({
    mutationFn: () => takeAnswer(queries, staffingQuery.queryKey, () => api.put<StaffingView>('staffing', plan)),
    onSuccess: () => announce(t('saved')),
  });
  const blocked = user.permissions.includes('staffing:write') ? (isChanged ? null : t('unchanged')) : t('readOnly');
  const form = useRef<HTMLFormElement>(null);
  /** What cannot be read is not left out in silence: the plan is kept when all of it is as it was typed. */
  const keep = () => {
    if (blocked) return announce(blocked, 'assertive');
    const wrong = form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]');
    if (!wrong) return save.mutate();
    wrong.focus();
    announce(t('mendFirst'), 'assertive');
  };
  useShortcuts({ 'mod+enter': keep });
  const failure = save.error ?? error;
  return (
    <div className={classes.columns}>
      <form ref={form} className={classes.form} onSubmit={(event) => event.preventDefault()} aria-label={t('plan')}>
        <BatchesForm batches={plan.batches} onChange={(batches) => setPlan({ ...plan, batches })} />
        <LaterReportsForm
          reports={plan.assumptions.laterReports}
          onChange={(laterReports) => setPlan({ ...plan, assumptions: { ...plan.assumptions, laterReports } })}
        />
        <AssumptionsForm assumptions={plan.assumptions} onChange={(assumptions) => setPlan({ ...plan, assumptions })} />
        {failure instanceof ApiError && (
          <p role="alert" className={classes.failure}>
            {failure.sentence(presentLanguage())}
          </p>
        )}
        <div className={classes.foot}>
          <Action
            blocked={isChanged ? null : t('unchanged')}
            onClick={() => setPlan({ ...plan, assumptions: saved.assumptions, batches: saved.batches })}
          >
            {t('reset')}
          </Action>
          <Action look="primary" keys={['Ctrl', 'Enter']} blocked={blocked} onClick={keep}>
            {t('save')}
          </Action>
        </div>
      </form>
      <div className={classes.forecast} aria-live="polite">
        {isChanged && <p className={classes.trial}>{t('trial')}</p>}
        <StaffingPanel staffing={view} now={now} isLinked={false} />
        <Backlog backlog={view.backlog} />
        <DaysTable days={view.days} chosen={view.date} onChoose={(date) => setPlan({ ...plan, date })} />
      </div>
    </div>
  );
};

const Backlog = ({
  backlog: { waiting, writersNow, daysToClear, hoursToClear },
}: {
  backlog: StaffingView['backlog'];
}) => {
  const { t } = useTranslation('staffing');
  return (
    <p className={classes.backlog}>
      {t('backlog', { count: waiting })} {t('writersNow', { count: writersNow })}{' '}
      <strong>
        {waiting === 0
          ? t('nothingWaits')
          : daysToClear === null
            ? t('neverCleared')
            : hoursToClear !== null
              ? t('clearedHours', { count: Math.max(1, Math.round(hoursToClear)) })
              : t('cleared', { days: daysToClear.toFixed(1) })}
      </strong>
    </p>
  );
};
