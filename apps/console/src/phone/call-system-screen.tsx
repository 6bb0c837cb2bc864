import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallEventKeyView, ListView, NewCallEventKey } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useChange } from '../shared/use-change.js';
import { DeskTabs } from '../settings/desk-tabs.js';
import { Action } from '../shared/action.js';
import { dayAndTime } from '../shared/time.js';
import { api } from '../wire/api.js';
import phone from './phone.module.css';
import callFoot from './call-foot.module.css';
import callSide from './call-side.module.css';
import classes from './call-system.module.css';

const keysQuery = queryOptions({
  queryKey: ['call-event-keys'],
  queryFn: async ({ signal }) => (await api.get<ListView<CallEventKeyView>>('call-events/key', { signal })).items,
});

/** `/console/settings/phone`: the key by which a telephony system tells of calls; what it reads is shown once. */
export const CallSystemScreen = () => {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const { data: keys } = useQuery(keysQuery);
  const [fresh, setFresh] = useState<string | null>(null);
  const { isBusy, failure, done, change } = useChange();
  useEffect(() => {
    document.title = t('system.title');
  }, [t]);
  const again = () => queries.invalidateQueries({ queryKey: keysQuery.queryKey });
  const make = () =>
    change(async () => {
      setFresh((await api.post<NewCallEventKey>('call-events/key')).key);
      await again();
    }, t('system.made'));
  const end = () =>
    change(async () => {
      await api.delete('call-events/key');
      setFresh(null);
      await again();
    }, t('system.ended'));
  const blocked = isBusy ? t('saving') : null;
  return (
    <div className={classes.system}>
      <h1>{t('system.title')}</h1>
      <DeskTabs />
      <p>{t('system.about')}</p>
      <dl className={callSide.facts}>
        <dt>{t('system.address')}</dt>
        <dd>
          <code>POST {location.origin}/api/v1/call-events</code>
        </dd>
        <dt>{t('system.head')}</dt>
        <dd>
          <code>Authorization: Bearer mdg_…</code>
        </dd>
      </dl>
      {fresh && (
        <div className={classes.fresh} role="status">
          <strong>{t('system.once')}</strong>
          <output>
            <code>{fresh}</code>
          </output>
        </div>
      )}
      <h2>{t('system.keys')}</h2>
      {keys?.length === 0 && <p className={phone.hint}>{t('system.none')}</p>}
      <ul>
        {keys?.map((key) => (
          <li key={key.createdAt}>
            {t('system.by', { name: key.createdByName ?? '', at: dayAndTime(key.createdAt, presentLanguage()) })}{' '}
            {key.validUntil && t('system.until', { at: dayAndTime(key.validUntil, presentLanguage()) })}{' '}
            <span className={phone.hint}>
              {key.lastUsedAt
                ? t('system.used', { at: dayAndTime(key.lastUsedAt, presentLanguage()) })
                : t('system.unused')}
            </span>
          </li>
        ))}
      </ul>
      <p className={phone.hint}>{t('system.overlap')}</p>
      <div className={callFoot.footRow}>
        <span className={callFoot.footNote} role="status">
          {failure ?? done}
        </span>
        {(keys?.length ?? 0) > 0 && (
          <Action blocked={blocked} onClick={() => void end()}>
            {t('system.end')}
          </Action>
        )}
        <Action look="primary" blocked={blocked} onClick={() => void make()}>
          {t((keys?.length ?? 0) > 0 ? 'system.rotate' : 'system.make')}
        </Action>
      </div>
    </div>
  );
};
