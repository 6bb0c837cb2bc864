import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { ticketQuery } from '../wire/queries.js';
import { onConnected, onPush } from '../wire/socket.js';

const isOfMessage = (type: string): boolean => type.startsWith('message.') || type === 'ticket.reply_withdrawn';

/** Keeps an open ticket fresh, and tells which messages came while it was open and are not one's own. */
export const useNews = (ticket: TicketView, ownId: string): ReadonlySet<string> => {
  const { t } = useTranslation('ticket');
  const queries = useQueryClient();
  const { id, number, version } = ticket;
  const known = useRef(version);
  known.current = version;
  const shown = useRef<ReadonlySet<string>>(new Set());
  shown.current = new Set([id, ...ticket.merged.map((merged) => merged.id)]);

  useEffect(() => {
    const { queryKey } = ticketQuery(number);
    const read = () => void queries.invalidateQueries({ queryKey });
    const stopPush = onPush('tickets.changed', ({ rows, events }) => {
      const isNewer = rows.some((row) => row.id === id && row.version > known.current);
      // A mail that went out changes its delivery state and not the ticket's version; one of a merged ticket, not this one's.
      if (isNewer || events.some((event) => shown.current.has(event.ticketId) && isOfMessage(event.type))) read();
    });
    const stopConnected = onConnected(read);
    return () => {
      stopPush();
      stopConnected();
    };
  }, [queries, id, number]);

  const atOpening = useRef<ReadonlySet<string>>(new Set(ticket.messages.map((message) => message.id)));
  const news = useMemo(
    () =>
      new Set(
        ticket.messages
          .filter((message) => !atOpening.current.has(message.id) && message.authorId !== ownId && !message.automatic)
          .map((message) => message.id),
      ),
    [ticket.messages, ownId],
  );
  useEffect(() => {
    if (news.size > 0) announce(t('message.saidNew'));
  }, [t, news.size]);
  return news;
};
