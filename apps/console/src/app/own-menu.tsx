import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#libs/contracts';
import { PersonInitial } from '../shared/person-initial.js';
import { presentLanguage, switchLanguage } from './i18n.js';
import { useSession, useSignOut } from './session.js';
import classes from './frame.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** 自分: language, light or dark, signing out here or everywhere. */
export const OwnMenu = () => {
  const { t } = useTranslation('app');
  const { user } = useSession();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mark = (chosen: boolean) => (chosen ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : null);
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.own} aria-label={t('own.open', { name: user.name })}>
          <PersonInitial name={user.shortName} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.name}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('own.language')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={presentLanguage() === language}
            rightSection={mark(presentLanguage() === language)}
            onClick={() => void switchLanguage(language, true)}
          >
            {t(`own.languages.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('own.scheme')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={mark(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`own.schemes.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut(false)}>{t('own.signOut')}</Menu.Item>
        <Menu.Item onClick={() => void signOut(true)}>{t('own.signOutEverywhere')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
