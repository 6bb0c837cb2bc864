import { IconHome, IconMessages, IconRefresh, IconSettings } from '@tabler/icons-react';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { shopColours, TenantMark } from '../shared/tenant-mark.js';
import { clockTime } from '../shared/time.js';
import { newsWereRead, useNews } from './portal-news.js';
import { PORTAL_KEY } from './portal-queries.js';
import classes from './portal-frame.module.css';
import { useOwnDesks } from './use-own-desks.js';

const PLACES = [
  { to: '/portal', key: 'home', Icon: IconHome },
  { to: '/portal/tickets', key: 'tickets', Icon: IconMessages },
  { to: '/portal/settings', key: 'settings', Icon: IconSettings },
] as const;

interface PortalFrameProps {
  /** Which place is marked in the navigation. */
  place: (typeof PLACES)[number]['key'];
  /** When what is shown was read, in milliseconds; 0 or null while nothing is. */
  readAt: number | null;
  title: string;
  children: ReactNode;
}

/** The shop's own frame. Nothing moves by itself: it says how old the page is, and that there is something new. */
export const PortalFrame = ({ place, readAt, title, children }: PortalFrameProps) => {
  const { t } = useTranslation('portal');
  const { name, mark } = useOwnDesks();
  const queries = useQueryClient();
  const isFetching = useIsFetching({ queryKey: [PORTAL_KEY] }) > 0;
  const hasNews = useNews();

  useEffect(() => {
    document.title = name ? `${title} - ${name}` : title;
  }, [title, name]);
  const refresh = () => {
    newsWereRead();
    void queries.resetQueries({ queryKey: [PORTAL_KEY], type: 'inactive' });
    void queries.refetchQueries({ queryKey: [PORTAL_KEY], type: 'active' });
  };

  return (
    <div className={classes.frame}>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className={classes.head} style={mark && shopColours(mark.hue)}>
        <TenantMark mark={mark} size={36} />
        <div className={classes.owner}>
          <strong>{name}</strong>
          <span>{t('subtitle')}</span>
        </div>
        <nav aria-label={t('nav.label')} className={classes.nav}>
          {PLACES.map(({ to, key, Icon }) => (
            <Link key={key} to={to} activeOptions={{ exact: true }} aria-current={key === place ? 'page' : undefined}>
              <Icon size={22} stroke={1.75} aria-hidden />
              {t(`nav.${key}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.age}>
          {readAt ? (
            <time dateTime={new Date(readAt).toISOString()}>{t('at', { time: clockTime(readAt) })}</time>
          ) : null}
          <button type="button" className={classes.refresh} aria-disabled={isFetching} onClick={refresh}>
            <IconRefresh size={18} stroke={1.75} aria-hidden />
            {isFetching ? t('refreshing') : t('refresh')}
          </button>
        </div>
      </header>
      <div role="status" className={classes.news}>
        {hasNews && (
          <>
            <span>{t('changed')}</span>
            <button type="button" onClick={refresh}>
              {t('showNew')}
            </button>
          </>
        )}
      </div>
      <main id="main" tabIndex={-1} className={classes.main}>
        <h1 className="visually-hidden">{title}</h1>
        {children}
      </main>
    </div>
  );
};
