import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptOutcome, AttemptRequest, CallbackBand, PromiseView } from '#libs/contracts';
import { bandsQuery } from '../phone/phone-queries.js';
import { BandSelect } from '../phone/promise-block.js';
import { isoDay } from '../shared/time.js';
import { DialogForm, FormDialog, RadioRow } from './dialog-form.js';
import classes from './dialog-form.module.css';
import { serverNow } from '../wire/server-clock.js';

const OUTCOMES = [
  ['voicemail', 'voicemailYes'],
  ['no_answer', 'voicemailNo'],
  ['busy', 'busy'],
  ['wrong_number', 'wrongNumber'],
] as const satisfies readonly (readonly [AttemptOutcome, string])[];

const LATER_MS = 2 * 3_600_000;

/** Two hours later today, else the first band of the next day that the desk calls. */
const proposedBand = (bands: readonly CallbackBand[], now: number): CallbackBand | undefined => {
  const free = bands.filter(({ left }) => left > 0);
  return (
    free.find(({ from }) => isoDay(from) === isoDay(now) && Date.parse(from) >= now + LATER_MS) ??
    free.find(({ from }) => isoDay(from) !== isoDay(now))
  );
};

interface AbsentDialogProps {
  opened: boolean;
  promise: PromiseView;
  onClose: () => void;
  onRecord: (request: AttemptRequest) => Promise<void>;
}

/** 不在: whether a word was left, and when we try again. */
export const AbsentDialog = ({ opened, promise, onClose, onRecord }: AbsentDialogProps) => {
  const { t } = useTranslation('promises');
  return (
    <FormDialog opened={opened} title={t('absentTitle')} onClose={onClose}>
      <AbsentForm key={promise.id} promise={promise} onClose={onClose} onRecord={onRecord} />
    </FormDialog>
  );
};

const AbsentForm = ({ promise, onClose, onRecord }: Omit<AbsentDialogProps, 'opened'>) => {
  const { t } = useTranslation('promises');
  const { data: bands = [] } = useQuery(bandsQuery(promise.deskId));
  const [outcome, setOutcome] = useState<AttemptOutcome>('voicemail');
  const [chosen, setChosen] = useState<CallbackBand | null>(null);
  const next = chosen ?? proposedBand(bands, serverNow()) ?? null;
  return (
    <DialogForm
      title={t('absentTitle')}
      verb={t('record')}
      onClose={onClose}
      onSubmit={() => void onRecord({ outcome, ...(next && { next: { from: next.from, until: next.until } }) })}
    >
      <RadioRow
        name="outcome"
        label={t('absentTitle')}
        options={OUTCOMES.map(([value, word]) => ({ value, word: t(word) }))}
        value={outcome}
        onChoose={setOutcome}
      />
      <fieldset className={classes.options}>
        <legend>{t('nextTry')}</legend>
        <BandSelect bands={bands} value={next} onChoose={setChosen} />
      </fieldset>
    </DialogForm>
  );
};
