import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { DeskTabs } from './desk-tabs.js';
import { HoursEditor } from './hours-editor.js';
import { hoursQuery } from './hours-queries.js';
import listRows from '../shared/list-row.module.css';
import shared from '../shared/shared.module.css';
import classes from './hours.module.css';

/** `/console/settings/hours`: when each desk is there, and how soon it answers. */
export const HoursScreen = () => {
  const { t } = useTranslation('hours');
  const navigate = useNavigate();
  const search = useSearch({ from: '/console/settings/hours' });
  const desks = [...useDesks().values()];
  const desk = desks.find(({ id }) => id === search.desk) ?? desks[0];
  const hours = useQuery({ ...hoursQuery(desk?.id ?? ''), enabled: desk !== undefined });

  useEffect(() => {
    document.title = t('title');
  }, [t]);

  return (
    <div className={classes.screen}>
      <section className={classes.side} aria-labelledby="hours-title" data-region>
        <header className={shared.screenHead}>
          <h1 id="hours-title">{t('title')}</h1>
        </header>
        <DeskTabs />
        <ul>
          {desks.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className={`${listRows.listRow} ${classes.desk}`}
                aria-current={each.id === desk?.id || undefined}
                onClick={() =>
                  void navigate({ to: '/console/settings/hours', search: { desk: each.id }, replace: true })
                }
              >
                <TenantMark mark={each.mark} />
                <span>
                  <strong>{each.siteName}</strong>
                  <span>{each.phoneHours ?? t('versions.noPhone')}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {hours.error && (
        <p className={classes.failure} role="alert">
          {hours.error instanceof ApiError ? hours.error.sentence(presentLanguage()) : t('failed')}{' '}
          <Action onClick={() => void hours.refetch()}>{t('again')}</Action>
        </p>
      )}
      {desk && hours.data && <HoursEditor key={desk.id} desk={desk} hours={hours.data} />}
    </div>
  );
};
