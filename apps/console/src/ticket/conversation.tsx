import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, TicketView } from '#libs/contracts';
import { useStaffNames } from '../wire/queries.js';
import { entriesOf } from './conversation-entries.js';
import { EventLine } from './event-line.js';
import { MailLinked } from './mail-linked.js';
import { MessageBlock } from './message-block.js';
import classes from './ticket.module.css';

interface ConversationProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  ownId: string;
  /** Messages that came while the ticket was open and are not one's own. */
  newIds: ReadonlySet<string>;
  /** A message that must be seen now, because it stopped a send. */
  revealId: string | null;
}

/** The message's id until it has been on screen. */
const useUnseen = (id: string | null, scroller: RefObject<HTMLElement | null>): string | null => {
  const [seenId, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const message = id === null ? null : document.getElementById(`message-${id}`);
    if (!message) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(id);
      },
      { root: scroller.current, threshold: 0.5 },
    );
    observer.observe(message);
    return () => observer.disconnect();
  }, [id, scroller]);
  return id === seenId ? null : id;
};

/** Oldest to newest. What arrives is appended below and scrolls nothing; one's own words are scrolled to. */
export const Conversation = ({ ticket, desk, ownId, newIds, revealId }: ConversationProps) => {
  const { t } = useTranslation('ticket');
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => entriesOf(ticket), [ticket]);
  const names = useStaffNames();
  const lastOwn = ticket.messages.findLast((message) => message.authorId === ownId)?.id ?? null;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [ticket.id, lastOwn]);

  const hasReveal = revealId !== null && ticket.messages.some((message) => message.id === revealId);
  useLayoutEffect(() => {
    if (hasReveal) document.getElementById(`message-${revealId}`)?.scrollIntoView({ block: 'nearest' });
  }, [hasReveal, revealId]);

  const lastNew = useUnseen([...newIds].at(-1) ?? null, scroller);
  return (
    <div
      ref={scroller}
      className={classes.conversation}
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={t('conversation')}
    >
      {entries.map((entry) =>
        entry.kind === 'linked' ? (
          <MailLinked key={entry.event.id} event={entry.event} />
        ) : entry.kind === 'events' ? (
          <EventLine key={entry.id} entry={entry} />
        ) : (
          <MessageBlock
            key={entry.message.id}
            message={entry.message}
            ticket={ticket}
            desk={desk}
            author={entry.message.authorId === null ? null : (names.get(entry.message.authorId) ?? null)}
            isOwn={entry.message.authorId === ownId}
            isNew={newIds.has(entry.message.id)}
          />
        ),
      )}
      {lastNew !== null && (
        <button
          type="button"
          className={classes.toNew}
          onClick={() => document.getElementById(`message-${lastNew}`)?.scrollIntoView({ block: 'nearest' })}
        >
          <IconArrowDown size={14} stroke={1.75} aria-hidden="true" />
          {t('message.toNew')}
        </button>
      )}
    </div>
  );
};
