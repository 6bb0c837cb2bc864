import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MailDetailView, TicketView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { mailDetailQuery } from './mail-queries.js';
import classes from './mail.module.css';

interface OtherReplyToProps {
  mail: Pick<MailDetailView, 'otherReplyTo'>;
  ticket: TicketView;
  /** Where it is said: at the mail, or where it is answered. */
  at: 'mail' | 'composer';
}

/** A mail asks to be answered elsewhere: where our answer really goes. */
export const OtherReplyTo = ({ mail: { otherReplyTo }, ticket, at }: OtherReplyToProps) => {
  const { t, i18n } = useTranslation('mail');
  const to = ticket.requester?.email;
  if (otherReplyTo.length === 0 || !to) return null;
  const replyTo = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(otherReplyTo);
  return (
    <p className={classes.linked} data-at={at}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span>{t(`replyTo.${at}`, { replyTo, to })}</span>
    </p>
  );
};

/** The same for the newest mail of a ticket, where that is answered. */
export const AnsweredElsewhere = ({ ticket }: { ticket: TicketView }) => {
  const mayLook = useCan('ticket:answer');
  const newest = ticket.messages.findLast(({ kind, channel }) => kind === 'inbound' && channel === 'email');
  const { data: mail } = useQuery({
    ...mailDetailQuery(ticket.id, newest?.id ?? ''),
    enabled: mayLook && newest !== undefined,
  });
  return mail ? <OtherReplyTo mail={mail} ticket={ticket} at="composer" /> : null;
};
