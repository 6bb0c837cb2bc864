import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import type { Claims } from './use-claims.js';
import classes from './queue.module.css';

/** The one next thing: take the next ticket, or the chosen one. */
export const QueueFoot = ({ claims, hasChosen }: { claims: Claims; hasChosen: boolean }) => {
  const { t } = useTranslation('queue');
  return (
    <div className={classes.foot}>
      {claims.said && <p className={classes.said}>{claims.said}</p>}
      <div className={classes.footButtons}>
        <Action look="primary" keys={['N']} blocked={claims.blocked} onClick={() => void claims.next()}>
          {t('claim.next')}
        </Action>
        <Action
          keys={['C']}
          blocked={claims.blocked ?? (hasChosen ? null : t('claim.chooseFirst'))}
          onClick={() => void claims.claim()}
        >
          {t('claim.chosen')}
        </Action>
      </div>
    </div>
  );
};
