import { Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#libs/contracts';
import { useCommands } from '../shared/commands.js';
import { chooseDensity, DENSITIES, isDensity, useDensity } from '../shared/density.js';
import { chooseLetterKeys, useLetterKeys } from '../shared/letter-keys.js';
import { PersonInitial } from '../shared/person-initial.js';
import { presentLanguage, switchLanguage } from './i18n.js';
import { useSession } from './session.js';
import { useSignOutQuestion } from './sign-out-dialog.js';
import classes from './frame.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** 自分: language, light or dark, rows, keys, signing out here or everywhere. */
export const OwnMenu = () => {
  const { t } = useTranslation('app');
  const { user } = useSession();
  const { ask, dialog } = useSignOutQuestion();
  const density = useDensity();
  const letterKeys = useLetterKeys();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chooseLanguage = (chosen: string) => {
    const language = LANGUAGES.find((each) => each === chosen);
    if (language) void switchLanguage(language, true);
  };
  const chooseScheme = (chosen: string) => {
    const scheme = SCHEMES.find((each) => each === chosen);
    if (scheme) setColorScheme(scheme);
  };
  useCommands('setting', [
    ...LANGUAGES.map((each) => ({
      id: `language.${each}`,
      label: t('own.command', { what: t('own.language'), value: t(`own.languages.${each}`) }),
      run: () => chooseLanguage(each),
    })),
    ...SCHEMES.map((each) => ({
      id: `scheme.${each}`,
      label: t('own.command', { what: t('own.scheme'), value: t(`own.schemes.${each}`) }),
      run: () => chooseScheme(each),
    })),
    ...DENSITIES.map((each) => ({
      id: `density.${each}`,
      label: t('own.command', { what: t('own.density'), value: t(`own.densities.${each}`) }),
      run: () => chooseDensity(each),
    })),
    {
      id: 'letter-keys',
      label: t(letterKeys ? 'own.letterKeysOff' : 'own.letterKeysOn'),
      run: () => chooseLetterKeys(!letterKeys),
    },
    { id: 'sign-out', label: t('own.signOut'), run: () => void ask(false) },
  ]);
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={240} shadow="md" withinPortal>
        <Menu.Target>
          <button type="button" className={classes.own} aria-label={t('own.open', { name: user.name })}>
            <PersonInitial name={user.shortName} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{user.name}</Menu.Label>
          <Menu.Divider />
          <Menu.Label>{t('own.language')}</Menu.Label>
          <Menu.RadioGroup value={presentLanguage()} onChange={chooseLanguage}>
            {LANGUAGES.map((language) => (
              <Menu.RadioItem key={language} value={language} lang={language}>
                {t(`own.languages.${language}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Label>{t('own.scheme')}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={chooseScheme}>
            {SCHEMES.map((scheme) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                {t(`own.schemes.${scheme}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Label>{t('own.density')}</Menu.Label>
          <Menu.RadioGroup value={density} onChange={(chosen) => isDensity(chosen) && chooseDensity(chosen)}>
            {DENSITIES.map((each) => (
              <Menu.RadioItem key={each} value={each}>
                {t(`own.densities.${each}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.CheckboxItem checked={letterKeys} onChange={chooseLetterKeys}>
            {t('own.letterKeys')}
          </Menu.CheckboxItem>
          <Menu.Divider />
          <Menu.Item onClick={() => void ask(false)}>{t('own.signOut')}</Menu.Item>
          <Menu.Item onClick={() => void ask(true)}>{t('own.signOutEverywhere')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
};
