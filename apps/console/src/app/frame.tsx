import { IconMessageDots } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useIncomingCalls } from '../phone/incoming.js';
import { RingBanner } from '../phone/ring-banner.js';
import { useNumberLease } from '../phone/number-lease.js';
import { useTabTwins } from '../phone/tab-twins.js';
import { useSendUnsent } from '../phone/unsent-calls.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useNow } from '../shared/ticker.js';
import { clockTime, dayLabel } from '../shared/time.js';
import { withCounters } from '../wire/counters.js';
import { countersQuery } from '../wire/queries.js';
import { usePushedCounters } from '../wire/use-pushed-counters.js';
import { useLiveTexts } from '../ticket/canned-queries.js';
import { LeftUnsentBanner } from '../ticket/left-unsent-banner.js';
import { PracticeBand } from '../training/practice-band.js';
import { FloorMessageBanner } from '../floor/floor-message-banner.js';
import { EscalationBanner } from '../escalations/escalation-banner.js';
import { closeSocket, openSocket } from '../wire/socket.js';
import { ConnectionWord } from './connection-word.js';
import { presentLanguage } from './i18n.js';
import { KeysDialog } from './keys-dialog.js';
import { OwnState } from './own-state.js';
import { OwnMenu } from './own-menu.js';
import { Rail } from './rail.js';
import { nextRegion } from './regions.js';
import { SearchField } from './search-field.js';
import { LostSession } from './lost-session.js';
import { loseSession, useSession } from './session.js';
import classes from './frame.module.css';

const Clock = () => {
  const now = useNow(10_000);
  return (
    <time className={classes.clock} dateTime={new Date(now).toISOString()}>
      {dayLabel(now, presentLanguage())} <strong>{clockTime(now)}</strong>
    </time>
  );
};

/** Opens this tab's socket for as long as the console is shown, and keeps the counters fresh from its pushes. */
const useLiveFrame = () => {
  useEffect(() => {
    openSocket(loseSession);
    return closeSocket;
  }, []);
  usePushedCounters(countersQuery.queryKey, withCounters);
};

/** Top bar and rail around every screen of the console. */
export const Frame = () => {
  const { t } = useTranslation(['app', 'words']);
  const { incident } = useSession();
  useLiveFrame();
  useLiveTexts();
  useTabTwins();
  useNumberLease();
  useSendUnsent();
  useIncomingCalls();
  useShortcuts({ f6: (event) => nextRegion(event.shiftKey ? -1 : 1), 'shift+f6': () => nextRegion(-1) });
  return (
    <div className={classes.frame}>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className={classes.top} data-region>
        <Link to="/console" className={classes.brand} aria-label={t('brand')}>
          <IconMessageDots size={22} stroke={2} aria-hidden="true" />
        </Link>
        <div className={classes.incident}>
          {incident && (
            <>
              <strong>{incident.title}</strong>
              <span className={classes.scope}>
                {t('scope', {
                  tenants: t('words:count.companies', { count: incident.tenantCount, value: incident.tenantCount }),
                  sites: t('words:count.sites', { count: incident.siteCount, value: incident.siteCount }),
                })}
              </span>
            </>
          )}
        </div>
        <SearchField />
        <ConnectionWord />
        <OwnState />
        <Clock />
        <OwnMenu />
      </header>
      <div className={classes.banners}>
        <PracticeBand />
        <RingBanner />
        <LeftUnsentBanner />
        <EscalationBanner />
        <FloorMessageBanner />
      </div>
      <Rail />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <KeysDialog />
      <LostSession />
    </div>
  );
};
