import { IconArrowMerge } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SameRequester, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { shortDay } from '../shared/time.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import type { MergingOfTicket } from './use-merging.js';
import { useReasons } from './use-reasons.js';
import classes from './merging.module.css';

interface MergeDialogProps {
  ticket: TicketView;
  same: readonly SameRequester[];
  merging: MergingOfTicket;
  onClose: () => void;
}

/** `A`: which inquiry of the same person, why it seems to be the same, and which of the two answers from now on. */
export const MergeDialog = ({ ticket, same, merging, onClose }: MergeDialogProps) => {
  const { t } = useTranslation(['merging', 'words']);
  const reasons = useReasons();
  const others = same.filter(({ survivor }) => survivor !== null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const chosen = others.find(({ id }) => id === chosenId) ?? others[0];
  const blocked = merging.isBusy ? t('merging:busy') : chosen ? null : t('merging:none');
  const merge = async () => {
    if (blocked === null && chosen && (await merging.merge(chosen))) onClose();
  };
  const effect = ({ survivor, number, requesterName }: SameRequester): string =>
    survivor === 'this'
      ? t('merging:thisStays', { number, name: ticket.requesterName })
      : t('merging:otherStays', { number, name: requesterName });
  return (
    <TicketDialog
      title={t('merging:title')}
      icon={<IconArrowMerge size={20} stroke={1.75} aria-hidden="true" />}
      size={560}
      cancel={t('merging:cancel')}
      verb={t('merging:verb')}
      blocked={blocked}
      failure={merging.failure}
      onClose={onClose}
      onDo={() => void merge()}
    >
      {chosen ? (
        <>
          <fieldset className={classes.choices}>
            <legend className="visually-hidden">{t('merging:choose')}</legend>
            {others.map((other) => (
              <label key={other.id} className={classes.choice}>
                <input
                  type="radio"
                  name="merge-with"
                  data-autofocus={other.id === chosen.id || undefined}
                  checked={other.id === chosen.id}
                  onChange={() => setChosen(other.id)}
                />
                <span className={classes.what}>
                  <ChannelIcon channel={other.channel} size={15} />
                  <strong>{other.number}</strong>
                  <span>{t('words:honorific', { name: other.requesterName })}</span>
                  <span>{t(`words:topic.${other.topic}`)}</span>
                  <span>{t(`words:state.${other.state}`)}</span>
                  <time dateTime={other.createdAt}>{shortDay(other.createdAt, presentLanguage())}</time>
                </span>
                <span className={classes.why}>{reasons(other)}</span>
              </label>
            ))}
          </fieldset>
          <div className={classes.effect} aria-live="polite">
            <p>{effect(chosen)}</p>
            <p>{t('merging:moves')}</p>
          </div>
        </>
      ) : (
        <div className={classes.none}>
          <p>{t('merging:none')}</p>
          <p>{t('merging:noneWhy')}</p>
        </div>
      )}
    </TicketDialog>
  );
};
