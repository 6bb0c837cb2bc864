import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { clockTime, isoDay, shortDay } from '../shared/time.js';
import classes from './portal-tickets.module.css';
import { initialsWords } from './initials-words.js';
import { StateTag } from './state-tag.js';

/** One inquiry in a shop's list: topic, number, initials, state, time. */
export const TicketLine = ({ ticket, today }: { ticket: TicketRow; today: string }) => {
  const { t } = useTranslation('portal');
  const topic = t(`words:topic.${ticket.topic}`);
  const name = initialsWords(t, ticket.requesterName);
  const at =
    isoDay(ticket.createdAt) === today ? clockTime(ticket.createdAt) : shortDay(ticket.createdAt, presentLanguage());
  return (
    <Link
      to="/portal/tickets/$number"
      params={{ number: ticket.number }}
      search={true}
      className={classes.line}
      aria-label={t('open', { topic, number: ticket.number, name, state: t(`state.${ticket.state}`), at })}
    >
      <ChannelIcon channel={ticket.channel} size={18} />
      <span className={classes.lineText}>
        <strong>{topic}</strong>
        <span>
          <span>{ticket.number}</span>
          <span>{name}</span>
        </span>
      </span>
      <StateTag state={ticket.state} />
      <time dateTime={ticket.createdAt}>{at}</time>
    </Link>
  );
};
