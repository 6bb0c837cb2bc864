import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.js';
import shared from '../shared/shared.module.css';

const TABS = [
  { to: '/console/settings/hours', title: 'hours:title', permission: 'desk:write' },
  { to: '/console/settings/texts', title: 'texts:title', permission: 'canned:approve' },
  { to: '/console/settings/phone', title: 'phone:system.title', permission: 'call:connect' },
] as const;

/** Between the settings of the desks, as far as this person keeps them. */
export const DeskTabs = () => {
  const { t } = useTranslation(['app', 'hours', 'texts', 'phone']);
  const { permissions } = useSession().user;
  const tabs = TABS.filter(({ permission }) => permissions.includes(permission));
  if (tabs.length < 2) return null;
  return (
    <nav className={shared.tabs} aria-label={t('app:rail.settings')}>
      {tabs.map(({ to, title }) => (
        <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
          {t(title)}
        </Link>
      ))}
    </nav>
  );
};
