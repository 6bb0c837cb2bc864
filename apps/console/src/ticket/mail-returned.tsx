import { IconAlertOctagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '#libs/contracts';
import classes from './mail.module.css';

/** Relays answer `5.1.1 …`: the second and third figure say why, in every language. */
const CAUSES: Record<string, string> = {
  '1.1': 'noMailbox',
  '1.2': 'noDomain',
  '1.10': 'noDomain',
  '2.1': 'disabled',
  '2.2': 'full',
  '3.4': 'tooLarge',
  '4.4': 'noDomain',
  '4.7': 'tooLong',
  '7.1': 'refused',
};

const causeOf = (reason: string | null): string | null => {
  const status = /\b[245]\.(\d{1,3}\.\d{1,3})\b/.exec(reason ?? '')?.[1];
  return (status && CAUSES[status]) ?? null;
};

/** Our mail never arrived, and why: in words, with the mail server's own ones behind them. */
export const MailReturned = ({ delivery }: { delivery: DeliveryView }) => {
  const { t } = useTranslation('mail');
  const cause = t(`returned.cause.${causeOf(delivery.reason) ?? 'unknown'}`);
  const { reason } = delivery;
  const words = reason === null ? t('returned.plain', { cause }) : t('returned.quoted', { cause, reason });
  return (
    <p className={classes.returned}>
      <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
};
