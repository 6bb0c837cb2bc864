import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import classes from './mail.module.css';

interface MailMoveOutProps {
  ticketId: string;
  messageId: string;
}

/** A mail that was added to the wrong inquiry gets one of its own; asked twice, as it cannot be put back. */
export const MailMoveOut = ({ ticketId, messageId }: MailMoveOutProps) => {
  const { t } = useTranslation('mail');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { isBusy, failure, attempt } = useAttempt();
  const [isAsking, setAsking] = useState(false);
  const moveOut = async () => {
    const own = await attempt(() => api.post<TicketView>(`tickets/${ticketId}/messages/${messageId}/mail/move-out`));
    if (!own) return;
    announce(t('moveOut.done', { number: own.number }), 'assertive');
    void queries.invalidateQueries({ queryKey: ['mail-detail', messageId] });
    // Whoever comes back here finds nothing of the mail, not even for a moment.
    await queries.invalidateQueries({ queryKey: ['ticket'] });
    await navigate({ to: '/console/t/$number', params: { number: own.number } });
  };
  if (!isAsking) {
    return (
      <button type="button" className={classes.link} onClick={() => setAsking(true)}>
        {t('moveOut.ask')}
      </button>
    );
  }
  return (
    <div className={classes.moveOut} role="group" aria-label={t('moveOut.ask')}>
      <p>{t('moveOut.note')}</p>
      <Action
        icon={<IconArrowsSplit2 size={16} stroke={1.75} aria-hidden="true" />}
        blocked={isBusy ? t('review.busy') : null}
        onClick={() => void moveOut()}
      >
        {t('moveOut.yes')}
      </Action>
      <Action look="quiet" autoFocus onClick={() => setAsking(false)}>
        {t('moveOut.no')}
      </Action>
      {failure && <span role="alert">{failure}</span>}
    </div>
  );
};
