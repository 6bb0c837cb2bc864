import { IconArrowsExchange } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FloorPerson, type MoveAnswer, type MoveRequest, MOST_MOVED } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { api } from '../wire/api.js';
import form from '../shared/form.module.css';
import { PersonOptions } from '../shared/person-options.js';
import { receiversOf } from '../shared/receivers.js';
import { floorQuery } from './use-floor.js';

/** Whose work it is, and how much there is of it. */
export interface Work {
  source: { personId: string } | { deskId: string };
  name: string;
  count: number;
}

interface MoveDialogProps {
  /** What could be moved, and which of it is to be: by the place among them. */
  works: readonly Work[];
  first: number;
  people: readonly FloorPerson[];
  onClose: () => void;
}

const QUEUE = '';
/** As many as one person is usefully given at once. */
const A_FEW = 5;

/** 引き継ぐ: the waiting tickets of a person or a desk go to a colleague, or a person's back to the queue. */
export const MoveDialog = ({ works, first, people, onClose }: MoveDialogProps) => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const receiversFor = ({ source }: Work) => receiversOf(people, 'personId' in source ? source.personId : null);
  const usualFor = (each: Work) => ('personId' in each.source ? QUEUE : (receiversFor(each)[0]?.userId ?? QUEUE));
  const [from, setFrom] = useState(first);
  const work = works[from]!;
  const isPerson = 'personId' in work.source;
  const receivers = receiversFor(work);
  // Proposed once: whoever comes free meanwhile is not put under the key that is about to be pressed.
  const [to, setTo] = useState(() => usualFor(work));
  const most = Math.min(work.count, MOST_MOVED);
  const [typed, setCount] = useState<number | null>(null);
  const count = Math.min(most, typed ?? (isPerson ? most : A_FEW));
  const { isBusy, failure, attempt } = useAttempt();
  const missing =
    to !== QUEUE
      ? receivers.every(({ userId }) => userId !== to) && t('move.gone')
      : !isPerson && t(receivers.length === 0 ? 'move.nobody' : 'move.choose');
  const blocked = isBusy ? t('move.busy') : missing || null;

  const wordsOf = ({ source, name, count: held }: Work): string =>
    'deskId' in source ? t('move.atDesk', { name, count: held }) : t('move.ofPerson', { name, count: held });

  const move = async () => {
    if (blocked) return;
    await attempt(async () => {
      const request: MoveRequest = { ...work.source, to: to === QUEUE ? null : to, count };
      const { moved, left } = await api.post<MoveAnswer>('floor/moves', request);
      announce(t('move.done', { count: moved, left }), 'assertive');
      await queries.invalidateQueries({ queryKey: floorQuery.queryKey });
      onClose();
    });
  };

  return (
    <TicketDialog
      title={t(isPerson ? 'move.titlePerson' : 'move.titleDesk', { name: work.name })}
      icon={<IconArrowsExchange size={20} stroke={1.75} aria-hidden="true" />}
      size={480}
      cancel={t('cancel')}
      verb={t('move.verb', { count })}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => void move()}
    >
      <div className={form.fields}>
        {works.length > 1 && (
          <label>
            {t('move.from')}
            <select
              value={from}
              onChange={(event) => {
                const next = Number(event.currentTarget.value);
                setFrom(next);
                setTo(usualFor(works[next]!));
                setCount(null);
              }}
            >
              {works.map((each, at) => (
                <option key={at} value={at}>
                  {wordsOf(each)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t('move.to')}
          <select data-autofocus value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            {isPerson && <option value={QUEUE}>{t('move.queue')}</option>}
            {missing && <option value={to}>{missing}</option>}
            <PersonOptions people={receivers} />
          </select>
        </label>
        <label>
          {t('move.count')}
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            value={count}
            onChange={(event) => {
              const given = event.currentTarget.valueAsNumber;
              setCount(Number.isNaN(given) ? 1 : Math.max(1, Math.min(most, Math.floor(given))));
            }}
          />
        </label>
      </div>
      <p className={form.note}>{t(isPerson ? 'move.notePerson' : 'move.noteDesk', { count: work.count })}</p>
    </TicketDialog>
  );
};
