import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { useNow } from '../shared/ticker.js';
import type { MailDecisions } from './use-mail-decisions.js';
import classes from './mail-decision.module.css';

const UNDO_MS = 10_000;

/** What was decided last, for ten seconds; in the foot, not in a toast. */
export const MailTakeBack = ({ decisions }: { decisions: MailDecisions }) => {
  const { t } = useTranslation('mail');
  const now = useNow();
  const [newest] = decisions.decided;
  const left = newest ? Math.ceil((newest.at + UNDO_MS - now) / 1_000) : 0;
  if (!newest || left <= 0) return null;
  const together = decisions.decided.filter(({ at }) => at === newest.at);
  return (
    <div className={classes.takeBack}>
      <Action
        icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />}
        blocked={decisions.isBusy ? t('review.busy') : null}
        onClick={() => void decisions.restore(together)}
      >
        {t('discard.undo', { count: together.length, seconds: Math.min(left, UNDO_MS / 1_000) })}
      </Action>
    </div>
  );
};
