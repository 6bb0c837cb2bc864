import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_SETS, type CallListPage, type CallListRow, type DeskView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import floor from '../floor/floor.module.css';
import { Action } from '../shared/action.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import classes from './kpis.module.css';

/** `/console/kpis/calls`: this day's calls behind a figure of the phone, one by one. */
export const CallListScreen = () => {
  const { t } = useTranslation('kpis');
  const { set = 'offered' } = useSearch({ from: '/console/kpis/calls' });
  const desks = useDesks();
  const calls = useInfiniteQuery({
    queryKey: ['kpis', 'calls', set],
    queryFn: ({ pageParam, signal }) =>
      api.get<CallListPage>('kpis/calls', { query: { set, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: 'always',
  });
  useEffect(() => {
    document.title = t('calls.title');
  }, [t]);
  const rows = calls.data?.pages.flatMap(({ items }) => items) ?? [];
  const counts = calls.data?.pages[0]?.counts;
  const within = calls.data?.pages[0]?.within ?? '–';
  return (
    <div className={floor.screen}>
      <header className={classes.head}>
        <h1>{t('calls.title')}</h1>
        <nav className={floor.toggle} aria-label={t('calls.sets')}>
          {CALL_SETS.map((each) => (
            <Link
              key={each}
              to="/console/kpis/calls"
              search={{ set: each }}
              aria-current={each === set ? 'page' : undefined}
            >
              {t(`calls.set.${each}`, { within })}
              {counts && ` ${counts[each]}`}
            </Link>
          ))}
        </nav>
      </header>
      {calls.error && (
        <div className={floor.failure} role="alert">
          <span>{t('failed')}</span>
          {calls.error instanceof ApiError && <span>{calls.error.sentence(presentLanguage())}</span>}
          <Action onClick={() => void calls.refetch()}>{t('retry')}</Action>
        </div>
      )}
      {calls.isSuccess && rows.length === 0 && <p className={classes.empty}>{t('calls.empty')}</p>}
      {rows.length > 0 && (
        <section className={floor.panel} aria-label={t('calls.title')} data-region>
          <table className={floor.table}>
            <thead>
              <tr>
                {(['time', 'shop', 'result', 'wait', 'agent', 'ticket'] as const).map((column) => (
                  <th key={column} scope="col" className={column === 'wait' ? floor.number : undefined}>
                    {t(`calls.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <CallLine key={row.id} row={row} desk={desks.get(row.deskId)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {calls.hasNextPage && (
        <p>
          <Action blocked={calls.isFetchingNextPage ? t('loading') : null} onClick={() => void calls.fetchNextPage()}>
            {t('calls.more')}
          </Action>
        </p>
      )}
    </div>
  );
};

const CallLine = ({ row, desk }: { row: CallListRow; desk: DeskView | undefined }) => {
  const { t } = useTranslation('kpis');
  return (
    <tr>
      <th scope="row">{clockTime(row.offeredAt)}</th>
      <td>
        <span className={floor.shop}>
          <TenantMark mark={desk?.mark} size={20} />
          {desk?.siteName ?? ''}
        </span>
      </td>
      <td>{t(`calls.result.${row.result ?? 'ringing'}`)}</td>
      <td className={floor.number}>
        {row.waitSeconds === null ? '–' : t('calls.seconds', { count: Math.round(row.waitSeconds) })}
      </td>
      <td>{row.agentName ?? '–'}</td>
      <td>
        {row.number ? (
          <Link to="/console/t/$number" params={{ number: row.number }} search={{}}>
            {row.number}
          </Link>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
};
