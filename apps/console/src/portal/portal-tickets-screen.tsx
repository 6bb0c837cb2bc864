import { useInfiniteQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../shared/time.js';
import { PortalFrame } from './portal-frame.js';
import { PortalFailure } from './portal-notice.js';
import { isStateFilter, listQuery, STATE_FILTERS, type StateFilter } from './portal-queries.js';
import portal from './portal.module.css';
import classes from './portal-tickets.module.css';
import { TicketLine } from './ticket-line.js';
import { serverNow } from '../wire/server-clock.js';

const FILTERS = Object.keys(STATE_FILTERS).filter(isStateFilter);

/** `/portal/tickets`: all inquiries of this shop, with initials instead of names. */
export const PortalTicketsScreen = () => {
  const { t } = useTranslation('portal');
  const { state, q = '' } = useSearch({ from: '/portal/tickets' });
  const navigate = useNavigate({ from: '/portal/tickets' });
  const filter: StateFilter = isStateFilter(state) ? state : 'all';
  const list = useInfiniteQuery(listQuery(filter, q));
  const tickets = list.data?.pages.flatMap((page) => page.items) ?? [];
  const today = isoDay(list.dataUpdatedAt || serverNow());

  return (
    <PortalFrame place="tickets" title={t('listTitle')} readAt={list.dataUpdatedAt}>
      <SearchForm q={q} onSearch={(words) => void navigate({ search: (now) => ({ ...now, q: words || undefined }) })} />
      <nav className={classes.filters} aria-label={t('filter')}>
        {FILTERS.map((each) => (
          <Link
            key={each}
            to="/portal/tickets"
            search={(now) => ({ ...now, state: each === 'all' ? undefined : each })}
            activeOptions={{ exact: true }}
            aria-current={each === filter ? 'page' : undefined}
          >
            {t(`filters.${each}`)}
          </Link>
        ))}
      </nav>
      {list.error && (
        <PortalFailure error={list.error} isKept={list.data !== undefined} onRetry={() => void list.refetch()} />
      )}
      <section className={portal.panel} aria-label={t('listTitle')}>
        <p className={classes.found} role="status">
          {list.isPending ? t('loading') : t('found', { count: tickets.length })}
        </p>
        {list.isSuccess && tickets.length === 0 && (
          <p className={portal.quiet}>{q || filter !== 'all' ? t('none') : t('noneYet')}</p>
        )}
        <ul>
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <TicketLine ticket={ticket} today={today} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={classes.more}>
            <button
              type="button"
              className={portal.button}
              aria-disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {list.isFetchingNextPage ? t('loading') : t('more')}
            </button>
          </div>
        )}
      </section>
    </PortalFrame>
  );
};

const SearchForm = ({ q, onSearch }: { q: string; onSearch: (q: string) => void }) => {
  const { t } = useTranslation('portal');
  const [typed, setTyped] = useState(q);
  const [asked, setAsked] = useState(q);
  // Also where the way back leads to other words.
  if (asked !== q) {
    setAsked(q);
    setTyped(q);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <label className="visually-hidden" htmlFor="portal-search">
        {t('search')}
      </label>
      <input
        id="portal-search"
        type="search"
        placeholder={t('search')}
        value={typed}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" className={portal.button}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        {t('searchButton')}
      </button>
      {q && (
        <button type="button" className={portal.button} onClick={() => onSearch('')}>
          {t('clearSearch')}
        </button>
      )}
    </form>
  );
};
