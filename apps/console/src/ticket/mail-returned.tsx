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

/** What stopped a mail before any server saw it. */
const OWN_CAUSES: Record<string, string> = {
  address_refused: 'badAddress',
  host_refused: 'relay',
};

const causeOf = (reason: string | null): string | null => {
  const status = /\b[245]\.(\d{1,3}\.\d{1,3})\b/.exec(reason ?? '')?.[1];
  return (status && CAUSES[status]) ?? null;
};

/** Our mail never arrived, and why: in words, with the mail server's own ones behind them. */
export const MailReturned = ({ delivery }: { delivery: DeliveryView }) => {
  const { t } = useTranslation('mail');
  const { reason } = delivery;
  const own = OWN_CAUSES[reason ?? ''];
  const cause = t(`returned.cause.${own ?? causeOf(reason) ?? 'unknown'}`);
  const words = reason === null || own ? t('returned.plain', { cause }) : t('returned.quoted', { cause, reason });
  return (
    <p className={classes.returned}>
      <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
};
