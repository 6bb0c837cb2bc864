import { IconArrowsExchange } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FloorPerson, type MoveAnswer, type MoveRequest, MOST_MOVED } from '#libs/contracts';
import { announce } from '../shared/announcer.jsx';
import { useAttempt } from '../shared/use-attempt.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { api } from '../wire/api.js';
import form from '../shared/form.module.css';
import { floorQuery } from './use-floor.js';

/** Whose work it is, and how much there is of it. */
export interface Work {
  source: { personId: string } | { deskId: string };
  name: string;
  count: number;
}

interface MoveDialogProps {
  work: Work;
  people: readonly FloorPerson[];
  onClose: () => void;
}

const QUEUE = '';
/** As many as one person is usefully given at once. */
const A_FEW = 5;

/** 引き継ぐ: the waiting tickets of a person or a desk go to a colleague, or a person's back to the queue. */
export const MoveDialog = ({ work, people, onClose }: MoveDialogProps) => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const isPerson = 'personId' in work.source;
  const receivers = receiversOf(people, work);
  const [to, setTo] = useState(isPerson ? QUEUE : (receivers[0]?.userId ?? QUEUE));
  const most = Math.min(work.count, MOST_MOVED);
  const [count, setCount] = useState(isPerson ? most : Math.min(most, A_FEW));
  const { isBusy, failure, attempt } = useAttempt();
  const blocked = isBusy ? t('move.busy') : !isPerson && to === QUEUE ? t('move.nobody') : null;

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
        <label>
          {t('move.to')}
          <select data-autofocus value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            {isPerson && <option value={QUEUE}>{t('move.queue')}</option>}
            {receivers.map((person) => (
              <option key={person.userId} value={person.userId}>
                {t('move.person', {
                  name: person.name,
                  state: t(`people:state.${person.state}`),
                  held: person.assigned,
                  most: person.ticketsAtOnce,
                })}
              </option>
            ))}
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
              const typed = event.currentTarget.valueAsNumber;
              setCount(Number.isNaN(typed) ? 1 : Math.max(1, Math.min(most, Math.floor(typed))));
            }}
          />
        </label>
      </div>
      <p className={form.note}>{t(isPerson ? 'move.notePerson' : 'move.noteDesk', { count: work.count })}</p>
    </TicketDialog>
  );
};

/** Who is here and free first; then who is here; the others not at all: what they got would wait for their return. */
const receiversOf = (people: readonly FloorPerson[], { source }: Work): FloorPerson[] =>
  people
    .filter(({ userId, state }) => state !== 'offline' && !('personId' in source && source.personId === userId))
    .sort(
      (one, other) => rank(one) - rank(other) || one.assigned - other.assigned || one.name.localeCompare(other.name),
    );

const rank = ({ state }: FloorPerson): number => (state === 'available' ? 0 : 1);
