import { IconInbox, IconMessageShare, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuarantinedMailView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { Action } from '../shared/action.js';
import { fromHere } from '../shared/from-here.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { DiscardForm } from './discard-form.js';
import { LeaveForm } from './leave-form.js';
import type { MailDecision, MailDecisions } from './use-mail-decisions.js';
import screen from './mail.module.css';
import classes from './mail-decision.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

interface MailDecisionFootProps {
  mail: QuarantinedMailView;
  /** The marked mails, or the one that is read. */
  targets: readonly QuarantinedMailView[];
  decisions: MailDecisions;
  onDecided: () => void;
}

/** `Y` files, `W` sets aside with a reason, `E` leaves the mail to another supervisor. */
export const MailDecisionFoot = ({ mail, targets, decisions, onDecided }: MailDecisionFootProps) => {
  const { t } = useTranslation('mail');
  const [step, setStep] = useState<'read' | 'discard' | 'leave'>('read');
  const { isBusy, failure, decide, leave } = decisions;
  const count = targets.length;
  const blocked = isBusy ? t('review.busy') : null;
  const leaveBlocked = blocked ?? (count > 1 ? t('leave.oneByOne') : null);

  const decideHere = async (decision: MailDecision) => {
    const isStillHere = fromHere();
    if ((await decide(targets, decision)) && isStillHere()) onDecided();
  };
  const file = async () => {
    if (blocked) return announce(blocked, 'assertive');
    await decideHere({ verb: 'file' });
  };
  const begin = (next: 'discard' | 'leave') => {
    const cannot = next === 'leave' ? leaveBlocked : blocked;
    if (cannot) announce(cannot, 'assertive');
    else setStep(next);
  };
  useShortcuts({
    y: () => (step === 'read' ? void file() : false),
    w: () => (step === 'read' ? begin('discard') : false),
    e: () => (step === 'read' ? begin('leave') : false),
  });

  return (
    <footer className={classes.decide}>
      {failure && <p className={classes.refused}>{failure}</p>}
      {step === 'discard' && (
        <DiscardForm
          count={count}
          blocked={blocked}
          onClose={() => setStep('read')}
          onDiscard={(reason) => void decideHere({ verb: 'discard', reason })}
        />
      )}
      {step === 'leave' && (
        <LeaveForm
          blocked={blocked}
          onClose={() => setStep('read')}
          onLeave={(text) => void leave(mail, text).then((done) => done && setStep('read'))}
        />
      )}
      {step === 'read' && (
        <>
          <Action
            look="primary"
            keys={['Y']}
            icon={<IconInbox {...icon} />}
            blocked={blocked}
            onClick={() => void file()}
          >
            {count > 1 ? t('review.fileMany', { count }) : t('review.file')}
          </Action>
          <Action keys={['W']} icon={<IconTrash {...icon} />} blocked={blocked} onClick={() => begin('discard')}>
            {count > 1 ? t('review.discardMany', { count }) : t('review.discard')}
          </Action>
          <Action
            look="quiet"
            keys={['E']}
            icon={<IconMessageShare {...icon} />}
            blocked={leaveBlocked}
            onClick={() => begin('leave')}
          >
            {t('leave.begin')}
          </Action>
          <p className={screen.quiet}>{t('review.note')}</p>
        </>
      )}
    </footer>
  );
};
