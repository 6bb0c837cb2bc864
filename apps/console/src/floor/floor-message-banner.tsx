import { IconSpeakerphone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListView, UnreadMessage } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { clockTime } from '../shared/time.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { onConnected, onPush } from '../wire/socket.js';
import classes from './floor-message-banner.module.css';
import { unreadMessagesQuery } from './floor-message-queries.js';

/** What a supervisor tells everybody, over every screen until it is acknowledged; the eldest first. */
export const FloorMessageBanner = () => (useCan('ticket:claim') ? <Banner /> : null);

const Banner = () => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const { data } = useQuery(unreadMessagesQuery);
  const { isBusy, attempt } = useAttempt();
  const message = data?.at(-1);
  const said = useRef<string | null>(null);

  useEffect(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: unreadMessagesQuery.queryKey });
    const stops = [onPush('floor.message', refresh), onConnected(refresh)];
    return () => stops.forEach((stop) => stop());
  }, [queries]);

  useEffect(() => {
    if (!message || said.current === message.id) return;
    said.current = message.id;
    announce(t('message.said', { name: message.author, text: message.text }), 'assertive');
  }, [message, t]);

  const acknowledge = async () => {
    if (!message || isBusy) return;
    await attempt(async () => {
      await takeAnswer(
        queries,
        unreadMessagesQuery.queryKey,
        async () => (await api.post<ListView<UnreadMessage>>(`people/me/messages/${message.id}/read`)).items,
      );
      announce(t('message.acknowledged'));
    });
  };
  useShortcuts({ 'alt+y': () => (message ? void acknowledge() : false) });

  if (!message || !data) return null;
  return (
    <aside className={classes.banner} aria-label={t('message.label')} data-testid="floor-message">
      <IconSpeakerphone size={18} stroke={1.75} aria-hidden="true" />
      <strong>{message.text}</strong>
      <span className={classes.from}>
        {t('message.from', { name: message.author, time: clockTime(message.sentAt) })}
        {data.length > 1 && t('words:separator') + t('message.more', { count: data.length - 1 })}
      </span>
      <Action keys={['Alt', 'Y']} blocked={isBusy ? t('message.busy') : null} onClick={() => void acknowledge()}>
        {t('message.acknowledge')}
      </Action>
    </aside>
  );
};
