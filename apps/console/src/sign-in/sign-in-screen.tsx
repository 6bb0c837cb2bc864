import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { IconLock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type SessionView } from '#libs/contracts';
import { hasChosenLanguage, switchLanguage } from '../app/i18n.js';
import { tellTabs } from '../app/session-tabs.js';
import { hasDrafts, keepDraftsFor } from '../shared/drafts.js';
import { setCsrfToken } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { destinationOf } from './destination.js';
import { SignInCard } from './sign-in-card.js';
import classes from './sign-in.module.css';

const LANGUAGE_NAMES = { ja: '日本語', en: 'English' } as const;

/** `/login`. */
export const SignInScreen = () => {
  const { t } = useTranslation('sign-in');
  const enter = useEnter();

  useEffect(() => {
    document.title = `${t('title')} - ${t('deskName')}`;
  }, [t]);

  return (
    <div className={classes.page}>
      <main className={classes.middle}>
        <div className={classes.column}>
          <SignInCard
            title={t('title')}
            notice={<EndedSession />}
            foot={<p className={classes.firstTime}>{t('firstTime')}</p>}
            onEnter={enter}
          />
        </div>
      </main>
      <Foot />
    </div>
  );
};

/** Takes the session over and goes on to the page that was asked for. */
const useEnter = () => {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false });
  return async (session: SessionView) => {
    keepDraftsFor(session.user.id);
    tellTabs(session.user.id);
    setCsrfToken(session.csrfToken);
    client.clear();
    client.setQueryData(sessionQuery.queryKey, session);
    if (!hasChosenLanguage()) await switchLanguage(session.user.language, false);
    router.history.push(destinationOf(session.user, next));
  };
};

/** To whoever was at work until a moment ago: why this page is here, and that nothing written is lost. */
const EndedSession = () => {
  const { t } = useTranslation('sign-in');
  const { ended } = useSearch({ strict: false });
  if (!ended) return null;
  return (
    <p className={classes.notice} role="status">
      {t('ended')} {hasDrafts() && t('endedKept')}
    </p>
  );
};

const Foot = () => {
  const { t, i18n } = useTranslation('sign-in');
  return (
    <footer className={classes.foot}>
      <span className={classes.recorded}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        {t('recorded')}
      </span>
      <span className={classes.languages} role="group" aria-label={t('language')}>
        {LANGUAGES.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={i18n.language === language}
            onClick={() => void switchLanguage(language, true)}
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </span>
    </footer>
  );
};
