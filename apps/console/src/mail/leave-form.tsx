import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { leavesForm } from './leaves-form.js';
import classes from './mail.module.css';

const MAX_NOTE = 500;

interface LeaveFormProps {
  blocked: string | null;
  onLeave: (text: string) => void;
  onClose: () => void;
}

/** `E`: what another supervisor should look at. The mail stays where it is. */
export const LeaveForm = ({ blocked, onLeave, onClose }: LeaveFormProps) => {
  const { t } = useTranslation('mail');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const cannot = blocked ?? (text.trim() === '' ? t('leave.needsWords') : null);
  const submit = () => {
    if (!cannot) onLeave(text.trim());
  };
  return (
    <form
      className={classes.form}
      aria-label={t('leave.title')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={leavesForm(onClose, submit)}
    >
      <label>
        {t('leave.title')}
        <textarea
          ref={field}
          rows={3}
          maxLength={MAX_NOTE}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Action look="primary" type="submit" keys={['Ctrl', 'Enter']} blocked={cannot}>
        {t('leave.give')}
      </Action>
      <Action look="quiet" keys={['Esc']} onClick={onClose}>
        {t('settings.cancel')}
      </Action>
    </form>
  );
};
