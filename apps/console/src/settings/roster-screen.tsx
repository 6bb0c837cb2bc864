import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { isoDay, shortDay } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { rosterQuery, teamsQuery } from './people-queries.js';
import { PeopleTabs } from './people-tabs.js';
import { dayAfter } from './roster-days.js';
import { RosterGrid } from './roster-grid.js';
import { RosterPaste } from './roster-paste.js';
import { TeamsPanel } from './teams-panel.js';
import { WorkRulesForm } from './work-rules-form.js';
import shared from '../shared/shared.module.css';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';
import { serverNow } from '../wire/server-clock.js';

const DAYS = 7;

/** `/console/settings/roster`: who is to be at the desk when, in which team, and how work reaches them. */
export const RosterScreen = () => {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/settings/roster' });
  const from = search.from ?? isoDay(serverNow());
  const roster = useQuery(rosterQuery(from, DAYS));
  const teams = useQuery(teamsQuery);
  const [isPasting, setPasting] = useState(false);
  const go = (days: number) =>
    void navigate({ to: '/console/settings/roster', search: { from: dayAfter(from, days) }, replace: true });
  useEffect(() => {
    document.title = t('roster.title');
  }, [t]);
  const error = roster.error ?? teams.error;

  return (
    <div className={frame.screen} data-aside>
      <div className={frame.centre} data-region>
        <header className={shared.screenHead}>
          <h1>{t('roster.title')}</h1>
          <PeopleTabs />
          <span className={frame.gap} />
          <Action onClick={() => go(-DAYS)} aria-label={t('roster.before')}>
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
          </Action>
          <strong className="nowrap">
            {shortDay(`${from}T00:00:00+09:00`, presentLanguage())} –{' '}
            {shortDay(`${dayAfter(from, DAYS - 1)}T00:00:00+09:00`, presentLanguage())}
          </strong>
          <Action onClick={() => go(DAYS)} aria-label={t('roster.after')}>
            <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
          </Action>
          <Action look="primary" onClick={() => setPasting(!isPasting)} aria-expanded={isPasting}>
            {t('roster.paste')}
          </Action>
        </header>
        {error && (
          <p className={classes.failure} role="alert">
            {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void roster.refetch()}>{t('again')}</Action>
          </p>
        )}
        {isPasting && <RosterPaste onClose={() => setPasting(false)} />}
        {roster.data && <RosterGrid roster={roster.data} teams={teams.data ?? []} />}
      </div>
      <div className={`${frame.aside} ${classes.aside}`} data-region>
        {roster.data && <TeamsPanel teams={teams.data ?? []} people={roster.data.people} />}
        <WorkRulesForm />
      </div>
    </div>
  );
};
