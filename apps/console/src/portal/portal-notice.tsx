import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { ApiError } from '../wire/api.js';
import classes from './portal.module.css';

/** What could not be read, what is still right, and the way to try again. */
export const PortalFailure = ({ error, isKept, onRetry }: { error: Error; isKept: boolean; onRetry: () => void }) => {
  const { t } = useTranslation('portal');
  return (
    <div className={classes.failure} role="alert">
      <p>
        {isKept ? t('failedKept') : t('failed')} {error instanceof ApiError && error.sentence(presentLanguage())}
      </p>
      <button type="button" className={classes.button} onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  );
};
