import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.js';
import shared from '../shared/shared.module.css';

/** Between the roster, the practice record and, for those who keep them, the accounts. */
export const PeopleTabs = () => {
  const { t } = useTranslation('people');
  const keepsAccounts = useCan('account:write');
  return (
    <nav className={shared.tabs} aria-label={t('title')}>
      <Link to="/console/settings/roster" activeProps={{ 'aria-current': 'page' }}>
        {t('roster.title')}
      </Link>
      <Link to="/console/settings/training" activeProps={{ 'aria-current': 'page' }}>
        {t('training.record')}
      </Link>
      {keepsAccounts && (
        <Link to="/console/settings/accounts" activeProps={{ 'aria-current': 'page' }}>
          {t('accounts.title')}
        </Link>
      )}
    </nav>
  );
};
