import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TicketEventView } from '#libs/contracts';
import { ticketQuery } from '../wire/queries.js';
import classes from './mail.module.css';

const WORDS: Readonly<Record<string, string>> = { closed: 'closed', moved_out: 'movedOut' };

/** A mail that answers another inquiry, from somebody else or after that one was closed: people decide whether they belong together. */
export const MailLinked = ({ event }: { event: TicketEventView }) => {
  const { t } = useTranslation('mail');
  const id = typeof event.payload.relatedTicketId === 'string' ? event.payload.relatedTicketId : '';
  const { data: related } = useQuery({ ...ticketQuery(id), enabled: id !== '' });
  return (
    <p className={classes.linked}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span>{t(`linked.${WORDS[String(event.payload.because)] ?? 'text'}`)}</span>
      {related && (
        <Link to="/console/t/$number" params={{ number: related.number }}>
          {t('linked.open', { number: related.number })}
        </Link>
      )}
    </p>
  );
};
