import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#libs/contracts';
import { presentLanguage, switchLanguage } from '../app/i18n.js';
import { useSession, useSignOut } from '../app/session.js';
import { PortalFrame } from './portal-frame.js';
import classes from './portal.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** `/portal/settings`: language, light or dark, signing out. */
export const PortalSettingsScreen = () => {
  const { t } = useTranslation('portal');
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const [hasFailed, setFailed] = useState(false);
  const leave = (everywhere: boolean) => void signOut(everywhere).catch(() => setFailed(true));

  return (
    <PortalFrame place="settings" title={t('settings')} readAt={null}>
      <section className={classes.panel} aria-label={t('settings')}>
        <div className={classes.setting} role="group" aria-label={t('language')}>
          <h2>{t('language')}</h2>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              className={classes.button}
              aria-pressed={presentLanguage() === language}
              onClick={() => void switchLanguage(language, true)}
            >
              {t(`languages.${language}`)}
            </button>
          ))}
        </div>
        <div className={classes.setting} role="group" aria-label={t('scheme')}>
          <h2>{t('scheme')}</h2>
          {SCHEMES.map((scheme) => (
            <button
              key={scheme}
              type="button"
              className={classes.button}
              aria-pressed={colorScheme === scheme}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`schemes.${scheme}`)}
            </button>
          ))}
        </div>
        <div className={classes.setting}>
          <h2>
            {t('account')}
            <span className={classes.email}>{user.email}</span>
          </h2>
          <button type="button" className={classes.button} onClick={() => leave(false)}>
            {t('signOut')}
          </button>
          <button type="button" className={classes.button} onClick={() => leave(true)}>
            {t('signOutEverywhere')}
          </button>
          {hasFailed && (
            <p className={classes.failure} role="alert">
              {t('signOutFailed')}
            </p>
          )}
        </div>
      </section>
    </PortalFrame>
  );
};
