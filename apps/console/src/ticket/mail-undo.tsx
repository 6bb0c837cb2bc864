import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useNow } from '../shared/ticker.js';
import { ApiError } from '../wire/api.js';
import type { TicketVerbs } from './use-ticket-verbs.js';
import classes from './mail.module.css';

interface MailUndoProps {
  ticket: TicketView;
  ownId: string;
  verbs: TicketVerbs;
  /** The reply was taken back: its text belongs into the draft again. */
  onUndone: (reply: MessageView, after: TicketView) => void;
}

/** Seconds in which a reply can still be taken back; a clock that is wrong here never shows more than the server gives. */
const secondsLeft = (reply: MessageView, now: number): number => {
  const until = Date.parse(reply.delivery?.undoUntil ?? '');
  const given = until - Date.parse(reply.createdAt);
  return Math.ceil(Math.min(given, until - now) / 1_000);
};

/** 「取り消し n秒」 in the composer's foot while one's own last reply waits to leave. */
export const MailUndo = ({ ticket, ownId, verbs, onUndone }: MailUndoProps) => {
  const { t } = useTranslation('mail');
  const now = useNow();
  const [isBusy, setBusy] = useState(false);
  const reply = ticket.messages.findLast(
    ({ authorId, delivery }) => authorId === ownId && delivery?.state === 'queued' && delivery.undoUntil !== null,
  );
  const left = reply ? secondsLeft(reply, now) : 0;
  if (!reply || left <= 0) return null;
  const undo = async () => {
    setBusy(true);
    try {
      onUndone(reply, await verbs.undo(reply.mergedFrom?.id ?? ticket.id, reply.id));
      announce(t('undo.done'), 'assertive');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce(error.sentence(presentLanguage()), 'assertive');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Action
      className={classes.undo}
      data-undo
      icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />}
      aria-label={t('undo.label')}
      blocked={isBusy ? t('undo.busy') : null}
      onClick={() => void undo()}
    >
      {t('undo.left', { count: left })}
    </Action>
  );
};
