import { IconFlag } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { DueClock } from '../shared/due-clock.js';
import { Tag } from '../shared/tag.js';
import { clockTime } from '../shared/time.js';
import { api, ApiError } from '../wire/api.js';
import { ticketEscalationQuery } from '../escalations/escalation-queries.js';
import { ticketQuery } from '../wire/queries.js';
import classes from './escalate.module.css';

interface EscalationBarProps {
  ticket: TicketView;
  onEscalate: () => void;
}

/** Under the header: that a supervisor has it or should, what was promised, and the supervisor's own steps. */
export const EscalationBar = ({ ticket, onEscalate }: EscalationBarProps) => {
  const { t } = useTranslation('escalations');
  const queries = useQueryClient();
  const maySee = useCan('escalation:open');
  const mayTake = useCan('escalation:take');
  const [words, setWords] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { data } = useQuery({ ...ticketEscalationQuery(ticket.id, ticket.version), enabled: maySee });
  const escalation = data?.escalation;
  const isAlive = escalation?.state === 'open' || escalation?.state === 'taken';
  const [proposal] = data?.proposals ?? [];
  const complaint = data?.complaint;
  if (!data || (!isAlive && !proposal && !complaint)) return null;

  const complaintTag = complaint && (
    <Tag tone="warn">
      {[
        t('complaint', { level: complaint.level }),
        complaint.step && t(`step.${complaint.step}`),
        t('complaintBy', { name: complaint.setBy ?? '', time: clockTime(complaint.setAt) }),
      ]
        .filter(Boolean)
        .join(t('words:separator'))}
    </Tag>
  );

  const act = async (verb: 'take' | 'return' | 'close', body: object = {}) => {
    setBusy(true);
    try {
      await api.post(`escalations/${escalation!.id}/${verb}`, body);
      setWords('');
      announce(t(`did.${verb}`), 'assertive');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce(error.sentence(presentLanguage()), 'assertive');
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ['escalations'] });
      await queries.invalidateQueries({ queryKey: ticketQuery(ticket.number).queryKey });
    }
  };
  const blocked = isBusy ? t('busy') : null;
  return (
    <div className={classes.bar} data-alive={isAlive}>
      <IconFlag size={16} stroke={1.75} aria-hidden="true" />
      {isAlive ? (
        <>
          <span>
            <strong>{t(`trigger.${escalation.trigger}`)}</strong>{' '}
            {escalation.owner ? t('withOwner', { name: escalation.owner.name }) : t(`waits.${escalation.lane}`)}
          </span>
          <DueClock dueAt={escalation.dueAt} />
          {escalation.promised && <span>{t('promisedWas', { words: escalation.promised })}</span>}
          {escalation.wish && <span>{t('wishWas', { words: escalation.wish })}</span>}
          {data.alsoOpen.map((other) => (
            <span key={other.id}>
              <strong>{t(`trigger.${other.trigger}`)}</strong>{' '}
              {other.promised && t('promisedWas', { words: other.promised })}{' '}
              {other.wish && t('wishWas', { words: other.wish })}
            </span>
          ))}
          {complaintTag}
          {mayTake && escalation.state === 'open' && (
            <Action blocked={blocked} onClick={() => void act('take')}>
              {t('take')}
            </Action>
          )}
          {mayTake && escalation.state === 'taken' && (
            <form
              className={classes.answer}
              onSubmit={(event) => {
                event.preventDefault();
                if (words.trim() !== '' && !isBusy) void act('return', { words: words.trim() });
              }}
            >
              <input
                aria-label={t('words')}
                placeholder={t('words')}
                value={words}
                maxLength={1000}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
              <Action type="submit" blocked={blocked ?? (words.trim() === '' ? t('needsWords') : null)}>
                {t('giveBack')}
              </Action>
              <Action look="quiet" blocked={blocked} onClick={() => void act('close')}>
                {t('close')}
              </Action>
            </form>
          )}
        </>
      ) : (
        <>
          {complaintTag}
          {proposal && (
            <>
              <span>{t('proposal', { reason: t(`trigger.${proposal}`) })}</span>
              <Action keys={['E']} onClick={onEscalate}>
                {t('escalate')}
              </Action>
            </>
          )}
        </>
      )}
    </div>
  );
};
