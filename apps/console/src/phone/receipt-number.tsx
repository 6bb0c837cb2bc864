import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { referenceNumberKana } from '#libs/contracts';
import { Action } from '../shared/action.js';
import phone from './phone.module.css';
import classes from './receipt-number.module.css';

interface ReceiptNumberProps {
  number: string | null;
  /** Something is written, and no number was at hand for it yet. */
  isComing: boolean;
  /** The ticket exists on the server. */
  isSaved: boolean;
  isReadBack: boolean;
  onReadBack: () => void;
}

/** The number to read out, from the first key on, large and with its kana; reserved space before, so that nothing jumps. */
export const ReceiptNumber = ({ number, isComing, isSaved, isReadBack, onReadBack }: ReceiptNumberProps) => {
  const { t } = useTranslation('phone');
  return (
    <section className={classes.number} aria-label={t('reference')}>
      <div className={phone.sectionHead}>
        <span className={phone.label}>{t('reference')}</span>
        <span className={phone.hint}>
          {t(number ? 'referenceHint' : isComing ? 'referenceComing' : 'referencePending')}
        </span>
        {number && isSaved && (
          <Link to="/console/t/$number" params={{ number }} className={classes.openTicket}>
            {t('openTicket')}
          </Link>
        )}
      </div>
      {number ? (
        <div className={classes.numberRow}>
          <output className={classes.bigNumber}>{number}</output>
          <Action
            aria-pressed={isReadBack}
            keys={['Alt', 'R']}
            icon={isReadBack ? <IconCheck size={16} stroke={2} aria-hidden /> : undefined}
            onClick={onReadBack}
          >
            {t('readBack')}
          </Action>
        </div>
      ) : (
        <div className={classes.bigNumber} data-empty aria-hidden>
          ― ― ―
        </div>
      )}
      <div className={classes.kana} lang="ja">
        {number ? referenceNumberKana(number) : '\u00a0'}
      </div>
    </section>
  );
};
