import { IconArrowMerge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import type { MergingOfTicket } from './use-merging.js';
import classes from './merging.module.css';

interface MergedBarProps {
  ticket: TicketView;
  merging: MergingOfTicket;
  hasDraft: boolean;
  blocked: string | null;
  onOpen: (number: string) => void;
}

/** Under the header: where a merged ticket is answered, or what is answered with this one; each can be undone here. */
export const MergedBar = ({ ticket, merging, hasDraft, blocked, onOpen }: MergedBarProps) => {
  const { t } = useTranslation('merging');
  const mayMerge = useCan('ticket:merge');
  const { mergedInto, merged } = ticket;
  const stopped = blocked ?? (merging.isBusy ? t('busy') : null);
  const undo = (number: string, label?: string) =>
    mayMerge && (
      <Action look="quiet" aria-label={label} blocked={stopped} onClick={() => void merging.unmerge(number)}>
        {t('undo')}
      </Action>
    );
  if (ticket.state === 'merged') {
    return (
      <section className={classes.bar} aria-label={t('merged')} data-testid="merged-bar">
        <IconArrowMerge size={16} stroke={1.75} aria-hidden="true" />
        <span>{mergedInto ? t('mergedInto', { number: mergedInto.number }) : t('mergedIntoHidden')}</span>
        {mergedInto && (
          <Action onClick={() => merging.goTo(mergedInto.number)}>
            {t(hasDraft ? 'carry' : 'open', { number: mergedInto.number })}
          </Action>
        )}
        {mergedInto && undo(ticket.number)}
      </section>
    );
  }
  if (merged.length === 0) return null;
  return (
    <section className={classes.bar} aria-label={t('merged')} data-testid="merged-bar">
      <IconArrowMerge size={16} stroke={1.75} aria-hidden="true" />
      <strong>{t('merged')}</strong>
      <ul>
        {merged.map(({ id, number, channel }) => (
          <li key={id}>
            <ChannelIcon channel={channel} size={15} />
            <Action look="quiet" aria-label={t('open', { number })} onClick={() => onOpen(number)}>
              {number}
            </Action>
            {undo(number, t('undoOf', { number }))}
          </li>
        ))}
      </ul>
    </section>
  );
};
