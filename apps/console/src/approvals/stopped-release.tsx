import { IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalNews } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { clockTime } from '../shared/time.js';
import { useEventSentence } from '../ticket/event-line.js';
import { MaskedText } from '../ticket/masked-text.js';
import classes from './approval-forms.module.css';

interface StoppedReleaseProps {
  news: ApprovalNews;
  onGoOn: (seenVersion: number) => void;
  onClose: () => void;
}

/** Something has happened since it was written: what, and whether it may leave all the same. A replaced fact has no way round. */
export const StoppedRelease = ({ news, onGoOn, onClose }: StoppedReleaseProps) => {
  const { t } = useTranslation('approvals');
  const sentence = useEventSentence();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section className={classes.stopped} aria-label={t('stopped.title')}>
      <h3>
        <IconHandStop size={18} stroke={1.75} aria-hidden="true" />
        {t('stopped.title')}
      </h3>
      <ul>
        {news.newMessages.map((message) => (
          <li key={message.id}>
            <strong>
              {message.from} {clockTime(message.createdAt)}
            </strong>
            <MaskedText text={message.bodyText} />
          </li>
        ))}
        {news.newMessages.length === 0 && news.newEvents.map((event) => <li key={event.id}>{sentence(event)}</li>)}
        {news.facts.map((fact) => (
          <li key={fact.label}>
            {fact.label}: <del>{fact.before}</del> <ins>{fact.now ?? t('stopped.gone')}</ins>
          </li>
        ))}
        {news.texts.map((title) => (
          <li key={title}>{t('stopped.text', { title })}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Action blocked={news.facts.length > 0 ? t('stopped.facts') : null} onClick={() => onGoOn(news.version)}>
          {t('stopped.goOn')}
        </Action>
        <Action ref={close} look="primary" onClick={onClose}>
          {t('stopped.close')}
        </Action>
      </div>
    </section>
  );
};
