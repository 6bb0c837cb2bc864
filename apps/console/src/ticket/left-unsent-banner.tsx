import { IconMailX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../shared/announcer.js';
import shared from '../shared/shared.module.css';
import { useLeftUnsent } from './left-unsent.js';
import classes from '../shared/danger-banner.module.css';

/** Over every screen, until the inquiry is opened again: whoever has gone on takes for sent what they sent. */
export const LeftUnsentBanner = () => {
  const { t } = useTranslation('ticket');
  const [[first, ...others]] = useLeftUnsent();
  const said = first && t(`left.${first.kind}`, { number: first.number });
  useEffect(() => {
    if (said) announce(said, 'assertive');
  }, [said]);
  if (!first) return null;
  return (
    <aside className={`${shared.bannerLine} ${classes.banner}`} aria-label={t('left.label')} data-testid="left-unsent">
      <IconMailX size={18} stroke={1.75} aria-hidden="true" />
      <strong>{said}</strong>
      <span>{first.reason}</span>
      <Link to="/console/t/$number" params={{ number: first.number }} search={{}}>
        {t('left.open')}
      </Link>
      {others.length > 0 && <span className={classes.more}>{t('left.more', { count: others.length })}</span>}
    </aside>
  );
};
