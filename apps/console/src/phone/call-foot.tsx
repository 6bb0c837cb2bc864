import { IconAlertCircle, IconDeviceFloppy, IconPhonePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.jsx';
import { useConnection } from '../wire/socket.js';
import classes from './phone.module.css';
import type { Call } from './use-call.js';

interface CallFootProps {
  call: Call;
  onSave: () => void;
  onNext: () => void;
}

/** What is still missing, and the one button that saves; after the save, the way to the next call. */
export const CallFoot = ({ call, onSave, onNext }: CallFootProps) => {
  const { t } = useTranslation('phone');
  const connection = useConnection();
  const names = call.missing.map((field) => t(`fields.${field}`)).join(t('listSeparator'));
  const blocked =
    call.missing.length > 0
      ? t('missingNames', { names })
      : connection.state === 'cut'
        ? t('disconnected')
        : call.isSaving
          ? t('saving')
          : null;

  return (
    <div className={classes.foot}>
      {call.error && <SaveProblem error={call.error} />}
      {call.saved ? (
        <div className={classes.footRow}>
          <span className={classes.footNote}>{t('ended')}</span>
          <Action
            look="primary"
            keys={['Ctrl', 'Enter']}
            icon={<IconPhonePlus size={16} aria-hidden />}
            onClick={onNext}
          >
            {t('next')}
          </Action>
        </div>
      ) : (
        <div className={classes.footRow}>
          <span className={classes.footNote} title={names}>
            {call.missing.length > 0 ? t('missing', { count: call.missing.length }) : t('missingNone')}
          </span>
          {call.isWritten && <Discard call={call} />}
          <Action
            look="primary"
            keys={['Ctrl', 'Enter']}
            icon={<IconDeviceFloppy size={16} aria-hidden />}
            blocked={blocked}
            onClick={onSave}
          >
            {call.isSaving ? t('saving') : t('save')}
          </Action>
        </div>
      )}
    </div>
  );
};

const SaveProblem = ({ error }: { error: NonNullable<Call['error']> }) => {
  const { t } = useTranslation('phone');
  const sentence =
    error.status === 0
      ? t('failedConnection')
      : error.code === 'idempotency.mismatch'
        ? t('failedMismatch')
        : `${error.sentence(presentLanguage())} ${t('kept')}`;
  return (
    <div className={classes.problem} role="alert">
      <IconAlertCircle size={18} stroke={1.75} aria-hidden />
      <div>
        <b>{t('failed')}</b>
        <div>{sentence}</div>
      </div>
    </div>
  );
};

/** Asks once, in place, before what was written is thrown away. */
const Discard = ({ call }: { call: Call }) => {
  const { t } = useTranslation('phone');
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Action look="quiet" onClick={() => setAsking(true)}>
        {t('discard')}
      </Action>
    );
  }
  return (
    <span className={classes.discard} role="group" aria-label={t('discardSure')}>
      <span>{t('discardSure')}</span>
      <Action
        onClick={() => {
          setAsking(false);
          call.begin();
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
