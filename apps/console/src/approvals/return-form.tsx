import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RETURN_CODES, type ReturnCode } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { isComposing } from '../shared/shortcuts.js';
import classes from './approval-forms.module.css';

interface ReturnFormProps {
  isBusy: boolean;
  onReturn: (code: ReturnCode, words: string) => void;
  onClose: () => void;
}

/** `W`: what is wrong, in one word and one sentence, in place of the buttons. */
export const ReturnForm = ({ isBusy, onReturn, onClose }: ReturnFormProps) => {
  const { t } = useTranslation('approvals');
  const [code, setCode] = useState<ReturnCode>('wording');
  const [words, setWords] = useState('');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const blocked = isBusy ? t('busy') : words.trim() === '' ? t('return.needsWords') : null;
  return (
    <form
      className={classes.form}
      aria-label={t('return.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) onReturn(code, words.trim());
      }}
      onKeyDown={(press) => {
        if (press.key !== 'Escape' || isComposing(press.nativeEvent)) return;
        press.preventDefault();
        press.stopPropagation();
        onClose();
      }}
    >
      <fieldset>
        <legend>{t('return.title')}</legend>
        {RETURN_CODES.map((each, index) => (
          <label key={each}>
            <input
              ref={index === 0 ? first : undefined}
              type="radio"
              name="return-code"
              checked={code === each}
              onChange={() => setCode(each)}
            />
            {t(`return.${each}`)}
          </label>
        ))}
      </fieldset>
      <label className={classes.words}>
        {t('return.words')}
        <input value={words} maxLength={500} onChange={(event) => setWords(event.currentTarget.value)} />
      </label>
      <Action look="quiet" keys={['Esc']} onClick={onClose}>
        {t('cancel')}
      </Action>
      <Action look="primary" type="submit" keys={['Enter']} blocked={blocked}>
        {t('return.give')}
      </Action>
    </form>
  );
};
