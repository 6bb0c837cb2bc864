import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CallbackBand,
  type DeskView,
  type NewPromise,
  PROMISE_KINDS,
  type PromiseKind,
  type TicketView,
} from '#libs/contracts';
import { bandsQuery } from '../phone/phone-queries.js';
import { BandSelect } from '../phone/promise-block.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { ticketQuery } from '../wire/queries.js';
import { DialogForm, FormDialog, RadioRow } from './dialog-form.js';
import { fromLocal, toLocal } from './local-moment.js';
import { PROMISES } from './promises-queries.js';
import promises from './promises.module.css';
import classes from './dialog-form.module.css';
import { serverNow } from '../wire/server-clock.js';

interface MakePromiseDialogProps {
  opened: boolean;
  ticket: TicketView;
  desk: DeskView | undefined;
  onClose: () => void;
}

/** `T` on a ticket: a callback in a band, or an answer by a time. */
export const MakePromiseDialog = ({ opened, ticket, desk, onClose }: MakePromiseDialogProps) => {
  const { t } = useTranslation('promises');
  return (
    <FormDialog opened={opened} title={t('makeTitle')} onClose={onClose}>
      <MakeForm key={ticket.id} ticket={ticket} desk={desk} onClose={onClose} />
    </FormDialog>
  );
};

const KIND_WORDS = { callback: 'makeCallback', answer: 'makeAnswer' } as const;
const DAY_MS = 86_400_000;

const MakeForm = ({ ticket, desk, onClose }: Omit<MakePromiseDialogProps, 'opened'>) => {
  const { t } = useTranslation('promises');
  const queries = useQueryClient();
  const { data: bands } = useQuery(bandsQuery(ticket.deskId));
  const [kind, setKind] = useState<PromiseKind>('callback');
  const [band, setBand] = useState<CallbackBand | null>(null);
  const [until, setUntil] = useState(() => toLocal(new Date(serverNow() + DAY_MS).toISOString()));
  const [phone, setPhone] = useState(ticket.requester?.phone ?? '');
  const [callerIdTold, setTold] = useState(false);
  const [say, setSay] = useState('');
  const [limits, setLimits] = useState('');
  const { isBusy, failure, attempt } = useAttempt();
  const chosen = band ?? bands?.find(({ left }) => left > 0) ?? null;
  const promise = (): NewPromise | null => {
    const words = { say: say.trim(), limits: limits.trim() };
    const end = fromLocal(until);
    if (kind === 'answer') return end === null ? null : { kind, until: end, ...words };
    return chosen && { kind, from: chosen.from, until: chosen.until, phone: phone.trim(), callerIdTold, ...words };
  };
  const make = (given: NewPromise) =>
    attempt(async () => {
      await api.post(`tickets/${ticket.id}/promises`, given);
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
      await queries.invalidateQueries({ queryKey: PROMISES });
      onClose();
    });
  return (
    <DialogForm
      title={t('makeTitle')}
      verb={t('make')}
      blocked={isBusy ? t('making') : null}
      failure={failure}
      onClose={onClose}
      onSubmit={() => {
        const given = promise();
        if (given) void make(given);
      }}
    >
      <RadioRow
        name="kind"
        label={t('makeTitle')}
        options={PROMISE_KINDS.map((value) => ({ value, word: t(KIND_WORDS[value]) }))}
        value={kind}
        onChoose={setKind}
      />
      {kind === 'callback' ? (
        <>
          {!chosen && <p className={promises.quiet}>{t(bands ? 'bandNone' : 'loading')}</p>}
          <BandSelect bands={bands ?? []} value={chosen} onChoose={setBand} />
          <label className={classes.line}>
            {t('phone')}
            <input
              inputMode="tel"
              autoComplete="off"
              maxLength={40}
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          </label>
          <label className={classes.check}>
            <input type="checkbox" checked={callerIdTold} onChange={(event) => setTold(event.currentTarget.checked)} />
            {t('toldCallerId', { number: desk?.phoneNumber ?? '' })}
          </label>
        </>
      ) : (
        <label className={classes.line}>
          {t('untilLabel')}
          <input type="datetime-local" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </label>
      )}
      <label className={classes.line}>
        {t('say')}
        <input maxLength={400} value={say} onChange={(event) => setSay(event.currentTarget.value)} />
      </label>
      <label className={classes.line}>
        {t('limits')}
        <input maxLength={400} value={limits} onChange={(event) => setLimits(event.currentTarget.value)} />
      </label>
    </DialogForm>
  );
};
