import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { dayAndTime } from '../shared/time.js';
import classes from './mail.module.css';

/** Our mail has not left, or nobody knows whether it has: since when, and when it is tried again. */
export const MailDelayed = ({ delivery, since }: { delivery: DeliveryView; since: string }) => {
  const { t } = useTranslation('mail');
  const language = presentLanguage();
  const { state, nextAttemptAt: next, reason } = delivery;
  const sentences = [
    t(state === 'unknown' ? 'delayed.unconfirmed' : 'delayed.putOff', { since: dayAndTime(since, language) }),
    ...(next ? [t('delayed.next', { next: dayAndTime(next, language) })] : []),
    ...(state === 'unknown' && !next ? [t('delayed.last')] : []),
    ...(reason ? [t('delayed.reason', { reason })] : []),
  ];
  return (
    <p className={classes.linked} data-at="mail">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span>{sentences.join(' ')}</span>
    </p>
  );
};
