import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcer.js';
import classes from './shared.module.css';

/** The reference number as a button: a click copies it. */
export const ReferenceNumber = ({ number }: { number: string }) => {
  const { t } = useTranslation('words');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(number);
    setCopied(true);
    announce(t('reference.copied'));
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button
      type="button"
      className={classes.reference}
      aria-label={t('reference.copy', { number })}
      onClick={() => void copy()}
    >
      {number}
      {copied && <span className={classes.copied}>{t('reference.copied')}</span>}
    </button>
  );
};
