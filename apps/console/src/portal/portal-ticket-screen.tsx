import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageView, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { deliveryWord, isPutOff } from '../shared/delivery-word.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime } from '../shared/time.js';
import { MaskedText } from '../ticket/masked-text.js';
import { ApiError } from '../wire/api.js';
import { initialsWords } from './initials-words.js';
import { PortalFrame } from './portal-frame.js';
import { PortalFailure } from './portal-notice.js';
import { ticketQuery } from './portal-queries.js';
import portal from './portal.module.css';
import classes from './portal-ticket.module.css';
import { StateTag } from './state-tag.js';

/** `/portal/tickets/:number`: one inquiry as its requester knows it, without anything that only staff see. */
export const PortalTicketScreen = () => {
  const { t } = useTranslation('portal');
  const { number } = useParams({ from: '/portal/tickets/$number' });
  const { data: ticket, error, isPending, dataUpdatedAt, refetch } = useQuery(ticketQuery(number));
  const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 400);

  return (
    <PortalFrame
      place="tickets"
      title={ticket ? t(`words:topic.${ticket.topic}`) : t('listTitle')}
      readAt={dataUpdatedAt}
    >
      <Link to="/portal/tickets" search={true} className={classes.back}>
        <IconChevronLeft size={18} stroke={1.75} aria-hidden />
        {t('back')}
      </Link>
      {isMissing ? (
        <div className={classes.missing} role="alert">
          <strong>{t('notFound')}</strong>
          <span>{t('notFoundNote')}</span>
        </div>
      ) : (
        error && <PortalFailure error={error} isKept={ticket !== undefined} onRetry={() => void refetch()} />
      )}
      {isPending && <p className={portal.quiet}>{t('loading')}</p>}
      {ticket && !isMissing && (
        <>
          <TicketHead ticket={ticket} />
          <Conversation messages={ticket.messages} />
        </>
      )}
    </PortalFrame>
  );
};

const TicketHead = ({ ticket }: { ticket: TicketView }) => {
  const { t } = useTranslation('portal');
  const language = presentLanguage();
  const facts = [
    [t('ticket.number'), ticket.number],
    [t('ticket.requester'), initialsWords(t, ticket.requesterName)],
    [t('ticket.receivedAt'), dayAndTime(ticket.createdAt, language)],
    [t('ticket.firstReply'), ticket.firstReplyAt ? dayAndTime(ticket.firstReplyAt, language) : t('ticket.notYet')],
  ];
  return (
    <section className={portal.panel} aria-labelledby="ticket-topic">
      <div className={portal.panelHead}>
        <ChannelIcon channel={ticket.channel} size={18} />
        <h2 id="ticket-topic">{t(`words:topic.${ticket.topic}`)}</h2>
        <StateTag state={ticket.state} />
      </div>
      <dl className={classes.ticketFacts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('ticket.channel')}</dt>
          <dd>
            {t(`words:channel.${ticket.channel}`)}
            {ticket.call && ` ・ ${t(`words:callOutcome.${ticket.call.outcome}`)}`}
          </dd>
        </div>
      </dl>
    </section>
  );
};

/** Notes never reach a shop; the filter keeps it so should one ever be sent. */
const Conversation = ({ messages }: { messages: readonly MessageView[] }) => {
  const { t } = useTranslation('portal');
  const shown = messages.filter((message) => message.kind !== 'note');
  return (
    <section className={portal.panel} aria-labelledby="conversation-title">
      <div className={portal.panelHead}>
        <h2 id="conversation-title">{t('ticket.conversation')}</h2>
      </div>
      {shown.length === 0 && <p className={portal.quiet}>{t('ticket.nothing')}</p>}
      <ol>
        {shown.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ol>
    </section>
  );
};

const Message = ({ message }: { message: MessageView }) => {
  const { t } = useTranslation('portal');
  const isInbound = message.kind === 'inbound';
  const isCall = isInbound && message.channel === 'phone';
  const { delivery } = message;
  const isTroubled = delivery && (isPutOff(delivery) || ['failed', 'unknown', 'bounced'].includes(delivery.state));
  return (
    <li className={classes.message} data-kind={message.kind}>
      <div className={classes.messageHead}>
        <ChannelIcon channel={message.channel} />
        <strong>{t(isCall ? 'callNote' : isInbound ? 'fromRequester' : 'fromDesk')}</strong>
        {message.automatic && <Tag>{t('automatic')}</Tag>}
        {delivery && <Tag tone={isTroubled ? 'danger' : 'plain'}>{t(deliveryWord(delivery))}</Tag>}
        <time dateTime={message.createdAt}>{dayAndTime(message.createdAt, presentLanguage())}</time>
      </div>
      <div className={classes.messageText}>
        <MaskedText text={message.bodyText} />
      </div>
    </li>
  );
};
