import { IconMoodAngry } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CALL_STEPS,
  type CallStep,
  type ComplaintAnswer,
  type ComplaintRequest,
  RELIEF_MINUTES,
  type TicketView,
} from '#libs/contracts';
import { ticketEscalationQuery } from '../escalations/escalation-queries.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { ticketQuery } from '../wire/queries.js';
import form from '../shared/form.module.css';
import classes from './complaint-dialog.module.css';
import { TicketDialog } from './ticket-dialog.js';

const LEVELS = [1, 2, 3] as const satisfies readonly ComplaintRequest['level'][];
const ICON = <IconMoodAngry size={20} stroke={1.75} aria-hidden="true" />;

interface ComplaintDialogProps {
  ticket: TicketView;
  onClose: () => void;
}

/** `L`: how angry the requester is, and how it was handled. Level 3 goes to a supervisor; after a hard one a rest is offered. */
export const ComplaintDialog = ({ ticket, onClose }: ComplaintDialogProps) => {
  const { t } = useTranslation('escalations');
  const queries = useQueryClient();
  const { data } = useQuery(ticketEscalationQuery(ticket.id, ticket.version));
  const [chosen, setChosen] = useState<ComplaintRequest['level'] | null>(null);
  const [chosenStep, setStep] = useState<CallStep | 'none' | null>(null);
  const [offersRest, setOffersRest] = useState(false);
  const { isBusy, failure, attempt } = useAttempt();
  const known = data?.complaint;
  const level = chosen ?? LEVELS.find((each) => each === known?.level) ?? 1;
  const step = chosenStep ?? known?.step ?? 'none';
  const blocked = isBusy ? t('busy') : null;

  const save = () =>
    attempt(async () => {
      const body: ComplaintRequest = { level, ...(step !== 'none' && { step }) };
      const { relief } = await api.post<ComplaintAnswer>(`tickets/${ticket.id}/complaint`, body);
      announce(t('complaint', { level }), 'assertive');
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
      if (relief) setOffersRest(true);
      else onClose();
    });
  const rest = () =>
    attempt(async () => {
      await api.put('people/me/state', { state: 'recovering' });
      onClose();
    });

  if (offersRest) {
    return (
      <TicketDialog
        key="rest"
        title={t('relief.title')}
        icon={ICON}
        size={480}
        cancel={t('relief.goOn')}
        verb={t('relief.rest', { minutes: RELIEF_MINUTES })}
        blocked={blocked}
        failure={failure}
        onClose={onClose}
        onDo={() => !isBusy && void rest()}
      >
        <p className={`${form.note} ${classes.note}`}>{t('relief.text', { minutes: RELIEF_MINUTES })}</p>
      </TicketDialog>
    );
  }
  return (
    <TicketDialog
      key="level"
      title={t('level.title')}
      icon={ICON}
      size={560}
      cancel={t('cancel')}
      verb={t('level.save')}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => !isBusy && void save()}
    >
      <fieldset className={classes.choices}>
        <legend>{t('level.label')}</legend>
        {LEVELS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="complaint-level"
              data-autofocus={each === level || undefined}
              checked={each === level}
              onChange={() => setChosen(each)}
            />
            <strong>{each}</strong>
            <span>{t(`level.means.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={classes.choices}>
        <legend>{t('step.label')}</legend>
        {(['none', ...CALL_STEPS] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="complaint-step" checked={each === step} onChange={() => setStep(each)} />
            <span>{t(each === 'none' ? 'step.none' : `step.means.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className={`${form.note} ${classes.note}`} data-shown={level === 3}>
        {level === 3 && t('level.toSupervisor')}
      </p>
    </TicketDialog>
  );
};
