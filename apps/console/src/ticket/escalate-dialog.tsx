import { IconFlag } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type EscalateAnswer,
  isRestricted,
  LANES,
  type Lane,
  laneOf,
  type TicketView,
  type Trigger,
  TRIGGERS,
} from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { fromHere } from '../shared/from-here.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { ticketEscalationQuery } from '../escalations/escalation-queries.js';
import { ticketQuery } from '../wire/queries.js';
import { TicketDialog } from './ticket-dialog.js';
import form from '../shared/form.module.css';
import classes from './escalate.module.css';
import { serverNow } from '../wire/server-clock.js';

interface EscalateDialogProps {
  ticket: TicketView;
  onClose: () => void;
  /** `hidden`: the ticket is not for this person any more. */
  onDone: (hidden: boolean) => void;
}

const HOURS = [0.5, 1, 2, 4, 24] as const;

/** `E`: for what, what was promised, until when, and what the person wants. A lane for few eyes says that the ticket leaves. */
export const EscalateDialog = ({ ticket, onClose, onDone }: EscalateDialogProps) => {
  const { t } = useTranslation(['escalations', 'ticket']);
  const queries = useQueryClient();
  const { data } = useQuery(ticketEscalationQuery(ticket.id, ticket.version));
  const [chosen, setTrigger] = useState<Trigger | null>(null);
  const [chosenLane, setLane] = useState<Lane | null>(null);
  const [promised, setPromised] = useState('');
  const [wish, setWish] = useState('');
  const [hours, setHours] = useState(1);
  const { isBusy, failure, attempt } = useAttempt();
  const trigger = chosen ?? data?.proposals[0] ?? 'wants_superior';
  const lane = chosenLane ?? laneOf(trigger);
  const blocked = isBusy ? t('escalations:busy') : null;

  const escalate = async () => {
    if (blocked) return;
    const isStillHere = fromHere();
    await attempt(async () => {
      const { hidden } = await api.post<EscalateAnswer>(`tickets/${ticket.id}/escalations`, {
        trigger,
        lane,
        promised: promised.trim() || undefined,
        wish: wish.trim() || undefined,
        dueAt: new Date(serverNow() + hours * 3_600_000).toISOString(),
      });
      announce(t(hidden ? 'escalations:handedOver' : 'escalations:done'), 'assertive');
      if (hidden) queries.removeQueries({ queryKey: ticketQuery(ticket.number).queryKey });
      else await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
      onDone(hidden && isStillHere());
    });
  };

  return (
    <TicketDialog
      title={t('escalations:title')}
      icon={<IconFlag size={20} stroke={1.75} aria-hidden="true" />}
      size={560}
      cancel={t('escalations:cancel')}
      verb={t('escalations:escalate')}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => void escalate()}
    >
      <div className={form.columns}>
        <label>
          {t('escalations:trigger.label')}
          <select
            data-autofocus
            value={trigger}
            onChange={(event) => {
              setTrigger(event.currentTarget.value as Trigger);
              setLane(null);
            }}
          >
            {TRIGGERS.map((each) => (
              <option key={each} value={each}>
                {t(`escalations:trigger.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('escalations:lane.label')}
          <select value={lane} onChange={(event) => setLane(event.currentTarget.value as Lane)}>
            {LANES.map((each) => (
              <option key={each} value={each}>
                {t(`escalations:lane.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={form.wide}>
          {t('escalations:promised')}
          <input value={promised} maxLength={500} onChange={(event) => setPromised(event.currentTarget.value)} />
        </label>
        <label className={form.wide}>
          {t('escalations:wish')}
          <input value={wish} maxLength={500} onChange={(event) => setWish(event.currentTarget.value)} />
        </label>
        <label>
          {t('escalations:until')}
          <select value={hours} onChange={(event) => setHours(Number(event.currentTarget.value))}>
            {HOURS.map((each) => (
              <option key={each} value={each}>
                {t(`escalations:hours.${String(each).replace('.', '_')}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={`${form.note} ${classes.note}`} data-restricted={isRestricted(lane)}>
        {t(isRestricted(lane) ? 'escalations:restricted' : 'escalations:stays')}
      </p>
    </TicketDialog>
  );
};
