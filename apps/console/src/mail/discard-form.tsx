import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISCARD_REASONS, type DiscardReason } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { leavesForm } from './leaves-form.js';
import classes from './mail.module.css';

interface DiscardFormProps {
  count: number;
  blocked: string | null;
  onDiscard: (reason: DiscardReason) => void;
  onClose: () => void;
}

/** `W`: why, in one word for all of them, in place of the buttons. It can be taken back. */
export const DiscardForm = ({ count, blocked, onDiscard, onClose }: DiscardFormProps) => {
  const { t } = useTranslation('mail');
  const [reason, setReason] = useState<DiscardReason>('unwanted');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      className={classes.form}
      aria-label={t('discard.title', { count })}
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) onDiscard(reason);
      }}
      onKeyDown={leavesForm(onClose)}
    >
      <fieldset>
        <legend>{t('discard.title', { count })}</legend>
        {DISCARD_REASONS.map((each, index) => (
          <label key={each}>
            <input
              ref={index === 0 ? first : undefined}
              type="radio"
              name="discard-reason"
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            {t(`discard.reason.${each}`)}
          </label>
        ))}
      </fieldset>
      <Action look="primary" type="submit" keys={['Enter']} blocked={blocked}>
        {t('review.discard')}
      </Action>
      <Action look="quiet" keys={['Esc']} onClick={onClose}>
        {t('settings.cancel')}
      </Action>
    </form>
  );
};
