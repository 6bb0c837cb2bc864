import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketEventView } from '#libs/contracts';
import { deliveryWord } from '../shared/delivery-word.js';
import { clockTime } from '../shared/time.js';
import { useStaffNames } from '../wire/queries.js';
import type { EventsEntry } from './conversation-entries.js';
import classes from './ticket.module.css';

/** What happened, in one sentence with the names that the event carries. */
export const useEventSentence = (): ((event: TicketEventView) => string) => {
  const { t, i18n } = useTranslation(['ticket', 'words']);
  const names = useStaffNames();
  return (event) => {
    const isFreed = event.type === 'promise.handed_on' && event.payload.assigneeId === null;
    const { topic, state, assigneeId, otherNumber, level, step, score } = event.payload;
    const plain = isFreed ? 'promise_freed' : event.type.replace('ticket.', '').replace('.', '_');
    const type = typeof step === 'string' ? `${plain}_${step}` : plain;
    const key = `ticket:event.${type}`;
    const ofItself = event.actorName === null && i18n.exists(`${key}_auto`) ? `${key}_auto` : key;
    return t(i18n.exists(ofItself) ? ofItself : 'ticket:event.other', {
      actor: event.actorName ?? t('ticket:event.system'),
      topic: typeof topic === 'string' ? t(`words:topic.${topic}`, { defaultValue: topic }) : '',
      state: typeof state === 'string' ? t(`words:state.${state}`, { defaultValue: state }) : '',
      assignee: (typeof assigneeId === 'string' && names.get(assigneeId)) || t('ticket:event.colleague'),
      score: typeof score === 'number' ? score : '',
      level: typeof level === 'number' ? level : '',
      other: typeof otherNumber === 'string' ? otherNumber : '',
      type: event.type,
    });
  };
};

/** A longer run shows so many of its latest events, and the others on asking. */
const SHOWN = 3;

/** System events as one grey line. */
export const EventLine = ({ entry }: { entry: EventsEntry }) => {
  const { t } = useTranslation(['ticket', 'words']);
  const sentence = useEventSentence();
  const [isOpen, setIsOpen] = useState(false);
  const hidden = isOpen || entry.lines.length <= SHOWN + 1 ? 0 : entry.lines.length - SHOWN;
  return (
    <p className={classes.events}>
      <span>
        {hidden > 0 && (
          <button type="button" className={classes.earlier} onClick={() => setIsOpen(true)}>
            {t('ticket:event.earlier', { count: hidden })}
          </button>
        )}
        {entry.lines
          .slice(hidden)
          .map(({ at, event, automatic }) => {
            const words = event
              ? sentence(event)
              : t('ticket:event.automatic', {
                  delivery: automatic?.delivery ? t(deliveryWord(automatic.delivery)) : '',
                });
            return `${clockTime(at)} ${words}`;
          })
          .join(' ・ ')}
      </span>
    </p>
  );
};
