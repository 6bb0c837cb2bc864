import {
  IconAlertOctagon,
  IconCircleCheck,
  IconHelpCircle,
  IconLanguage,
  IconAlertTriangle,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailDetailView, MessageView, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { RawMail } from '../mail/raw-mail.js';
import { SenderProof } from '../mail/sender-proof.js';
import { Tag } from '../shared/tag.js';
import { ApiError } from '../wire/api.js';
import { MailAttachment } from './mail-attachment.js';
import { MailMoveOut } from './mail-move-out.js';
import { mailDetailQuery, rawBehindQuery } from './mail-queries.js';
import { OtherReplyTo } from './mail-reply-to.js';
import { framePage, isChecked, mailText, senderState } from './mail-text.js';
import { MaskedText } from './masked-text.js';
import classes from './mail.module.css';

const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;
const SENDER = {
  known: { tone: 'ok', Icon: IconCircleCheck },
  unknown: { tone: 'plain', Icon: IconHelpCircle },
  forged: { tone: 'danger', Icon: IconAlertOctagon },
} as const;

const Headers = ({ mail }: { mail: MailDetailView }) => {
  const { t } = useTranslation('mail');
  return (
    <table className={classes.headers}>
      <caption className="visually-hidden">{t('detail.headers')}</caption>
      <tbody>
        {mail.headers.map(({ name, value }, index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** The mail as it came, asked for when somebody wants to see it. */
const Original = ({ ticketId, messageId }: { ticketId: string; messageId: string }) => {
  const { t } = useTranslation('mail');
  const { data: raw, error } = useQuery(rawBehindQuery(ticketId, messageId));
  if (error) return <p role="alert">{error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}</p>;
  return (
    <section className={classes.original} aria-label={t('detail.original')}>
      {raw ? <RawMail raw={raw} /> : <p>{t('loading')}</p>}
    </section>
  );
};

type Part = 'html' | 'headers' | 'original';

/** Who it really comes from, what was mended, and the ways to look behind the text. */
const Facts = ({ mail, ticket }: { mail: MailDetailView; ticket: TicketView }) => {
  const ticketId = ticket.id;
  const { t } = useTranslation('mail');
  const [open, setOpen] = useState<Part | null>(null);
  const mayMove = useCan('mail:review') && mail.isFollowUp;
  const state = senderState(mail);
  const { tone, Icon } = SENDER[state];
  const parts: Part[] = mail.html === null ? ['headers', 'original'] : ['html', 'headers', 'original'];
  return (
    <>
      <div className={classes.facts}>
        <span className={classes.address}>{mail.fromAddress ?? t('detail.noSender')}</span>
        <Tag tone={tone} icon={<Icon {...icon} />}>
          {t(`detail.sender.${state}`)}
        </Tag>
        {mail.messageIdReused && (
          <span className={classes.fact} data-tone="warn">
            <IconAlertTriangle {...icon} />
            {t('detail.messageIdReused')}
          </span>
        )}
        {isChecked(mail) && (
          <span className={classes.fact}>
            <SenderProof proof={mail.proof} />
          </span>
        )}
        {mail.charsetRepaired && (
          <span className={classes.fact}>
            <IconLanguage {...icon} />
            {t('detail.repaired', { charset: mail.charset.toUpperCase() })}
          </span>
        )}
        {mail.unreadable && (
          <span className={classes.fact} data-tone="warn">
            <IconAlertTriangle {...icon} />
            {t(mail.unreadable === 'encrypted' ? 'detail.encrypted' : 'detail.unreadable')}
          </span>
        )}
        <span className={classes.parts}>
          {parts.map((part) => (
            <button
              key={part}
              type="button"
              className={classes.link}
              aria-expanded={open === part}
              onClick={() => setOpen(open === part ? null : part)}
            >
              {t(`detail.${part}`)}
            </button>
          ))}
        </span>
      </div>
      <OtherReplyTo mail={mail} ticket={ticket} at="mail" />
      {mayMove && <MailMoveOut ticketId={ticketId} messageId={mail.messageId} />}
      {mail.posedAddress !== null && (
        <p className={classes.linked} data-at="mail">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
          <span>{t('detail.posed', { posed: mail.posedAddress, address: mail.fromAddress })}</span>
        </p>
      )}
      {state === 'forged' && <p className={classes.forged}>{t('detail.forgedNote')}</p>}
      {mail.attachments.length > 0 && (
        <ul className={classes.files} aria-label={t('attachment.label')}>
          {mail.attachments.map((attachment) => (
            <MailAttachment
              key={attachment.id}
              ticketId={ticketId}
              messageId={mail.messageId}
              attachment={attachment}
            />
          ))}
        </ul>
      )}
      {open === 'html' && mail.html !== null && (
        <figure className={classes.frame}>
          <iframe title={t('detail.frame')} sandbox="" srcDoc={framePage(mail.html)} referrerPolicy="no-referrer" />
          <figcaption>{t('detail.frameNote')}</figcaption>
        </figure>
      )}
      {open === 'headers' && <Headers mail={mail} />}
      {open === 'original' && <Original ticketId={ticketId} messageId={mail.messageId} />}
    </>
  );
};

/** An inbound mail: its facts, its own words, and its quotation folded behind them. */
export const MailBody = ({ message, ticket }: { message: MessageView; ticket: TicketView }) => {
  const { t } = useTranslation('mail');
  const mayLook = useCan('ticket:answer');
  const {
    data: mail,
    error,
    isLoading,
    refetch,
  } = useQuery({
    ...mailDetailQuery(ticket.id, message.id),
    enabled: mayLook,
  });
  const [isOpen, setOpen] = useState(false);
  const { fresh, quoted } = mailText(message.bodyText, mail?.freshLength ?? 0);
  return (
    <>
      {isLoading && <div className={classes.facts} aria-hidden="true" />}
      {mail && <Facts mail={mail} ticket={ticket} />}
      {error && !(error instanceof ApiError && error.status === 404) && (
        <p className={classes.facts}>
          {error instanceof ApiError ? error.sentence(presentLanguage()) : t('detail.failed')}
          <button type="button" className={classes.link} onClick={() => void refetch()}>
            {t('again')}
          </button>
        </p>
      )}
      <MaskedText text={fresh} language={ticket.language} />
      {quoted !== null && (
        <>
          <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'detail.hideQuoted' : 'detail.showQuoted')}
          </button>
          {isOpen && (
            <div className={classes.quoted}>
              <MaskedText text={quoted} language={ticket.language} />
            </div>
          )}
        </>
      )}
    </>
  );
};
