import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { isComposing } from '../shared/shortcuts.js';
import classes from './approval-forms.module.css';

interface EditFormProps {
  approval: ApprovalView;
  isBusy: boolean;
  onSave: (text: string, reason: string | undefined) => void;
  onClose: () => void;
}

/** `E`: writing in it makes this person an author too; that is said before the first key. */
export const EditForm = ({ approval, isBusy, onSave, onClose }: EditFormProps) => {
  const { t } = useTranslation('approvals');
  const [text, setText] = useState(approval.text);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const blocked = isBusy ? t('busy') : text === approval.text ? t('edit.same') : null;
  const save = () => {
    if (!blocked) onSave(text, reason.trim() || undefined);
  };
  return (
    <div
      className={classes.edit}
      role="group"
      aria-label={t('edit.title')}
      onKeyDown={(press) => {
        if (isComposing(press.nativeEvent)) return;
        const isSend = press.key === 'Enter' && (press.ctrlKey || press.metaKey);
        if (!isSend && press.key !== 'Escape') return;
        press.preventDefault();
        press.stopPropagation();
        if (isSend) save();
        else onClose();
      }}
    >
      <p className={classes.warn}>{t('edit.coAuthor')}</p>
      <textarea
        ref={field}
        aria-label={t('edit.title')}
        lang={approval.language}
        value={text}
        maxLength={10_000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {approval.warnings.length > 0 && (
        <label className={classes.words}>
          {t('edit.reason')}
          <input value={reason} maxLength={300} onChange={(event) => setReason(event.currentTarget.value)} />
        </label>
      )}
      <div className={classes.actions}>
        <Action look="quiet" keys={['Esc']} onClick={onClose}>
          {t('cancel')}
        </Action>
        <Action look="primary" keys={['Ctrl', 'Enter']} blocked={blocked} onClick={save}>
          {t('edit.save')}
        </Action>
      </div>
    </div>
  );
};
