import { useTranslation } from 'react-i18next';
import type { MisuseRegister } from '#libs/contracts';
import classes from './misuse.module.css';

type Texts = MisuseRegister['claims'][number]['texts'];

/** The approved texts that say that no misuse is known. */
export const ClaimTexts = ({ texts }: { texts: Texts }) => {
  const { t } = useTranslation(['misuse', 'words']);
  if (texts.length === 0) return <p className={classes.note}>{t('misuse:claim.noTexts')}</p>;
  return (
    <>
      <h3>{t('misuse:claim.texts', { count: texts.length })}</h3>
      <ul className={classes.texts}>
        {texts.map(({ key, title, language, version }) => (
          <li key={`${key} ${language}`}>
            <strong>{title}</strong>{' '}
            <span>
              {t(language === 'en' ? 'words:language.en' : 'words:language.ja')}
              {t('words:separator')}
              {t('misuse:claim.version', { version })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
