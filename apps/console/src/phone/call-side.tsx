import { IconBan, IconHistory, IconPhone, IconSpeakerphone, IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CallerView, DeskView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { DueClock, WaitedFor } from '../shared/due-clock.js';
import { useNow } from '../shared/ticker.js';
import { clockTime, shortDay } from '../shared/time.js';
import type { CallDraft } from './call-draft.js';
import { IdentityLadder } from './identity-ladder.js';
import { OwnExtension } from './own-extension.js';
import { callerQuery, callsNowQuery, scriptQuery } from './phone-queries.js';
import phone from './phone.module.css';
import classes from './call-side.module.css';

const icon = { size: 17, stroke: 1.75, 'aria-hidden': true } as const;

interface CallSideProps {
  draft: CallDraft;
  desk: DeskView | undefined;
  onChange: (part: Partial<CallDraft>) => void;
}

/** Who calls, what may be told, what must not be said, and how the phones stand. */
export const CallSide = ({ draft, desk, onChange }: CallSideProps) => {
  const { t } = useTranslation('phone');
  const neverSay = t('neverSay', { returnObjects: true }) as string[];
  const { data: caller } = useQuery(callerQuery(draft.deskId, draft.numberKind === 'number' ? draft.callerPhone : ''));
  const { data: script } = useQuery(scriptQuery(draft.deskId, draft.topics[0]));
  const { callback } = draft;
  return (
    <aside className={classes.side} aria-label={t('side')} tabIndex={0}>
      {callback && (callback.say || callback.limits) && (
        <section className={classes.sideSection}>
          <h2>
            <IconTarget {...icon} />
            {t('toTell')}
          </h2>
          <p>
            {callback.say} {callback.limits && <strong>{callback.limits}</strong>}
          </p>
        </section>
      )}
      {desk && <History caller={caller} own={draft.number} />}
      <IdentityLadder draft={draft} onChange={onChange} disabled={draft.saved !== null} />
      <section className={classes.sideSection}>
        <h2>
          <IconBan {...icon} />
          {t('neverSayTitle')}
        </h2>
        <ul className={classes.neverSay}>
          {neverSay.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      {script?.statement && (
        <section className={classes.sideSection}>
          <h2>
            <IconSpeakerphone {...icon} />
            {t('statement')}
          </h2>
          <p className={classes.statement}>
            <strong>{t('statementNumber', { number: script.statement.number })}</strong>
            <span>{script.statement.title}</span>
            <time dateTime={script.statement.issuedAt}>{shortDay(script.statement.issuedAt, presentLanguage())}</time>
          </p>
        </section>
      )}
      <PhonesNow />
    </aside>
  );
};

const History = ({ caller, own }: { caller: CallerView | undefined; own: string | null }) => {
  const { t } = useTranslation(['phone', 'words']);
  const tickets = (caller?.tickets ?? []).filter(({ number }) => number !== own);
  return (
    <section className={classes.sideSection}>
      <h2>
        <IconHistory {...icon} />
        {t('phone:history.title')}
        <span className={phone.hint}>{t('phone:history.here', { count: tickets.length })}</span>
      </h2>
      {caller && caller.callsToday >= 2 && (
        <p className={classes.often}>{t('phone:history.often', { count: caller.callsToday })}</p>
      )}
      <ul className={classes.history}>
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link to="/console/t/$number" params={{ number: ticket.number }}>
              {ticket.number}
            </Link>
            <span>
              {[
                t('words:honorific', { name: ticket.requesterName }),
                t(`words:topic.${ticket.topic}`),
                t(`words:state.${ticket.state}`),
              ].join(t('words:separator'))}
            </span>
            <time dateTime={ticket.createdAt}>{shortDay(ticket.createdAt, presentLanguage())}</time>
          </li>
        ))}
      </ul>
      {caller && caller.elsewhere > 0 && (
        <p className={phone.hint}>{t('phone:history.elsewhere', { count: caller.elsewhere })}</p>
      )}
    </section>
  );
};

const PhonesNow = () => {
  const { t } = useTranslation(['phone', 'words']);
  const { data: now } = useQuery(callsNowQuery);
  const at = useNow(10_000);
  return (
    <section className={classes.sideSection}>
      <h2>
        <IconPhone {...icon} />
        {t('phone:now.title')}
      </h2>
      <dl className={classes.facts}>
        <dt>{t('phone:now.ringing')}</dt>
        <dd>
          {now ? t('phone:now.calls', { count: now.ringing }) : '–'}{' '}
          {now?.oldestRingingAt && <WaitedFor since={now.oldestRingingAt} />}
        </dd>
        <dt>{t('phone:now.talking')}</dt>
        <dd>{now ? t('phone:now.people', { count: now.talking }) : '–'}</dd>
        <dt>{t('phone:now.promise')}</dt>
        <dd>
          {now?.nextPromise && Date.parse(now.nextPromise.until) <= at && <DueClock dueAt={now.nextPromise.until} />}{' '}
          {now?.nextPromise ? (
            <Link to="/console/promises" search={{ promise: now.nextPromise.id }}>
              {t('phone:now.until', {
                time: clockTime(now.nextPromise.until),
                name: t('words:honorific', { name: now.nextPromise.requesterName }),
              })}
            </Link>
          ) : (
            t('phone:now.none')
          )}
        </dd>
      </dl>
      <OwnExtension />
    </section>
  );
};
