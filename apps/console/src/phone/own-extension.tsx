import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { api, ApiError } from '../wire/api.js';
import phone from './phone.module.css';
import classes from './call-side.module.css';

const extensionQuery = queryOptions({
  queryKey: ['extension'],
  queryFn: ({ signal }) => api.get<{ extension: string | null }>('calls/extension', { signal }),
});

/** Where this person sits today: calls to this extension come up here. */
export const OwnExtension = () => {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const mayConnect = useCan('call:connect');
  const { data } = useQuery(extensionQuery);
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const sit = async () => {
    try {
      await api.put('calls/extension', { extension: typed?.normalize('NFKC').trim() || null });
      await queries.invalidateQueries({ queryKey: extensionQuery.queryKey });
      setTyped(null);
      setFailure(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.sentence(presentLanguage()));
    }
  };
  return (
    <form
      className={classes.extension}
      onSubmit={(event) => {
        event.preventDefault();
        void sit();
      }}
    >
      <label htmlFor="own-extension">{t('extension.label')}</label>
      <input
        id="own-extension"
        className={phone.pick}
        inputMode="tel"
        maxLength={10}
        autoComplete="off"
        value={typed ?? data?.extension ?? ''}
        placeholder={t('extension.none')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed !== null && <Action onClick={() => void sit()}>{t('extension.save')}</Action>}
      {failure && <span role="alert">{failure}</span>}
      {mayConnect && <Link to="/console/settings/phone">{t('system.title')}</Link>}
    </form>
  );
};
