import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CALLER_ROLES,
  type CallbackBand,
  type CallerRole,
  type PromiseChangeRequest,
  type PromiseView,
} from '#libs/contracts';
import { bandsQuery } from '../phone/phone-queries.js';
import { BandSelect } from '../phone/promise-block.js';
import { DialogForm, FormDialog } from './dialog-form.js';
import { fromLocal, toLocal } from './local-moment.js';
import promises from './promises.module.css';
import classes from './dialog-form.module.css';
import { serverNow } from '../wire/server-clock.js';

interface ChangeDialogProps {
  opened: boolean;
  promise: PromiseView;
  onClose: () => void;
  onChange: (request: PromiseChangeRequest) => Promise<void>;
}

/** 約束を変える: only a time that somebody was told, and who it was. */
export const ChangeDialog = ({ opened, promise, onClose, onChange }: ChangeDialogProps) => {
  const { t } = useTranslation('promises');
  return (
    <FormDialog opened={opened} title={t('changeTitle')} onClose={onClose}>
      <ChangeForm key={promise.id} promise={promise} onClose={onClose} onChange={onChange} />
    </FormDialog>
  );
};

const ChangeForm = ({ promise, onClose, onChange }: Omit<ChangeDialogProps, 'opened'>) => {
  const { t } = useTranslation(['promises', 'words']);
  const { data: bands = [] } = useQuery(bandsQuery(promise.deskId));
  const [band, setBand] = useState<CallbackBand | null>(null);
  const [until, setUntil] = useState(toLocal(promise.until));
  const [toldTo, setToldTo] = useState<CallerRole>('self');
  const [toldAt, setToldAt] = useState(toLocal(new Date(serverNow()).toISOString()));
  const [isTold, setTold] = useState(false);
  const isCallback = promise.kind === 'callback';
  const told = { toldTo, toldAt: fromLocal(toldAt) ?? new Date(serverNow()).toISOString() };
  const chosen = band ?? bands.find(({ left }) => left > 0) ?? null;
  const end = fromLocal(until);
  const request: PromiseChangeRequest | null = isCallback
    ? chosen && { from: chosen.from, until: chosen.until, ...told }
    : end === null
      ? null
      : { until: end, ...told };
  return (
    <DialogForm
      title={t('promises:changeTitle')}
      verb={t('promises:save')}
      blocked={isTold && request ? null : t('promises:changeNote')}
      onClose={onClose}
      onSubmit={() => request && void onChange(request)}
    >
      <p className={promises.quiet}>{t('promises:changeNote')}</p>
      {isCallback ? (
        <BandSelect bands={bands} value={chosen} onChoose={setBand} />
      ) : (
        <label className={classes.line}>
          {t('promises:untilLabel')}
          <input type="datetime-local" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </label>
      )}
      <label className={classes.line}>
        {t('promises:toldTo')}
        <select value={toldTo} onChange={(event) => setToldTo(event.currentTarget.value as CallerRole)}>
          {CALLER_ROLES.filter((role) => role !== 'unknown').map((role) => (
            <option key={role} value={role}>
              {t(`words:callerRole.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={classes.line}>
        {t('promises:toldAt')}
        <input type="datetime-local" value={toldAt} onChange={(event) => setToldAt(event.currentTarget.value)} />
      </label>
      <label className={classes.check}>
        <input type="checkbox" checked={isTold} onChange={(event) => setTold(event.currentTarget.checked)} />
        {t('promises:toldSure')}
      </label>
    </DialogForm>
  );
};
