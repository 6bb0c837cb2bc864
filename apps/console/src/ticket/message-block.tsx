import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskView, DeliveryView, MessageView, PassedWarnings, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { deliveryWord, isPutOff } from '../shared/delivery-word.js';
import { PersonInitial } from '../shared/person-initial.js';
import { Tag, type TagTone } from '../shared/tag.js';
import { clockTime, dayAndTime } from '../shared/time.js';
import { MailBody } from './mail-facts.js';
import { MailDelayed } from './mail-delayed.js';
import { MailReturned } from './mail-returned.js';
import { MaskedText } from './masked-text.js';
import classes from './ticket.module.css';

interface MessageBlockProps {
  message: MessageView;
  ticket: TicketView;
  desk: DeskView | undefined;
  /** Short name of the colleague who wrote it. */
  author: string | null;
  isOwn: boolean;
  isNew: boolean;
}

const TONES: Record<DeliveryView['state'], TagTone> = {
  queued: 'plain',
  sending: 'plain',
  sent: 'ok',
  failed: 'danger',
  unknown: 'warn',
  bounced: 'danger',
  withdrawn: 'plain',
};

/** It will not arrive: {@link MailReturned} says why. */
const isLost = ({ state }: DeliveryView): boolean => state === 'failed' || state === 'bounced';

/** How far an answer has come. */
const Delivery = ({ delivery }: { delivery: DeliveryView }) => {
  const { t } = useTranslation('words');
  return (
    <Tag
      tone={delivery.inOutbox ? 'plain' : isPutOff(delivery) ? 'warn' : TONES[delivery.state]}
      dashed={delivery.state === 'queued' || delivery.state === 'sending'}
    >
      {t(deliveryWord(delivery))}
      {delivery.at && delivery.state === 'sent' ? ` ${clockTime(delivery.at)}` : ''}
    </Tag>
  );
};

/** What its writer was warned of, and why it left all the same. */
const Passed = ({ passed }: { passed: PassedWarnings }) => {
  const { t } = useTranslation('ticket');
  return (
    <p className={classes.passed}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
      <span>
        {t('message.passed', { words: passed.warnings.map(({ words }) => words).join(t('context.listSeparator')) })}
      </span>
      <span>{t('message.passedReason', { reason: passed.reason })}</span>
    </p>
  );
};

const isOfCall = ({ kind, channel }: MessageView): boolean => kind === 'inbound' && channel === 'phone';

const NoteBlock = ({ message, author, isNew }: MessageBlockProps) => {
  const { t } = useTranslation(['ticket', 'merging']);
  return (
    <article
      id={`message-${message.id}`}
      className={classes.note}
      aria-label={t('ticket:message.noteBy', { name: message.from })}
    >
      <header className={classes.messageHead}>
        <IconLock size={16} stroke={1.75} aria-hidden="true" />
        <Tag tone="note">{t('ticket:message.note')}</Tag>
        <strong>{author ?? message.from}</strong>
        <time dateTime={message.createdAt}>{clockTime(message.createdAt)}</time>
        {message.mergedFrom && <Tag>{t('merging:from', { number: message.mergedFrom.number })}</Tag>}
        {isNew && <Tag tone="accent">{t('ticket:message.newNote')}</Tag>}
      </header>
      <MaskedText text={message.bodyText} />
    </article>
  );
};

/** One message: the requester's on the plain surface, ours with the desk's name, notes on the memo tint. */
export const MessageBlock = (props: MessageBlockProps) => {
  const { message, ticket, desk, author, isOwn, isNew } = props;
  const { t } = useTranslation(['ticket', 'words', 'merging']);
  if (message.kind === 'note') return <NoteBlock {...props} />;
  const language = presentLanguage();
  const isInbound = message.kind === 'inbound';
  const name = isInbound ? t('words:honorific', { name: message.from }) : (author ?? message.from);
  return (
    <article
      id={`message-${message.id}`}
      className={classes.message}
      data-withdrawn={message.delivery?.state === 'withdrawn' || undefined}
      aria-label={t('ticket:message.by', { name })}
    >
      <header className={classes.messageHead}>
        {!isInbound && author && <PersonInitial name={author} />}
        <strong>{isOwn ? t('ticket:message.own', { name }) : name}</strong>
        <span className={classes.meta}>
          <ChannelIcon channel={message.channel} size={15} />
          {!isInbound && desk ? t('ticket:message.inName', { name: desk.siteName }) : ''}
          {t(`words:channel.${message.channel}`)}
        </span>
        <time dateTime={message.createdAt}>{dayAndTime(message.createdAt, language)}</time>
        {isInbound && ticket.call && message === ticket.messages.find(isOfCall) && (
          <Tag>{t(`words:callOutcome.${ticket.call.outcome}`)}</Tag>
        )}
        {message.mergedFrom && <Tag>{t('merging:from', { number: message.mergedFrom.number })}</Tag>}
        {message.delivery && <Delivery delivery={message.delivery} />}
        {isNew && <Tag tone="accent">{t(isInbound ? 'ticket:message.new' : 'ticket:message.newReply')}</Tag>}
      </header>
      {isInbound && message.channel === 'email' ? (
        <MailBody message={message} ticket={ticket} />
      ) : (
        <MaskedText text={message.bodyText} language={ticket.language} />
      )}
      {message.passed && <Passed passed={message.passed} />}
      {message.delivery && isLost(message.delivery) && <MailReturned delivery={message.delivery} />}
      {message.delivery && (isPutOff(message.delivery) || message.delivery.state === 'unknown') && (
        <MailDelayed delivery={message.delivery} since={message.createdAt} />
      )}
    </article>
  );
};
