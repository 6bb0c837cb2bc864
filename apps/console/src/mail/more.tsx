import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import classes from './mail.module.css';

/** Further pages of a list. */
export interface MorePages {
  isLoading: boolean;
  load: () => void;
}

/** The foot of a list that goes on: how much of it is shown, and the rest on request. */
export const More = ({ pages, shown, total }: { pages: MorePages | false; shown: number; total?: number }) => {
  const { t } = useTranslation('mail');
  if (!pages) return null;
  return (
    <p className={classes.more}>
      {total !== undefined && <span>{t('more.shown', { shown, total })}</span>}
      <Action blocked={pages.isLoading ? t('loading') : null} onClick={pages.load}>
        {t('more.load')}
      </Action>
    </p>
  );
};
