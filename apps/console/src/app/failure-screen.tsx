import { useTranslation } from 'react-i18next';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { ApiError } from '../wire/api.js';
import { presentLanguage } from './i18n.js';
import classes from './frame.module.css';

/** What does not exist and what one may not see look the same. */
export const NotFoundScreen = () => {
  const { t } = useTranslation('app');
  return (
    <section className={classes.failure}>
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <Link to="/">{t('notFound.home')}</Link>
    </section>
  );
};

export const FailureScreen = ({ error, reset }: ErrorComponentProps) => {
  const { t } = useTranslation('app');
  const known = error instanceof ApiError ? error : null;
  return (
    <section className={classes.failure} role="alert">
      <h1>{t('failure.title')}</h1>
      <p>{known ? known.sentence(presentLanguage()) : t('failure.text')}</p>
      {known?.requestId && <p>{t('failure.number', { number: known.requestId })}</p>}
      <button type="button" className="action" onClick={reset}>
        {t('failure.retry')}
      </button>
    </section>
  );
};

/** The same outside the frame, where no other landmark holds them. */
export const NotFoundPage = () => (
  <main>
    <NotFoundScreen />
  </main>
);

export const FailurePage = (props: ErrorComponentProps) => (
  <main>
    <FailureScreen {...props} />
  </main>
);
