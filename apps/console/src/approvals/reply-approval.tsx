import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_WARNING_REASON, type ApprovalView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { Action } from '../shared/action.js';
import { DueClock } from '../shared/due-clock.js';
import { fromHere } from '../shared/from-here.js';
import { maskedWords } from '../shared/masked-words.js';
import { ReferenceNumber } from '../shared/reference-number.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { dayAndTime } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { ApprovalBand, ApprovalLetter, type LetterTab } from './approval-letter.js';
import { approvalQuery } from './approval-queries.js';
import { ApprovalSide } from './approval-side.js';
import { EditForm } from './edit-form.js';
import { ReturnForm } from './return-form.js';
import { StoppedRelease } from './stopped-release.js';
import type { Decisions } from './use-approval-decisions.js';
import { useReview } from './use-review.js';
import { Empty } from '../shared/empty.js';
import approvals from './approvals.module.css';
import classes from './approval-forms.module.css';

type Step = 'read' | 'return' | 'edit';

interface ReplyApprovalProps {
  id: string;
  decisions: Decisions;
  onDecided: () => void;
}

/** A reply that waits, as it will leave, and what can be decided about it. */
export const ReplyApproval = ({ id, decisions, onDecided }: ReplyApprovalProps) => {
  const { t } = useTranslation('approvals');
  const { data: approval, error } = useQuery(approvalQuery(id));
  if (approval) return <Reading approval={approval} decisions={decisions} onDecided={onDecided} />;
  return (
    <Empty isPane isBusy={!error}>
      {error && (error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed'))}
    </Empty>
  );
};

const UNDO_MS = 10_000;

interface ReadingProps {
  approval: ApprovalView;
  decisions: Decisions;
  onDecided: () => void;
}

const Reading = ({ approval, decisions, onDecided }: ReadingProps) => {
  const { t } = useTranslation(['approvals', 'words']);
  const ownId = useSession().user.id;
  const desk = useDesks().get(approval.deskId);
  const [tab, setTab] = useState<LetterTab>('mail');
  const [step, setStep] = useState<Step>('read');
  const [reason, setReason] = useState('');
  const reasonField = useRef<HTMLInputElement>(null);
  useReview(approval, step);
  const { decide, isBusy } = decisions;
  const isWaiting = approval.state === 'waiting';
  const isOthers = approval.reviewer !== null && approval.reviewer.id !== ownId;
  const needsReason = approval.warnings.length > 0 && reason.trim().length < MIN_WARNING_REASON;
  const reading = isOthers ? t('approvals:reading', { name: approval.reviewer!.name }) : null;
  const blocked = !isWaiting
    ? t('approvals:decided')
    : isBusy
      ? t('approvals:busy')
      : (reading ?? (approval.mayDecide ? null : t('approvals:notOwn')));

  const approve = async (seenVersion?: number) => {
    if (blocked) return announce(blocked, 'assertive');
    if (needsReason) {
      announce(t('approvals:needsReason'), 'assertive');
      reasonField.current?.focus();
      return;
    }
    const given = { textVersion: approval.textVersion, seenVersion, reason: reason.trim() || undefined };
    const isStillHere = fromHere();
    if (!(await decide(approval.id, 'approve', given))) return;
    announce(t('approvals:released'), 'assertive');
    if (isStillHere()) onDecided();
  };
  const begin = (next: Step) => {
    const cannot = next === 'edit' && isWaiting && !isOthers && !isBusy ? null : blocked;
    if (cannot) announce(cannot, 'assertive');
    else setStep(next);
  };
  useShortcuts({
    y: () => (step === 'read' && !decisions.stopped ? void approve() : false),
    w: () => (step === 'read' ? begin('return') : false),
    e: () => (step === 'read' ? begin('edit') : false),
    v: () => setTab((before) => (before === 'diff' ? 'mail' : 'diff')),
  });

  return (
    <>
      <section className={approvals.centre} aria-labelledby="approval-title" data-region tabIndex={-1}>
        <header className={approvals.head}>
          <div className={approvals.headTop}>
            <TenantMark mark={desk?.mark} />
            <strong>{desk?.siteName ?? ''}</strong>
            <ReferenceNumber number={approval.number} />
            <span className={approvals.sent}>
              {t('approvals:sentIn', {
                name: approval.author.name,
                time: dayAndTime(approval.requestedAt, presentLanguage()),
              })}
            </span>
          </div>
          <div className={approvals.headTitle}>
            <h2 id="approval-title">{maskedWords(approval.subject, (secret) => t(`words:masked.${secret}`))}</h2>
            <Tag>{t(`words:topic.${approval.topic}`)}</Tag>
            {isWaiting && approval.dueAt && <DueClock isTag dueAt={approval.dueAt} before={t('approvals:due')} />}
            {!isWaiting && <Tag>{t(`approvals:state.${approval.withdrawn ? 'withdrawn' : approval.state}`)}</Tag>}
            {reading && <Tag dashed>{reading}</Tag>}
          </div>
          <nav className={approvals.tabs} aria-label={t('approvals:views')}>
            {(['mail', 'diff', 'inquiry'] as const).map((each) => (
              <button key={each} type="button" aria-pressed={tab === each} onClick={() => setTab(each)}>
                {t(`approvals:tab.${each}`)}
                {each === 'diff' && <kbd className="key">V</kbd>}
              </button>
            ))}
          </nav>
        </header>
        {decisions.stopped && (
          <StoppedRelease
            news={decisions.stopped}
            onGoOn={(version) => void approve(version)}
            onClose={decisions.forget}
          />
        )}
        <ApprovalBand approval={approval} desk={desk} />
        {step === 'edit' ? (
          <EditForm
            approval={approval}
            isBusy={isBusy}
            onClose={() => setStep('read')}
            onSave={(text, why) =>
              void decide(approval.id, 'edit', { textVersion: approval.textVersion, text, reason: why }).then(
                (saved) => saved && setStep('read'),
              )
            }
          />
        ) : (
          <ApprovalLetter approval={approval} tab={tab} />
        )}
        {decisions.failure && !decisions.stopped && (
          <p className={approvals.failure} role="status">
            {decisions.failure}
          </p>
        )}
        {step === 'return' ? (
          <ReturnForm
            isBusy={isBusy}
            onClose={() => setStep('read')}
            onReturn={(code, words) => {
              const isStillHere = fromHere();
              void decide(approval.id, 'return', { textVersion: approval.textVersion, code, words }).then(
                (done) => done && isStillHere() && onDecided(),
              );
            }}
          />
        ) : (
          step === 'read' && (
            <footer className={approvals.foot}>
              {approval.warnings.length > 0 && isWaiting && (
                <label className={classes.words}>
                  {t('approvals:reason')}
                  <input
                    ref={reasonField}
                    value={reason}
                    maxLength={300}
                    onChange={(event) => setReason(event.currentTarget.value)}
                  />
                </label>
              )}
              <Action look="primary" keys={['Y']} blocked={blocked} onClick={() => void approve()}>
                {t('approvals:approve')}
              </Action>
              <Action keys={['W']} blocked={blocked} onClick={() => begin('return')}>
                {t('approvals:giveBack')}
              </Action>
              <Action
                look="quiet"
                keys={['E']}
                icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                blocked={isWaiting && !isOthers && !isBusy ? null : blocked}
                onClick={() => begin('edit')}
              >
                {t('approvals:editTogether')}
              </Action>
              <TakeBack decisions={decisions} />
            </footer>
          )
        )}
      </section>
      <aside className={approvals.detail} aria-label={t('approvals:detail')} data-region tabIndex={0}>
        <ApprovalSide approval={approval} />
      </aside>
    </>
  );
};

/** The last decision of one's own, for as long as it can be taken back; in the foot, not in a toast. */
const TakeBack = ({ decisions }: { decisions: Decisions }) => {
  const { t } = useTranslation('approvals');
  const now = useNow();
  const { last } = decisions;
  // The note that stands here else makes room: the buttons beside it stay where they are.
  const note = <span className={approvals.footNote}>{t('again_checked')}</span>;
  if (!last) return note;
  const until = Math.min(Date.parse(last.approval.undoUntil ?? ''), last.at + 6 * UNDO_MS);
  const left = Math.ceil((until - now) / 1_000);
  if (!(left > 0)) return note;
  return (
    <Action
      icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />}
      className={approvals.takeBack}
      onClick={() => void decisions.decide(last.approval.id, 'undo')}
    >
      {t('undo', { number: last.approval.number, count: left })}
    </Action>
  );
};
