import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { referenceNumberKana } from '#libs/contracts';
import { Action } from '../shared/action.jsx';
import classes from './phone.module.css';

interface SavedNumberProps {
  number: string | null;
  isReadBack: boolean;
  onReadBack: () => void;
}

/** The reference number to read out, large, with its kana; reserved space before it exists, so that nothing jumps. */
export const SavedNumber = ({ number, isReadBack, onReadBack }: SavedNumberProps) => {
  const { t } = useTranslation('phone');
  return (
    <section className={classes.number} aria-label={t('reference')}>
      <div className={classes.sectionHead}>
        <span className={classes.label}>{t('reference')}</span>
        <span className={classes.hint}>{number ? t('referenceHint') : t('referencePending')}</span>
        {number && (
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
