import { IconAlertCircle, IconDeviceFloppy, IconHeart, IconPhonePause, IconPhonePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offersRelief } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import classes from './call-foot.module.css';
import type { Call } from './use-call.js';

interface CallFootProps {
  call: Call;
  onSave: () => void;
  /** Somebody tried to save while something was missing: then it is named. */
  isToldMissing: boolean;
  onNext: (then: 'available' | 'recovering') => void;
  /** Nobody took the callback. */
  onAbsent: () => void;
}

/** What is still missing, hold, and the one button that saves; after the save, the way to the next call or to a rest. */
export const CallFoot = ({ call, onSave, isToldMissing, onNext, onAbsent }: CallFootProps) => {
  const { t } = useTranslation('phone');
  const { draft } = call;
  const names = call.missing.map((field) => t(`fields.${field}`)).join(t('listSeparator'));
  const saving = call.isSaving ? t('saving') : null;
  const blocked = call.missing.length > 0 ? t('missingNames', { names }) : saving;
  const isHard = offersRelief(draft.complaintLevel);

  return (
    <div className={classes.foot}>
      {call.error && <SaveProblem error={call.error} />}
      {isToldMissing && call.missing.length > 0 && (
        <p className={classes.missing} role="alert">
          <IconAlertCircle size={16} stroke={1.75} aria-hidden />
          {t('missingNames', { names })}
        </p>
      )}
      {draft.saved ? (
        <div className={classes.footRow}>
          <span className={classes.footNote}>{t(draft.saved.callId ? 'wrapNote' : 'unsentNote')}</span>
          <Action
            look={isHard ? 'primary' : 'default'}
            keys={['Alt', 'K']}
            icon={<IconHeart size={16} aria-hidden />}
            onClick={() => onNext('recovering')}
          >
            {t('recover')}
          </Action>
          <Action
            look={isHard ? 'default' : 'primary'}
            keys={['Ctrl', 'Enter']}
            icon={<IconPhonePlus size={16} aria-hidden />}
            onClick={() => onNext('available')}
          >
            {t('next')}
          </Action>
        </div>
      ) : (
        <div className={classes.footRow}>
          <span className={call.missing.length > 0 ? classes.footNote : 'visually-hidden'} title={names}>
            {call.missing.length > 0 ? t('missing', { count: call.missing.length }) : t('missingNone')}
          </span>
          {draft.callback && (
            <Action keys={['Alt', 'N']} blocked={saving} onClick={onAbsent}>
              {t('absent')}
            </Action>
          )}
          {call.isWritten && !draft.callback && <Discard call={call} />}
          {call.isStarted && !call.isWritten && (
            <Action look="quiet" onClick={call.discard}>
              {t('backToReady')}
            </Action>
          )}
          <Action
            keys={['F8']}
            icon={<IconPhonePause size={16} aria-hidden />}
            aria-pressed={draft.heldSince !== null}
            blocked={draft.callId ? t('heldByTelephone') : draft.answeredAt === null ? t('nobodyOnLine') : null}
            onClick={call.hold}
          >
            {t(draft.heldSince === null ? 'hold' : 'resume')}
          </Action>
          <Action
            look="primary"
            keys={['Ctrl', 'Enter']}
            icon={<IconDeviceFloppy size={16} aria-hidden />}
            blocked={blocked}
            onClick={onSave}
          >
            {saving ?? t('save')}
          </Action>
        </div>
      )}
    </div>
  );
};

const SaveProblem = ({ error }: { error: NonNullable<Call['error']> }) => {
  const { t } = useTranslation('phone');
  return (
    <div className={classes.problem} role="alert">
      <IconAlertCircle size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{t('failed')}</b>
        <div>{`${error.sentence(presentLanguage())} ${t('kept')}`}</div>
      </div>
    </div>
  );
};

/** Asks once, in place, before what was written is thrown away. */
const Discard = ({ call }: { call: Call }) => {
  const { t } = useTranslation('phone');
  const [isAsking, setAsking] = useState(false);
  const saving = call.isSaving ? t('saving') : null;
  if (!isAsking) {
    return (
      <Action look="quiet" blocked={saving} onClick={() => setAsking(true)}>
        {t('discard')}
      </Action>
    );
  }
  return (
    <span className={classes.discard} role="group" aria-label={t('discardSure')}>
      <span>{t('discardSure')}</span>
      <Action
        blocked={saving}
        onClick={() => {
          setAsking(false);
          call.discard();
        }}
      >
        {t('discardYes')}
      </Action>
      <Action look="quiet" autoFocus onClick={() => setAsking(false)}>
        {t('discardNo')}
      </Action>
    </span>
  );
};
