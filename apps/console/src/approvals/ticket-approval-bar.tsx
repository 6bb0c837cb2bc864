import { IconArrowBackUp, IconClockPause } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { dayAndTime } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { takeTicket } from '../wire/queries.js';
import { ticketApprovalQuery } from './approval-queries.js';
import classes from './notice.module.css';

interface TicketApprovalBarProps {
  ticket: TicketView;
  /** The text is its writer's again. */
  onBack: (text: string) => void;
}

/** Over the composer: that a reply waits and who reads it, or with which words it came back. */
export const TicketApprovalBar = ({ ticket, onBack }: TicketApprovalBarProps) => {
  const { t } = useTranslation('approvals');
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const mayAnswer = useCan('ticket:answer');
  const waits = ticket.state === 'waiting_approval';
  const wasReturned =
    ticket.events.findLast(({ type }) => type.startsWith('ticket.'))?.type === 'ticket.approval_returned';
  const { data } = useQuery({
    ...ticketApprovalQuery(ticket.id, ticket.version),
    enabled: mayAnswer && (waits || wasReturned),
  });
  const approval = data?.approval;
  if (!approval) return null;
  const pullBack = async () => {
    setBusy(true);
    try {
      const after = await api.post<TicketView>(`approvals/${approval.id}/pull-back`);
      takeTicket(queries, after);
      announce(t('composer.pulledBack'), 'assertive');
      onBack(approval.text);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce(error.sentence(presentLanguage()), 'assertive');
      await queries.invalidateQueries({ queryKey: ['approvals'] });
    } finally {
      setBusy(false);
    }
  };
  if (approval.state === 'waiting' && waits) {
    return (
      <div className={classes.bar} role="status">
        <IconClockPause size={16} stroke={1.75} aria-hidden="true" />
        <span>
          {t('composer.waiting', {
            name: approval.author.name,
            time: dayAndTime(approval.requestedAt, presentLanguage()),
          })}{' '}
          {approval.reviewer && t('composer.reviewing', { name: approval.reviewer.name })}
        </span>
        {approval.isAuthor && (
          <Action blocked={isBusy ? t('busy') : null} onClick={() => void pullBack()}>
            {t('composer.pullBack')}
          </Action>
        )}
      </div>
    );
  }
  if (approval.state !== 'returned' || !approval.isAuthor || !approval.returnCode) return null;
  return (
    <div className={classes.bar} data-returned role="status">
      <IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />
      <span>
        <strong>
          {t('composer.returned', { name: approval.decidedBy ?? '', code: t(`return.${approval.returnCode}`) })}
        </strong>{' '}
        {approval.returnWords}
      </span>
      <Action onClick={() => onBack(approval.text)}>{t('composer.takeText')}</Action>
    </div>
  );
};
