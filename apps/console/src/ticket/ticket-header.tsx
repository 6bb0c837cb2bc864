import { IconCheck, IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ESCALATING_TOPICS, type DeskView, type TicketView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { DueClock, isPaused, PausedClock } from '../shared/due-clock.js';
import { maskedWords } from '../shared/masked-words.js';
import { PersonInitial } from '../shared/person-initial.js';
import { ReferenceNumber } from '../shared/reference-number.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime } from '../shared/time.js';
import type { PresentPerson } from '../wire/presence.js';
import { MoreMenu } from './more-menu.js';
import type { TicketActions } from './ticket-actions.js';
import classes from './ticket.module.css';

interface TicketHeaderProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  ownId: string;
  people: readonly PresentPerson[];
  actions: TicketActions;
  /** Why nothing can be changed now, or null. */
  blocked: string | null;
}

const DONE = new Set(['answered', 'closed', 'handed_back', 'merged', 'spam']);

/** Who holds it, who looks at it, who writes: always with the name. */
const Presence = ({ ticket, ownId, people }: Pick<TicketHeaderProps, 'ticket' | 'ownId' | 'people'>) => {
  const { t } = useTranslation('ticket');
  const owner = ticket.assigneeId === ownId ? t('header.me') : ticket.assigneeName;
  return (
    <div className={classes.presence}>
      <span>
        {t('header.owner')} <strong>{owner ?? t('header.nobody')}</strong>
      </span>
      {people.map((person) => (
        <span key={person.userId} className={classes.person} data-testid="presence">
          <PersonInitial name={person.shortName} filled={person.writing} size={20} />
          {t(person.writing ? 'header.writing' : 'header.looking', { name: person.shortName })}
        </span>
      ))}
    </div>
  );
};

/** What is due, by when; or that the clocks stand still, why, and with how much left. */
const Clocks = ({ ticket }: Pick<TicketHeaderProps, 'ticket'>) => {
  const { t } = useTranslation('ticket');
  const { resolveDueAt, replyLeftMinutes, resolutionLeftMinutes } = ticket.clocks;
  if (isPaused(ticket.state)) {
    return <PausedClock isTag state={ticket.state} leftMinutes={replyLeftMinutes ?? resolutionLeftMinutes} />;
  }
  return (
    <>
      {ticket.dueAt && (
        <DueClock
          isTag
          dueAt={ticket.dueAt}
          isWarned={ticket.dueWarned}
          before={t(ticket.firstReplyAt ? 'header.replyDue' : 'header.firstReplyDue')}
        />
      )}
      {resolveDueAt && <DueClock isTag dueAt={resolveDueAt} before={t('header.resolutionDue')} />}
    </>
  );
};

/** Title, where it stands, and what can be done with it. */
export const TicketHeader = ({ ticket, desk, ownId, people, actions, blocked }: TicketHeaderProps) => {
  const { t } = useTranslation(['ticket', 'words']);
  const isMine = ticket.assigneeId === ownId;
  const isDone = DONE.has(ticket.state);
  const escalates = ESCALATING_TOPICS.includes(ticket.topic) || ticket.priority > 0;
  const mayAssign = useCan('ticket:assign');
  const mayPromise = useCan('promise:keep');
  const mayAnswer = useCan('ticket:answer');
  const mayEscalate = useCan('escalation:open');
  const mayClaim = useCan('ticket:claim');
  const words = maskedWords(ticket.subject || ticket.excerpt, (secret) => t(`words:masked.${secret}`));
  const title = ticket.subject ? words : [...words].slice(0, 40).join('');
  const held =
    ticket.assigneeId !== null && !isMine && !mayAssign
      ? t('ticket:header.heldBy', { name: ticket.assigneeName ?? '' })
      : null;
  return (
    <header className={classes.header}>
      <div className={classes.headerTop}>
        <TenantMark mark={desk?.mark} />
        <strong>{desk?.siteName ?? ''}</strong>
        <ReferenceNumber number={ticket.number} />
        <Presence ticket={ticket} ownId={ownId} people={people} />
      </div>
      <h1 className={classes.title} id="ticket-title" tabIndex={-1} title={title}>
        {title}
      </h1>
      <div className={classes.headerFoot}>
        <div className={classes.tags}>
          <Tag tone={escalates ? 'danger' : 'plain'} icon={escalates && <IconFlag stroke={1.75} aria-hidden="true" />}>
            {t(`words:topic.${ticket.topic}`)}
          </Tag>
          {ticket.state !== 'new' && ticket.state !== 'open' && (
            <Tag dashed={ticket.state.startsWith('waiting_')}>{t(`words:state.${ticket.state}`)}</Tag>
          )}
          {ticket.firstReplyAt && (
            <Tag tone="ok" icon={<IconCheck stroke={1.75} aria-hidden="true" />}>
              {t('ticket:header.firstReply', { time: clockTime(ticket.firstReplyAt) })}
            </Tag>
          )}
          <Clocks ticket={ticket} />
        </div>
        <div className={classes.actions} role="group" aria-label={t('ticket:actions.label')}>
          {ticket.assigneeId === null && !isDone && mayClaim && (
            <Action keys={['C']} blocked={blocked} onClick={actions.claim}>
              {t('ticket:actions.claim')}
            </Action>
          )}
          {mayAnswer && !isDone && (
            <Action keys={['B']} blocked={blocked ?? held} onClick={actions.handBack}>
              {t('ticket:actions.handBack')}
            </Action>
          )}
          {mayEscalate && !isDone && (
            <Action keys={['E']} blocked={blocked} onClick={actions.escalate}>
              {t('ticket:actions.escalate')}
            </Action>
          )}
          {mayPromise && ticket.state !== 'merged' && (
            <Action keys={['T']} blocked={blocked} onClick={actions.promise}>
              {t('ticket:actions.promise')}
            </Action>
          )}
          <MoreMenu ticket={ticket} isDone={isDone} actions={actions} blocked={blocked} held={held} />
        </div>
      </div>
    </header>
  );
};
