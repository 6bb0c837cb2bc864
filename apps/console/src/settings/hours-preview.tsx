import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type HoursRequest, type Language } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ApiError } from '../wire/api.js';
import { instantOf, wallOf } from './hours-draft.js';
import { previewQuery } from './hours-queries.js';
import classes from './hours.module.css';
import { serverNow } from '../wire/server-clock.js';

interface HoursPreviewProps {
  deskId: string;
  zone: string;
  /** What is being edited; null: as saved. */
  draft: HoursRequest | null;
}

/** What people see, read and hear from the desk at a chosen moment. */
export const HoursPreview = ({ deskId, zone, draft }: HoursPreviewProps) => {
  const { t } = useTranslation('hours');
  const [at, setAt] = useState(() => wallOf(serverNow(), zone));
  const [language, setLanguage] = useState<Language>(presentLanguage);
  const request = { at: instantOf(at, zone), language, ...(draft && { draft }) };
  const { data, error } = useQuery({ ...previewQuery(deskId, request), placeholderData: keepPreviousData });
  return (
    <aside className={classes.preview} aria-labelledby="hours-preview-title" data-region tabIndex={-1}>
      <h2 id="hours-preview-title">{t('preview.title')}</h2>
      <div className={classes.previewHead}>
        <label>
          {t('preview.at')}
          <input
            type="datetime-local"
            step={60}
            value={at}
            onChange={(event) => event.currentTarget.value && setAt(event.currentTarget.value)}
          />
        </label>
        <label>
          {t('preview.language')}
          <select value={language} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
            {LANGUAGES.map((each) => (
              <option key={each} value={each}>
                {t(`preview.languages.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={classes.hint}>{t(draft ? 'preview.ofDraft' : 'preview.asSaved')}</p>
      {error && (
        <p className={classes.failure} role="alert">
          {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}
        </p>
      )}
      {data && (
        <dl lang={language}>
          <dt>{t('preview.page')}</dt>
          <dd>
            <strong>{data.page.title}</strong>
            {data.page.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </dd>
          <dt>{t('preview.due')}</dt>
          <dd>{data.dueWords}</dd>
          <dt>{t('preview.phone')}</dt>
          <dd>{data.phone}</dd>
          <dt>{t('preview.acknowledgement')}</dt>
          <dd className={classes.letter}>
            <strong>{data.acknowledgement.subject}</strong>
            {data.acknowledgement.text}
          </dd>
        </dl>
      )}
    </aside>
  );
};
