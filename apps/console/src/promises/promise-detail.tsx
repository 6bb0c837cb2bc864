import { IconHistory, IconMessage2, IconPhoneOutgoing } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTEMPTS_PROMISED, type DeskView, type PromiseView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { DueClock } from '../shared/due-clock.js';
import { IdentityBand } from '../shared/identity-band.js';
import { Tag } from '../shared/tag.js';
import { clockTime, dayAndTime } from '../shared/time.js';
import classes from './promise-detail.module.css';
import { usePromisedTime } from './promise-table.js';

interface PromiseDetailProps {
  promise: PromiseView;
  desk: DeskView | undefined;
  now: number;
  ownId: string;
  mayKeep: boolean;
  actions: Record<'call' | 'absent' | 'change' | 'answer' | 'takeOver' | 'withdraw' | 'giveUp', () => void>;
}

/** One promise: in whose name, what was told, what is to be told, what was tried, and the ways on. */
export const PromiseDetail = ({ promise, desk, now, ownId, mayKeep, actions }: PromiseDetailProps) => {
  const { t } = useTranslation(['promises', 'words']);
  const time = usePromisedTime();
  const isCallback = promise.kind === 'callback';
  const isAbandoned = promise.source === 'abandoned';
  const made = promise.attempts.filter(({ outcome }) => outcome !== null).length;
  return (
    <>
      <IdentityBand
        label={t('promises:identity')}
        mark={desk?.mark}
        name={desk?.siteName ?? ''}
        use={desk?.phoneAnswerAs ? t('promises:as', { name: desk.phoneAnswerAs }) : t('promises:asDesk')}
      />
      <section className={classes.block}>
        <div className={classes.who}>
          <h2>{t('words:honorific', { name: promise.requesterName })}</h2>
          {isAbandoned && <Tag tone="warn">{t('promises:abandoned')}</Tag>}
          {promise.state === 'open' && <DueClock dueAt={promise.until} />}
        </div>
        <dl className={classes.facts}>
          <dt>{t(isAbandoned ? 'promises:toCall' : 'promises:promised')}</dt>
          <dd>{time(promise, now)}</dd>
          <dt>{t(isCallback ? 'promises:number' : 'promises:mail')}</dt>
          <dd>{(isCallback ? promise.phone : promise.requesterEmail) ?? t('promises:noContact')}</dd>
          {isCallback && (
            <>
              <dt>{t('promises:callerId')}</dt>
              <dd>
                {promise.callerId}{' '}
                <Tag tone={promise.callerIdTold ? 'ok' : 'warn'}>
                  {t(promise.callerIdTold ? 'promises:told' : 'promises:notTold')}
                </Tag>
              </dd>
            </>
          )}
          <dt>{t('promises:reference')}</dt>
          <dd>
            <Link to="/console/t/$number" params={{ number: promise.ticketNumber }}>
              {promise.ticketNumber}
            </Link>
          </dd>
          <dt>{t(isAbandoned ? 'promises:abandonedAt' : 'promises:madeBy')}</dt>
          <dd>
            {promise.madeByName} {dayAndTime(promise.madeAt, presentLanguage())}
          </dd>
        </dl>
      </section>
      {(promise.say || promise.limits) && (
        <section className={classes.block}>
          <h3>
            <IconMessage2 size={16} stroke={1.75} aria-hidden="true" />
            {t('promises:toTell')}
          </h3>
          <p>
            {promise.say} {promise.limits && <strong>{promise.limits}</strong>}
          </p>
        </section>
      )}
      {isCallback && <Attempts promise={promise} now={now} />}
      <footer className={classes.ways}>
        {isCallback && mayKeep && (
          <Action
            look="primary"
            keys={['Enter']}
            icon={<IconPhoneOutgoing size={16} aria-hidden />}
            onClick={actions.call}
          >
            {t('promises:call')}
          </Action>
        )}
        {mayKeep && (
          <div className={classes.pair}>
            {isCallback && (
              <Action keys={['1']} onClick={actions.absent}>
                {t('promises:absent')}
              </Action>
            )}
            <Action keys={['2']} onClick={actions.change}>
              {t('promises:change')}
            </Action>
            <Action keys={['R']} onClick={actions.answer}>
              {t('promises:answer')}
            </Action>
            {promise.assigneeId !== ownId && (
              <Action keys={['U']} onClick={actions.takeOver}>
                {t('promises:takeOver')}
              </Action>
            )}
            {isCallback && made >= ATTEMPTS_PROMISED && (
              <Action onClick={actions.giveUp}>{t('promises:giveUp')}</Action>
            )}
            <Withdraw key={promise.id} onWithdraw={actions.withdraw} />
          </div>
        )}
      </footer>
    </>
  );
};

const Attempts = ({ promise, now }: { promise: PromiseView; now: number }) => {
  const { t } = useTranslation('promises');
  const { attempts } = promise;
  const count = Math.max(ATTEMPTS_PROMISED, attempts.length);
  const isLate = Date.parse(promise.until) < now;
  return (
    <section className={classes.block}>
      <h3>
        <IconHistory size={16} stroke={1.75} aria-hidden="true" />
        {t('history')}
      </h3>
      <ol className={classes.attempts}>
        {Array.from({ length: count }, (_, index) => {
          const attempt = attempts[index];
          const isRunning = index === attempts.length - 1 && attempt?.outcome === null;
          const state = isRunning || index === attempts.length ? 'now' : attempt ? 'done' : 'next';
          const outcome = attempt && t(`outcome.${attempt.outcome ?? 'none'}`);
          return (
            <li key={index} data-state={state}>
              <strong>
                {isRunning
                  ? t('running', { number: index + 1 })
                  : t('attempt', { number: index + 1, outcome: outcome ?? '' }).trim()}
              </strong>
              <span>
                {attempt && `${clockTime(attempt.at)} ${attempt.byName}`}
                {state === 'now' && !isRunning && t(isLate ? 'overdueNow' : 'now')}
                {state === 'next' && index === ATTEMPTS_PROMISED - 1 && t('afterThree')}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
};

/** Asks once, in place. */
const Withdraw = ({ onWithdraw }: { onWithdraw: () => void }) => {
  const { t } = useTranslation('promises');
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Action look="quiet" onClick={() => setAsking(true)}>
        {t('withdraw')}
      </Action>
    );
  }
  return (
    <span className={classes.sure} role="group" aria-label={t('withdrawSure')}>
      <span>{t('withdrawSure')}</span>
      <Action onClick={onWithdraw}>{t('withdraw')}</Action>
      <Action look="quiet" autoFocus onClick={() => setAsking(false)}>
        {t('cancel')}
      </Action>
    </span>
  );
};
