import { IconSpeakerphone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorMessageView, ListView } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { clockTime } from '../shared/time.js';
import { useChange } from '../shared/use-change.js';
import { api } from '../wire/api.js';
import { onPush } from '../wire/socket.js';
import { floorMessagesQuery } from './floor-message-queries.js';
import classes from './standing-messages.module.css';

/** What stands on everybody's screen, who has read it, and who has not. */
export const StandingMessages = () => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const { data } = useQuery(floorMessagesQuery);
  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: floorMessagesQuery.queryKey });
    const stops = [onPush('floor.changed', refresh), onPush('floor.message', refresh)];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
  if (!data || data.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('message.standing')}>
      {data.map((message) => (
        <StandingMessage key={message.id} message={message} />
      ))}
    </ul>
  );
};

const StandingMessage = ({ message }: { message: FloorMessageView }) => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const mayEnd = useCan('ticket:assign');
  const { isBusy, failure, change } = useChange();
  const { read, unread } = message;
  const end = () =>
    change(
      () =>
        takeAnswer(
          queries,
          floorMessagesQuery.queryKey,
          async () => (await api.post<ListView<FloorMessageView>>(`floor/messages/${message.id}/end`)).items,
        ),
      t('message.ended'),
    );
  return (
    <li>
      <IconSpeakerphone size={16} stroke={1.75} aria-hidden="true" />
      <strong>{message.text}</strong>
      <details>
        <summary>{t('message.readBy', { count: read.length, of: read.length + unread.length })}</summary>
        <p>
          {read.length > 0 && t('message.readNames', { names: read.map(({ name }) => name).join('、') })}
          {read.length > 0 && unread.length > 0 && ' ／ '}
          {unread.length > 0 && t('message.unreadNames', { names: unread.join('、') })}
        </p>
      </details>
      <span className={classes.until}>
        {failure ?? t('message.until', { name: message.author, time: clockTime(message.until) })}
      </span>
      {mayEnd && (
        <Action look="quiet" blocked={isBusy ? t('message.busy') : null} onClick={() => void end()}>
          {t('message.end')}
        </Action>
      )}
    </li>
  );
};
