import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../wire/api.js';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { usePromisedTime } from '../promises/promise-table.js';
import { promisesQuery } from '../promises/promises-queries.js';
import { clockTime } from '../shared/time.js';
import { useNow } from '../shared/ticker.js';
import { Empty } from '../shared/empty.js';
import { useDesks } from '../wire/queries.js';
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
      {isFiltered ? (
        <button type="button" className="action" onClick={onReset}>
          {t('filter.reset')}
        </button>
      ) : (
        <NextPromise />
      )}
    </Empty>
  );
};

/** What is owed next, to whoever reads this or by nobody yet: a list without rows is no day without work. */
const NextPromise = () => {
  const { t } = useTranslation('queue');
  const time = usePromisedTime();
  const now = useNow(10_000);
  const desks = useDesks();
  const mayRead = useCan('promise:read');
  const { data } = useInfiniteQuery({ ...promisesQuery({ kind: null, isMine: true }), enabled: mayRead });
  const next = data?.pages[0]?.items[0];
  const desk = next && desks.get(next.deskId);
  if (!desk) return null;
  return (
    <Link to="/console/promises" search={{ promise: next.id }}>
      {t('empty.promise', { time: time(next, now), shop: desk.siteName })}
    </Link>
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
