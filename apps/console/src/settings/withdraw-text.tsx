import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedTextRow, ListView } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { isComposing, useShortcuts } from '../shared/shortcuts.js';
import { useChange } from '../shared/use-change.js';
import { api } from '../wire/api.js';
import classes from './texts.module.css';

/** `X`: いますぐ取り下げる, with a reason; open palettes and drafts follow at once. */
export const WithdrawText = ({ row, onDone }: { row: CannedTextRow; onDone: () => Promise<unknown> }) => {
  const { t } = useTranslation('texts');
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { isBusy, failure, change } = useChange();
  useShortcuts({ x: () => setOpen(true) });
  if (!isOpen) {
    return (
      <Action keys={['X']} onClick={() => setOpen(true)}>
        {t('withdraw.open')}
      </Action>
    );
  }
  const blocked = isBusy ? t('busy') : reason.trim() === '' ? t('withdraw.needsReason') : null;
  return (
    <form
      className={classes.withdraw}
      aria-label={t('withdraw.open')}
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked) return;
        void change(async () => {
          await api.post<ListView<CannedTextRow>>(`canned-texts/${row.id}/withdraw`, { reason: reason.trim() });
          await onDone();
        }, t('withdraw.done'));
      }}
      onKeyDown={(press) => {
        if (press.key !== 'Escape' || isComposing(press.nativeEvent)) return;
        press.preventDefault();
        press.stopPropagation();
        setOpen(false);
      }}
    >
      <label>
        {t('withdraw.reason')}
        <input autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.currentTarget.value)} />
      </label>
      <Action type="submit" keys={['Enter']} blocked={blocked}>
        {t('withdraw.open')}
      </Action>
      {failure && <span role="status">{failure}</span>}
    </form>
  );
};
