import { Modal } from '@mantine/core';
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
import { presentLanguage } from '../app/i18n.js';
import { bandsQuery } from '../phone/phone-queries.js';
import { BandSelect } from '../phone/promise-block.js';
import { api, ApiError } from '../wire/api.js';
import { ticketQuery } from '../wire/queries.js';
import { fromLocal, toLocal } from './local-moment.js';
import { promisesQuery } from './promises-queries.js';
import classes from './promises.module.css';

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
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('makeTitle') } }}
    >
      <MakeForm key={ticket.id} ticket={ticket} desk={desk} onClose={onClose} />
    </Modal>
  );
};

const KIND_WORDS = { callback: 'makeCallback', answer: 'makeAnswer' } as const;
const DAY_MS = 86_400_000;

const MakeForm = ({ ticket, desk, onClose }: Omit<MakePromiseDialogProps, 'opened'>) => {
  const { t } = useTranslation('promises');
  const queries = useQueryClient();
  const { data: bands = [] } = useQuery(bandsQuery(ticket.deskId));
  const [kind, setKind] = useState<PromiseKind>('callback');
  const [band, setBand] = useState<CallbackBand | null>(null);
  const [until, setUntil] = useState(() => toLocal(new Date(Date.now() + DAY_MS).toISOString()));
  const [phone, setPhone] = useState(ticket.requester?.phone ?? '');
  const [callerIdTold, setTold] = useState(false);
  const [say, setSay] = useState('');
  const [limits, setLimits] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const chosen = band ?? bands.find(({ left }) => left > 0) ?? null;
  const promise = (): NewPromise | null => {
    const words = { say: say.trim(), limits: limits.trim() };
    const end = fromLocal(until);
    if (kind === 'answer') return end === null ? null : { kind, until: end, ...words };
    return chosen && { kind, from: chosen.from, until: chosen.until, phone: phone.trim(), callerIdTold, ...words };
  };
  const make = async () => {
    const given = promise();
    if (!given) return;
    try {
      await api.post(`tickets/${ticket.id}/promises`, given);
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
      await queries.invalidateQueries({ queryKey: promisesQuery.queryKey });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.sentence(presentLanguage()));
    }
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{t('makeTitle')}</h2>
      <fieldset className={classes.options}>
        <legend className="visually-hidden">{t('makeTitle')}</legend>
        {PROMISE_KINDS.map((each, index) => (
          <label key={each}>
            <input
              type="radio"
              name="kind"
              checked={kind === each}
              data-autofocus={index === 0 ? true : undefined}
              onChange={() => setKind(each)}
            />
            {t(KIND_WORDS[each])}
          </label>
        ))}
      </fieldset>
      {kind === 'callback' ? (
        <>
          {bands.length === 0 && <p className={classes.quiet}>{t('bandNone')}</p>}
          <BandSelect bands={bands} value={chosen} onChoose={setBand} />
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
      {failure && (
        <p className={classes.failure} role="alert">
          {failure}
        </p>
      )}
      <div className={classes.formFoot}>
        <button type="button" className="action" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" className="action" data-look="primary">
          {t('make')}
        </button>
      </div>
    </form>
  );
};
