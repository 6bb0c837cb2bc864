import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../wire/api.js';
import { presentLanguage } from '../app/i18n.js';
import { clockTime } from '../shared/time.js';
import { Empty } from '../shared/empty.js';
import classes from './queue.module.css';

/** Rows of the final height while the first page is on its way; nothing in the first 150 ms. */
export const QueueSkeleton = () => {
  const { t } = useTranslation('queue');
  const [isShown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.scroller} aria-busy="true" aria-label={t('loading')} role="group">
      {isShown && Array.from({ length: 8 }, (_, index) => <div key={index} className={classes.skeleton} />)}
    </div>
  );
};

export const QueueEmpty = ({
  view,
  isFiltered,
  onReset,
}: {
  view: string;
  isFiltered: boolean;
  onReset: () => void;
}) => {
  const { t } = useTranslation('queue');
  return (
    <Empty>
      <p>{t(isFiltered ? 'empty.filtered' : `empty.${view}`)}</p>
      {isFiltered && (
        <button type="button" className="action" onClick={onReset}>
          {t('filter.reset')}
        </button>
      )}
    </Empty>
  );
};

export const QueueFailure = ({
  error,
  freshAt,
  hasRows,
  onRetry,
}: {
  error: ApiError;
  freshAt: number;
  hasRows: boolean;
  onRetry: () => void;
}) => {
  const { t } = useTranslation('queue');
  return (
    <div className={classes.failure} role="status">
      <p>{hasRows ? t('failure.old', { time: clockTime(freshAt) }) : error.sentence(presentLanguage())}</p>
      {error.requestId && <p className={classes.failureNumber}>{t('failure.number', { number: error.requestId })}</p>}
      <button type="button" className="action" onClick={onRetry}>
        {t('failure.retry')}
      </button>
    </div>
  );
};
